package org.liangzheng.api.sample;

import java.security.SecureRandom;
import java.time.Clock;
import org.liangzheng.api.audit.AuditLog;
import org.liangzheng.api.audit.LogKeys;
import org.liangzheng.api.authority.Authorities;
import org.liangzheng.api.catalogue.Catalogue;
import org.liangzheng.api.catalogue.CatalogueKeeper;
import org.liangzheng.api.catalogue.matter.Matters;
import org.liangzheng.api.custody.Custody;
import org.liangzheng.api.home.Home;
import org.liangzheng.api.identity.Apps;
import org.liangzheng.api.identity.Clients;
import org.liangzheng.api.identity.PublicAddress;
import org.liangzheng.api.identity.SampleClient;
import org.liangzheng.api.identity.SupervisingAuthority;
import org.liangzheng.api.identity.approval.Approvals;
import org.liangzheng.api.identity.mandate.RegisterMandates;
import org.liangzheng.api.identity.office.FirstAdministrators;
import org.liangzheng.api.identity.person.Accounts;
import org.liangzheng.api.identity.person.Parties;
import org.liangzheng.api.identity.person.Passwords;
import org.liangzheng.api.identity.person.Roles;
import org.liangzheng.api.licence.IssuingOnce;
import org.liangzheng.api.licence.LicenceRegister;
import org.liangzheng.api.presentation.code.PresentationKeys;
import org.liangzheng.api.presentation.code.SampleMark;
import org.liangzheng.api.presentation.point.Points;
import org.liangzheng.api.presentation.point.Scenes;
import org.liangzheng.api.schedule.OneNode;
import org.liangzheng.api.seal.Seals;
import org.liangzheng.api.seal.Timestamps;
import org.liangzheng.api.seal.office.SealPictures;
import org.liangzheng.api.sharing.receipt.ReceiptKeys;
import org.liangzheng.api.trust.PackKeys;
import org.liangzheng.api.trust.Publication;
import org.liangzheng.api.trust.Statuses;
import org.liangzheng.api.trust.TrustAnchor;
import org.liangzheng.api.trust.TrustDirectory;
import org.liangzheng.api.web.Ids;
import org.liangzheng.signer.sample.SampleDepartment;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
@Conditional(WhenSampleWorld.class)
@EnableConfigurationProperties(SampleSettings.class)
class SampleConfiguration {
  static final String JOB = "sample-world";

  @Bean
  SampleCity sampleCity(
      Custody custody,
      Authorities authorities,
      Seals seals,
      Timestamps timestamps,
      LogKeys logKeys,
      TrustDirectory trust,
      TrustAnchor anchor,
      PackKeys packKeys,
      ReceiptKeys receiptKeys,
      Publication publication,
      TransactionTemplate transactions,
      SampleSettings settings,
      Clock clock,
      SecureRandom random) {
    return new SampleCity(
        custody,
        authorities,
        seals,
        timestamps,
        logKeys,
        trust,
        anchor,
        packKeys,
        receiptKeys,
        publication,
        transactions,
        settings,
        clock,
        random);
  }

  @Bean
  CityAge cityAge(TrustDirectory trust, Home home, Clock clock) {
    return new CityAge(trust, home, clock);
  }

  @Bean
  SampleSealMaker sampleSealMaker(Custody custody, SampleCity city, SecureRandom random) {
    return new SampleSealMaker(custody, city, random);
  }

  @Bean
  SampleOfficeSeals sampleOfficeSeals(
      Custody custody,
      SampleCity city,
      SampleSealMaker maker,
      SealPictures pictures,
      Seals seals,
      Statuses statuses,
      TransactionTemplate transactions,
      Ids ids,
      Clock clock) {
    return new SampleOfficeSeals(
        custody, city, maker, pictures, seals, statuses, transactions, ids, clock);
  }

  @Bean
  SampleOffice sampleOffice(Clients clients, SampleClient file, Apps apps) {
    return new SampleOffice(clients, file, apps);
  }

  @Bean
  SamplePeople samplePeople(
      Home home,
      PublicAddress address,
      Parties parties,
      Accounts accounts,
      Passwords passwords,
      Roles roles,
      FirstAdministrators first,
      Approvals approvals,
      TransactionTemplate transactions,
      Ids ids,
      Clock clock,
      JsonMapper json) {
    return new SamplePeople(
        home,
        address,
        parties,
        accounts,
        passwords,
        roles,
        first,
        approvals,
        transactions,
        ids,
        clock,
        json);
  }

  @Bean
  SampleTypes sampleTypes(
      Catalogue catalogue,
      AuditLog audit,
      TransactionTemplate transactions,
      Ids ids,
      Clock clock,
      JsonMapper json) {
    return new SampleTypes(catalogue, audit, transactions, ids, clock, json);
  }

  @Bean
  SampleMatters sampleMatters(
      Matters matters,
      AuditLog audit,
      TransactionTemplate transactions,
      Ids ids,
      Clock clock,
      JsonMapper json) {
    return new SampleMatters(matters, audit, transactions, ids, clock, json);
  }

  /** The sample people all work for one department; so that they can try it out, it keeps types. */
  @Bean
  CatalogueKeeper sampleCatalogueKeeper() {
    return new CatalogueKeeper(SampleDepartment.MARKET.id());
  }

  /** It runs the service; its auditor reads the log of the whole city. */
  @Bean
  SupervisingAuthority sampleSupervisor() {
    return new SupervisingAuthority(SampleDepartment.DATA.id());
  }

  @Bean
  SamplePoint samplePoint(
      Home home,
      PublicAddress address,
      Points points,
      Scenes scenes,
      TransactionTemplate transactions,
      OneNode oneNode,
      Ids ids,
      Clock clock,
      JsonMapper json) {
    return new SamplePoint(home, address, points, scenes, transactions, oneNode, ids, clock, json);
  }

  @Bean
  SampleLicences sampleLicences(
      LicenceRegister register,
      IssuingOnce issuing,
      Parties parties,
      RegisterMandates mandates,
      Ids ids,
      Clock clock,
      JsonMapper json) {
    return new SampleLicences(register, issuing, parties, mandates, ids, clock, json);
  }

  @Bean
  SampleNotice sampleNotice(Home home, PublicAddress address) {
    return new SampleNotice(home, address);
  }

  /** Its codes say that it is play. */
  @Bean
  SampleMark sampleMark() {
    return new SampleMark();
  }

  /** Before the service is ready, so that the first request finds a city. */
  @Bean
  @Order(0)
  ApplicationRunner sampleStart(
      SampleTypes types,
      SampleCity city,
      SampleOfficeSeals officeSeals,
      SampleOffice office,
      SamplePeople people,
      PresentationKeys presentation,
      SamplePoint point,
      SampleLicences licences,
      SampleSettings settings,
      SampleMatters matters,
      CityAge age,
      Environment environment,
      OneNode oneNode) {
    // A start for one task serves nobody: nothing is lacking for it.
    boolean serves = !environment.getProperty("liangzheng.office.only", Boolean.class, false);
    return _ -> {
      // A second node that finds the first at it waits for nothing: the pack is there, or its own
      // start check says that it is not.
      var _ =
          oneNode.tryRun(
              JOB,
              () -> {
                types.ensure();
                city.ensure();
                if (serves) {
                  age.require();
                }
                city.presentationCertifier().ifPresent(presentation::certifyBy);
                officeSeals.ensure();
                office.ensure();
                people.ensure();
                point.ensure();
                if (settings.licences()) {
                  licences.ensure();
                }
                matters.ensure();
              });
    };
  }

  @Bean
  SampleRenewal sampleRenewal(SampleCity city, OneNode oneNode) {
    return new SampleRenewal(city, oneNode);
  }
}

package org.liangzheng.api.custody;

import io.micrometer.core.instrument.MeterRegistry;
import java.security.SecureRandom;
import java.time.Clock;
import org.liangzheng.api.home.Home;
import org.liangzheng.api.home.VaultPin;
import org.liangzheng.api.web.FieldCipher;
import org.liangzheng.api.web.Ids;
import org.liangzheng.hsm.CustodyException;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CustodySettings.class)
class CustodyConfiguration {

  @Bean
  VaultPlan vaultPlan(
      CustodySettings settings,
      Clock clock,
      SecureRandom random,
      JdbcClient jdbc,
      Home home,
      VaultPin pin) {
    Fuses.write(jdbc, settings.fuses());
    LeasedLedger ledger = new LeasedLedger(jdbc, clock, settings.leaseBlock());
    return new VaultOpening(clock, random, ledger, jdbc, home.folder("keys"), pin.file())
        .open(settings);
  }

  @Bean
  Custody custody(VaultPlan plan, JdbcClient jdbc, Ids ids, Clock clock, MeterRegistry meters) {
    return new Custody(
        plan, new AttemptRecords(jdbc, ids, clock), new KeyRules(jdbc), clock, meters);
  }

  @Bean
  DataKeys dataKeys(
      CustodySettings settings, VaultPlan plan, JdbcClient jdbc, Clock clock, SecureRandom random) {
    try {
      return DataKeys.load(jdbc, plan, settings.wrappingLabel(), clock, random);
    } catch (CustodyException failure) {
      throw VaultOpening.unusable(failure.about(), failure);
    }
  }

  @Bean
  FieldCipher fieldCipher(DataKeys keys, SecureRandom random) {
    return new VaultFieldCipher(keys, random);
  }

  @Bean
  BlindIndex blindIndex(DataKeys keys) {
    return new BlindIndex(keys);
  }

  @Bean
  KeyUsageEndpoint keyUsageEndpoint(JdbcClient jdbc) {
    return new KeyUsageEndpoint(jdbc);
  }

  @Bean
  CustodyNotice custodyNotice(VaultPlan plan) {
    return new CustodyNotice(plan);
  }

  @Bean
  CustodyHealth custodyHealth(VaultPlan plan) {
    return new CustodyHealth(plan);
  }

  @Bean
  DataKeyLook dataKeyLook(DataKeys keys) {
    return new DataKeyLook(keys);
  }
}

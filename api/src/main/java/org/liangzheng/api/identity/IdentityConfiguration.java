package org.liangzheng.api.identity;

import com.github.benmanes.caffeine.cache.Ticker;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.custody.Custody;
import org.liangzheng.api.home.Home;
import org.liangzheng.api.identity.person.Roles;
import org.liangzheng.api.identity.person.Sessions;
import org.liangzheng.api.identity.person.SignIn;
import org.liangzheng.api.schedule.OneNode;
import org.liangzheng.api.start.StartupFailure;
import org.liangzheng.api.start.StartupProblem;
import org.liangzheng.api.web.BodyLimit;
import org.liangzheng.api.web.Ids;
import org.liangzheng.api.web.ProblemDocuments;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({IdentitySettings.class, MutualTlsSettings.class})
class IdentityConfiguration {

  private static final long TOKEN_REQUEST = 16 * 1024;

  @Bean
  Issuer issuer(IdentitySettings settings, Environment environment) {
    return new Issuer(settings.issuer(), environment);
  }

  @Bean
  Clients clients(
      JdbcClient jdbc, JsonMapper json, Clock clock, ObjectProvider<EnrolledPoints> points) {
    return new Clients(jdbc, json, clock, Ticker.systemTicker(), points::getObject);
  }

  @Bean
  SampleClient sampleClient(Home home, Issuer issuer, JsonMapper json, SecureRandom random) {
    return new SampleClient(home, issuer, json, random);
  }

  @Bean
  SpentAssertions spentAssertions(JdbcClient jdbc, Clock clock) {
    return new SpentAssertions(jdbc, clock);
  }

  @Bean
  PossessionProofs possessionProofs(JdbcClient jdbc, JsonMapper json, Issuer issuer, Clock clock) {
    return new PossessionProofs(
        new PossessionProof.Reader(json, clock), new SpentProofs(jdbc, clock), issuer);
  }

  @Bean
  IdentityJobs identityJobs(
      SpentAssertions spent, SignIn signIn, Sessions sessions, OneNode oneNode) {
    return new IdentityJobs(spent, signIn, sessions, oneNode);
  }

  @Bean
  Apps apps(JdbcClient jdbc, Clock clock) {
    return new Apps(jdbc, clock);
  }

  @Bean
  StoredClients storedClients(Clients clients, Apps apps) {
    return new StoredClients(clients, apps);
  }

  @Bean
  PeopleRights peopleRights(
      IdentitySettings settings, ObjectProvider<SupervisingAuthority> more, Clock clock) {
    Set<String> supervisors = new HashSet<>(settings.supervisors());
    more.forEach(one -> supervisors.add(one.authority().value()));
    return new PeopleRights(
        settings.minimumAssurance(), settings.freshFor(), Set.copyOf(supervisors), clock);
  }

  @Bean
  CodeGrants codeGrants(JdbcClient jdbc, Clock clock) {
    return new CodeGrants(jdbc, clock);
  }

  @Bean
  CodeAuthorizations codeAuthorizations(
      CodeGrants grants, StoredClients clients, Roles roles, PeopleRights rights, Ids ids) {
    return new CodeAuthorizations(grants, clients, roles, rights, ids);
  }

  @Bean
  AuthorizeCheck authorizeCheck(Roles roles) {
    return new AuthorizeCheck(roles);
  }

  @Bean
  PublicAddress publicAddress(Issuer issuer) {
    return new PublicAddress(issuer);
  }

  @Bean
  SessionCookie sessionCookie(Issuer issuer) {
    return new SessionCookie(issuer);
  }

  /**
   * @throws StartupProblem SETTING_INVALID when there is no such bundle
   */
  @Bean
  MutualTls mutualTls(MutualTlsSettings settings, ObjectProvider<SslBundles> bundles) {
    return new MutualTls(settings, bundle(settings, bundles));
  }

  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> mutualTlsPort(MutualTls tls) {
    return tls::open;
  }

  @Bean
  ClientCertificates clientCertificates(
      Clients clients,
      MutualTlsSettings settings,
      ObjectProvider<SslBundles> bundles,
      Clock clock) {
    SslBundle bundle = bundle(settings, bundles);
    return new ClientCertificates(
        clients, bundle == null ? null : bundle.getStores().getTrustStore(), clock);
  }

  private static @Nullable SslBundle bundle(
      MutualTlsSettings settings, ObjectProvider<SslBundles> bundles) {
    if (!settings.enabled()) {
      return null;
    }
    try {
      return bundles.getObject().getBundle(settings.bundle());
    } catch (NoSuchSslBundleException missing) {
      throw new StartupProblem(StartupFailure.SETTING_INVALID, "liangzheng.mutual-tls.bundle");
    }
  }

  @Bean
  TokenDoor tokenDoor(
      Clients clients,
      ClientCertificates certificates,
      SpentAssertions spent,
      Issuer issuer,
      IdentitySettings settings,
      JsonMapper json,
      Clock clock,
      MeterRegistry meters) {
    FailureLimit limit =
        new FailureLimit(settings.failuresPerClient(), settings.failuresPerAddress(), clock);
    ClientAssertions assertions = new ClientAssertions(clients, spent, issuer, clock);
    return new TokenDoor(
        new AssertionConverter(json, limit),
        new AssertionProvider(assertions, certificates, limit),
        new TokenErrors(json, limit, meters));
  }

  @Bean
  TokenKeys tokenKeys(Custody custody, IdentitySettings settings) {
    return new TokenKeys(custody, settings.tokenKeys());
  }

  @Bean
  VaultJwtEncoder vaultJwtEncoder(Custody custody, TokenKeys keys, JsonMapper json) {
    return new VaultJwtEncoder(custody, keys, json);
  }

  @Bean
  AccessTokens accessTokens(JwtEncoder encoder, Issuer issuer, Ids ids, Clock clock) {
    return new AccessTokens(encoder, issuer, ids, clock);
  }

  @Bean
  AccessTokenDecoder accessTokenDecoder(
      JsonMapper json, TokenKeys keys, Issuer issuer, Clock clock) {
    return new AccessTokenDecoder(json, keys, issuer, clock);
  }

  @Bean
  BodyLimit tokenRequestLimit() {
    return new BodyLimit(Issuer.TOKEN_PATH, TOKEN_REQUEST);
  }

  @Bean
  ProblemAuthorize problemAuthorize(ProblemDocuments documents) {
    return new ProblemAuthorize(documents);
  }

  @Bean
  AccessControl accessControl(
      Clients clients,
      CodeGrants grants,
      Roles roles,
      PeopleRights rights,
      Representation representation) {
    return new AccessControl(clients, grants, roles, rights, representation);
  }

  @Bean
  AccessGate accessGate(
      AccessControl access, PossessionProofs proofs, ObjectProvider<PublicHandler> opened) {
    return new AccessGate(access, proofs, opened.stream().toList());
  }

  @Bean
  AccessCheck accessCheck(ObjectProvider<RequestMappingHandlerMapping> mappings) {
    return new AccessCheck(mappings);
  }

  @Bean
  WebMvcConfigurer accessWiring(AccessGate gate) {
    // It comes from the token; the API's description does not ask for it.
    SpringDocUtils.getConfig()
        .addRequestWrapperToIgnore(
            Caller.class,
            Caller.OfAuthority.class,
            Caller.Person.class,
            Caller.Machine.class,
            Caller.Officer.class,
            Caller.Holder.class,
            Caller.Point.class);
    return new WebMvcConfigurer() {
      @Override
      public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(gate);
      }

      @Override
      public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(gate);
      }
    };
  }
}

package org.liangzheng.api.home;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.liangzheng.api.start.StartupFailures;
import org.liangzheng.api.start.StartupNotice;
import org.liangzheng.api.text.Said;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(HomeSettings.class)
class HomeConfiguration {

  @Bean
  Home home(HomeSettings settings, Clock clock) {
    return Home.open(settings.home(), clock);
  }

  @Bean
  VaultPin vaultPin(Home home, HomeSettings settings, SecureRandom random) {
    return VaultPin.ensure(home, settings.vaultPinFile(), random);
  }

  /** Closed after the connection pool, which is made from it. */
  @Bean
  @Conditional(NoDatabaseConfigured.class)
  EmbeddedDatabase embeddedDatabase(Home home, SecureRandom random) {
    return EmbeddedDatabase.start(home, random);
  }

  @Bean
  DatabaseReadiness databaseReadiness() {
    return new DatabaseReadiness();
  }

  @Bean
  StartupNotice homeNotice(
      Home home, VaultPin pin, ObjectProvider<EmbeddedDatabase> embedded, Environment environment) {
    return new StartupNotice() {
      @Override
      public int order() {
        return 10;
      }

      @Override
      public List<Said> lines() {
        List<Said> lines = new ArrayList<>();
        lines.add(new Said("状态目录   " + home.path(), "state      " + home.path()));
        EmbeddedDatabase database = embedded.getIfAvailable();
        if (database == null) {
          String where = StartupFailures.databaseName(environment);
          lines.add(new Said("数据库     " + where, "database   " + where));
        } else {
          lines.add(
              new Said(
                  "数据库     内嵌 PostgreSQL，127.0.0.1:" + database.port() + "（不用于生产）",
                  "database   embedded PostgreSQL, 127.0.0.1:"
                      + database.port()
                      + " (not for production)"));
        }
        if (pin.own()) {
          lines.add(
              new Said(
                  "保险库口令 " + pin.file() + "（和密钥放在一起，不用于生产）",
                  "vault PIN  " + pin.file() + " (beside the keys: not for production)"));
        }
        return lines;
      }
    };
  }

  static final class NoDatabaseConfigured implements Condition {
    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
      return context.getEnvironment().getProperty("spring.datasource.url", "").isBlank();
    }
  }
}

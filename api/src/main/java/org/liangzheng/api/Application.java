package org.liangzheng.api;

import java.security.SecureRandom;
import java.time.Clock;
import org.liangzheng.api.start.StartupFailures;
import org.liangzheng.api.start.Utf8Console;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.boot.security.oauth2.server.authorization.autoconfigure.servlet.OAuth2AuthorizationServerJwtAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/** The service. Exits with the code of {@link org.liangzheng.api.start.StartupFailure}. */
@SpringBootApplication(
    exclude = {
      // It would make up a user with a printed password.
      UserDetailsServiceAutoConfiguration.class,
      // It would make up a signing key in memory.
      OAuth2AuthorizationServerJwtAutoConfiguration.class
    })
public class Application {

  public static void main(String[] arguments) {
    run(arguments, Application.class);
  }

  /** Runs the sources as the service and ends the process when they do not start. */
  static void run(String[] arguments, Class<?>... sources) {
    Utf8Console.install();
    try {
      ConfigurableApplicationContext context = SpringApplication.run(sources, arguments);
      if (context.getEnvironment().getProperty("liangzheng.office.only", Boolean.class, false)) {
        System.exit(SpringApplication.exit(context));
      }
    } catch (SpringApplication.AbandonedRunException abandoned) {
      throw abandoned;
    } catch (RuntimeException | Error failed) {
      // Already told by StartupReporter; what is left is the number.
      System.exit(StartupFailures.recognise(failed, null).failure().exitCode());
    }
  }

  /** The one clock; nothing else asks for the time. */
  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }

  /** The one source of randomness, safe for use by many threads. */
  @Bean
  SecureRandom secureRandom() {
    return new SecureRandom();
  }
}

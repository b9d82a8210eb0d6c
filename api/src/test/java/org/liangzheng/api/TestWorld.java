package org.liangzheng.api;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.liangzheng.api.home.TestDatabases;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

/** Gives a context a migrated database and a state folder of its own, and free ports. */
public final class TestWorld
    implements ApplicationContextInitializer<ConfigurableApplicationContext> {

  @Override
  public void initialize(ConfigurableApplicationContext context) {
    TestDatabases.Access database = TestDatabases.migrated();
    context
        .getEnvironment()
        .getPropertySources()
        .addFirst(
            new MapPropertySource(
                "test world",
                Map.of(
                    "spring.datasource.url",
                    database.url(),
                    "spring.datasource.username",
                    String.valueOf(database.user()),
                    "spring.datasource.password",
                    String.valueOf(database.password()),
                    "liangzheng.home",
                    home().toString(),
                    "server.address",
                    "127.0.0.1",
                    "management.server.port",
                    "0",
                    // Tests fail to authenticate on purpose, all from one address.
                    "liangzheng.identity.failures-per-address",
                    "100000",
                    // They verify a lot too.
                    "liangzheng.verification.per-minute",
                    "100000",
                    "liangzheng.sample.enabled",
                    "true")));
  }

  private static Path home() {
    try {
      Path homes = Files.createDirectories(Path.of("target", "homes"));
      return Files.createTempDirectory(homes, "home-").toAbsolutePath();
    } catch (IOException failed) {
      throw new IllegalStateException(failed);
    }
  }
}

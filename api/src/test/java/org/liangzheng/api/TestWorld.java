package org.liangzheng.api;

import static java.util.Map.entry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.liangzheng.api.home.TestDatabases;
import org.liangzheng.signer.sample.SampleDepartment;
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
                Map.ofEntries(
                    entry("spring.datasource.url", database.url()),
                    entry("spring.datasource.username", String.valueOf(database.user())),
                    entry("spring.datasource.password", String.valueOf(database.password())),
                    entry("liangzheng.home", home().toString()),
                    entry("server.address", "127.0.0.1"),
                    entry("management.server.port", "0"),
                    // Tests fail to authenticate on purpose, all from one address.
                    entry("liangzheng.identity.failures-per-address", "100000"),
                    entry("liangzheng.identity.people.failures-per-address", "100000"),
                    entry("liangzheng.identity.supervisors", SampleDepartment.MARKET.id().value()),
                    // They verify a lot too.
                    entry("liangzheng.verification.per-minute", "100000"),
                    entry("liangzheng.sample.enabled", "true"),
                    // Each test issues what it is about.
                    entry("liangzheng.sample.licences", "false"))));
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

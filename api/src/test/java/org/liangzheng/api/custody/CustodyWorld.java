package org.liangzheng.api.custody;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.liangzheng.api.home.TestDatabases;
import org.liangzheng.api.web.Ids;
import org.liangzheng.hsm.Pin;
import org.liangzheng.hsm.Vault;
import org.liangzheng.hsm.VaultRegistry;
import org.liangzheng.hsm.config.VaultDescription;
import org.liangzheng.hsm.pool.PoolSettings;
import org.liangzheng.hsm.software.PassphraseCost;
import org.liangzheng.hsm.software.SoftwareFaults;
import org.liangzheng.hsm.software.SoftwareVaultSettings;
import org.liangzheng.hsm.software.SoftwareVaults;
import org.liangzheng.testkit.custody.MovableClock;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Custody over a real database and a vault that can be made to misbehave, without the rest. */
final class CustodyWorld implements AutoCloseable {

  static final Instant NOW = Instant.parse("2026-11-20T08:00:00Z");

  final MovableClock clock = new MovableClock(NOW);
  final SecureRandom random = new SecureRandom();
  final SoftwareFaults faults = new SoftwareFaults();
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final TestDatabases.Access database = TestDatabases.migrated();
  final JdbcClient jdbc = jdbc(database);
  final VaultPlan plan;
  final Custody custody;

  CustodyWorld(Path folder) {
    SoftwareVaultSettings settings =
        SoftwareVaultSettings.of("soft", folder.resolve("soft.json"))
            .withCost(new PassphraseCost(1_024, 1, 1))
            .withPool(PoolSettings.ofThreads(2));
    SoftwareVaults vaults = new SoftwareVaults(clock, random, new LeasedLedger(jdbc, clock, 8));
    try (Pin pin = Pin.of("test".toCharArray())) {
      if (!Files.exists(settings.file())) {
        vaults.create(settings, pin);
      }
      Vault vault = faults.open(vaults, settings, pin);
      plan = new VaultPlan(List.of(description()), new VaultRegistry(List.of(vault)));
    }
    AttemptRecords attempts = new AttemptRecords(jdbc, new Ids(clock, random), clock);
    custody = new Custody(plan, attempts, new KeyRules(jdbc), clock, meters);
  }

  static JdbcClient jdbc(TestDatabases.Access access) {
    return JdbcClient.create(
        new DriverManagerDataSource(access.url(), access.user(), access.password()));
  }

  DataKeys dataKeys() {
    return DataKeys.load(jdbc, plan, "data-keys", clock, random);
  }

  static VaultDescription description() {
    return VaultDescription.software("soft");
  }

  static Map<String, String> settings(String... pairs) {
    Map<String, String> settings = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      settings.put(pairs[i], pairs[i + 1]);
    }
    return settings;
  }

  static Path pinFile(Path folder, String pin) throws IOException {
    Path file = Files.writeString(folder.resolve("pin"), pin);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    return file;
  }

  Clock clock() {
    return clock;
  }

  @Override
  public void close() {
    plan.close();
  }
}

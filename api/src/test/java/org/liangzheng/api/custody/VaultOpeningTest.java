package org.liangzheng.api.custody;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liangzheng.api.home.TestDatabases;
import org.liangzheng.api.start.StartupFailure;
import org.liangzheng.api.start.StartupFailures;
import org.liangzheng.api.start.StartupProblem;
import org.liangzheng.testkit.custody.MovableClock;
import org.liangzheng.verifier.crypto.SignatureSuite;
import org.springframework.jdbc.core.simple.JdbcClient;

class VaultOpeningTest {

  @TempDir Path folder;
  private final MovableClock clock = new MovableClock(CustodyWorld.NOW);
  private final JdbcClient jdbc = CustodyWorld.jdbc(TestDatabases.migrated());
  private Path pin;

  @BeforeEach
  void writePin() throws Exception {
    pin = CustodyWorld.pinFile(folder, "1234-5678");
  }

  private VaultOpening opening() {
    return new VaultOpening(
        clock, new SecureRandom(), new LeasedLedger(jdbc, clock, 8), jdbc, folder, pin);
  }

  @SafeVarargs
  private static CustodySettings settings(Map<String, String>... vaults) {
    return new CustodySettings(List.of(vaults), "data-keys", 64, List.of());
  }

  private static Map<String, String> soft() {
    return CustodyWorld.settings("kind", "software", "name", "soft", "create-if-absent", "true");
  }

  private void refused(CustodySettings settings, StartupFailure failure, String code) {
    assertThatThrownBy(() -> opening().open(settings).close())
        .isInstanceOfSatisfying(
            StartupProblem.class,
            problem -> {
              assertThat(problem.failure()).isEqualTo(failure);
              assertThat(StartupFailures.text(problem)).contains(code).doesNotContain("1234-5678");
            });
  }

  @Test
  void isMadeOnceAndOpenedAgain() {
    try (VaultPlan plan = opening().open(settings(soft()))) {
      assertThat(plan.vaultFor(KeyUse.LICENCE_SEAL, SignatureSuite.SM2_SM3).name())
          .isEqualTo("soft");
      plan.wrappingVault().administration().generateWrappingKey("w");
    }
    try (VaultPlan plan = opening().open(settings(soft()))) {
      assertThat(plan.wrappingVault().wrappingKey("w")).isNotNull();
      assertThat(new CustodyNotice(plan).lines())
          .satisfiesExactly(
              named -> assertThat(named.en()).contains("soft", "software"),
              warned -> {
                assertThat(warned.zh()).contains("soft", "不得用于生产");
                assertThat(warned.en()).contains("soft", "not for production");
              });
      assertThat(new CustodyHealth(plan).health().getStatus().getCode()).isEqualTo("UP");
    }
  }

  @Test
  void noVaultIsNoService() {
    refused(settings(), StartupFailure.SETTING_INVALID, "liangzheng.custody.vaults");
  }

  @Test
  void aMissingKeyStoreStopsTheStart() {
    refused(
        settings(CustodyWorld.settings("kind", "software", "name", "soft")),
        StartupFailure.VAULT_UNUSABLE,
        "key-store-absent");
  }

  @Test
  void aKeyStoreThatTheDatabaseRemembersIsNotMadeAnew() {
    jdbc.sql(
            """
            insert into custody_data_key (kind, version, wrapped, wrapping_key, created_at, active_from)
            values ('FIELD', 1, '\\x00', 'soft:data-keys', now(), now())
            """)
        .update();
    refused(settings(soft()), StartupFailure.VAULT_UNUSABLE, "key-store-absent");
    assertThat(folder.resolve("soft.json")).doesNotExist();
  }

  @Test
  void aWrongPinADamagedFileAndAnOpenPinFileAreNamed() throws Exception {
    opening().open(settings(soft())).close();
    Files.writeString(pin, "8765-4321");
    refused(settings(soft()), StartupFailure.VAULT_UNUSABLE, "vault-pin-rejected");
    Files.setPosixFilePermissions(pin, PosixFilePermissions.fromString("rw-r--r--"));
    refused(settings(soft()), StartupFailure.VAULT_UNUSABLE, "vault-pin-file-refused");
    Files.setPosixFilePermissions(pin, PosixFilePermissions.fromString("rw-------"));
    Files.writeString(folder.resolve("soft.json"), "{}");
    refused(settings(soft()), StartupFailure.VAULT_UNUSABLE, "key-store-damaged");
  }

  @Test
  void settingsOutOfRangeAreNamed() {
    refused(
        settings(
            CustodyWorld.settings(
                "kind", "software", "name", "soft", "create-if-absent", "true", "threads", "0")),
        StartupFailure.SETTING_INVALID,
        "threads lies between 1 and 256");
    refused(
        settings(CustodyWorld.settings("kind", "software", "name", "Soft Vault")),
        StartupFailure.SETTING_INVALID,
        "lower-case");
  }

  @Test
  void keysGoToTheFirstVaultThatServesTheirUse() {
    Map<String, String> seals =
        CustodyWorld.settings(
            "kind",
            "software",
            "name",
            "seals",
            "create-if-absent",
            "true",
            "uses",
            "licence-seal,office-seal");
    try (VaultPlan plan = opening().open(settings(seals, soft()))) {
      assertThat(plan.vaultFor(KeyUse.OFFICE_SEAL, SignatureSuite.P256_SHA256).name())
          .isEqualTo("seals");
      assertThat(plan.vaultFor(KeyUse.TOKEN, SignatureSuite.P256_SHA256).name()).isEqualTo("soft");
      assertThat(plan.wrappingVault().name()).isEqualTo("soft");
    }
  }
}

package org.liangzheng.testkit.custody;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liangzheng.hsm.AttemptOutcome;
import org.liangzheng.hsm.CustodyCode;
import org.liangzheng.hsm.CustodyException;
import org.liangzheng.hsm.KeyMaterial;
import org.liangzheng.hsm.KeyPurpose;
import org.liangzheng.hsm.RecordedAttempts;
import org.liangzheng.hsm.SigningKey;
import org.liangzheng.hsm.Vault;
import org.liangzheng.hsm.VaultHealth;
import org.liangzheng.hsm.WrappingKey;
import org.liangzheng.hsm.pool.PoolSettings;
import org.liangzheng.hsm.sdf.FileKeyTable;
import org.liangzheng.hsm.sdf.KeyTable;
import org.liangzheng.testkit.custody.natives.SdfStandIn;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.SignatureSuite;
import org.liangzheng.verifier.crypto.SignatureValue;

/** Faults of SDF devices that the contract does not know, and what was promised for each. */
class SdfFaultsTest {
  @TempDir Path folder;
  private final SdfWorld world = new SdfWorld();
  private KeyTable table;
  private SdfStandIn device;

  @BeforeEach
  void makeDevice() {
    table = FileKeyTable.create(folder.resolve("keys.json"));
    device = SdfWorld.device(folder, "first");
  }

  @Test
  void a_signature_is_verified_by_libcrypto_and_stands_in_the_devices_journal() {
    try (Vault vault = world.open(SdfWorld.settings(device), table)) {
      SigningKey key = SdfWorld.office(vault);
      SignatureValue signature = world.sign(key);
      byte[] point = key.publicKey().point().toByteArray();
      byte[] id = "1234567812345678".getBytes(StandardCharsets.US_ASCII);
      byte[] rs = signature.toRaw();
      assertThat(device.libcryptoVerifies(point, id, SdfWorld.MESSAGE, rs)).isTrue();
      assertThat(device.libcryptoVerifies(point, id, new byte[] {1, 2, 4}, rs)).isFalse();
      String e = key.publicKey().digest(SdfWorld.MESSAGE).value().toHex();
      String raw = ByteString.of(rs).toHex();
      assertThat(device.journal())
          .containsExactly("1 " + e + " " + raw.substring(0, 64) + " " + raw.substring(64));
    }
  }

  @Test
  void a_killed_session_is_replaced_in_the_request_and_nothing_is_signed_twice() {
    try (Vault vault = world.open(SdfWorld.settings(device), table)) {
      SigningKey key = SdfWorld.office(vault);
      RecordedAttempts attempts = new RecordedAttempts();
      device.command("session-killed 2");
      world.sign(key, attempts);
      assertThat(attempts.outcomes())
          .containsExactly(
              AttemptOutcome.SESSION_LOST, AttemptOutcome.SESSION_LOST, AttemptOutcome.SIGNED);
      assertThat(device.journal()).hasSize(1);
      // The right was obtained again in each new session, and never refused.
      assertThat(device.count("refused")).isZero();
    }
  }

  @Test
  void an_access_right_lost_in_the_device_is_obtained_again() {
    try (Vault vault = world.open(SdfWorld.settings(device), table)) {
      SigningKey key = SdfWorld.office(vault);
      RecordedAttempts attempts = new RecordedAttempts();
      device.command("session-killed 1 0x01000007");
      world.sign(key, attempts);
      assertThat(attempts.outcomes())
          .containsExactly(AttemptOutcome.SESSION_LOST, AttemptOutcome.SIGNED);
    }
  }

  @Test
  void one_of_two_devices_dies_under_sixteen_threads_and_no_request_fails() throws Exception {
    SdfStandIn second = SdfStandIn.create(folder, "second", 2012, 64);
    device.cloneKeysTo(second);
    var settings = SdfWorld.settings(device, second).withPool(PoolSettings.ofThreads(8));
    try (Vault vault = world.open(settings, table);
        ExecutorService callers = Executors.newFixedThreadPool(16)) {
      SigningKey key = SdfWorld.office(vault);
      AtomicBoolean over = new AtomicBoolean();
      List<Future<Long>> longest = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        longest.add(
            callers.submit(() -> {
              long slowest = 0;
              while (!over.get()) {
                long start = System.nanoTime();
                world.sign(key);
                slowest = Math.max(slowest, System.nanoTime() - start);
              }
              return slowest;
            }));
      }
      try {
        assertThat(
                SdfWorld.await(() -> device.count("signed") > 200 && second.count("signed") > 200))
            .isTrue();
        device.command("removed");
        long before = second.count("signed");
        assertThat(SdfWorld.await(() -> second.count("signed") > before + 500)).isTrue();
        assertThat(vault.health().status()).isEqualTo(VaultHealth.Status.DEGRADED);
        long atReturn = device.count("signed");
        device.command("none");
        assertThat(SdfWorld.await(() -> device.count("signed") > atReturn + 200)).isTrue();
      } finally {
        over.set(true);
      }
      for (Future<Long> caller : longest) {
        // Every request succeeded, and the slowest was not held up by the takeover for long.
        assertThat(Duration.ofNanos(caller.get())).isLessThan(Duration.ofSeconds(2));
      }
      assertThat(SdfWorld.await(() -> vault.health().status() == VaultHealth.Status.UP)).isTrue();
    }
  }

  @Test
  void the_only_device_away_is_said_and_it_serves_again_when_it_is_back() throws Exception {
    // One thread: a second one would find the device gone in opening, before any attempt.
    var settings = SdfWorld.settings(device).withPool(PoolSettings.ofThreads(1));
    try (Vault vault = world.open(settings, table)) {
      SigningKey key = SdfWorld.office(vault);
      world.sign(key);
      device.command("removed 0x01000004");
      RecordedAttempts attempts = new RecordedAttempts();
      assertThatThrownBy(() -> world.sign(key, attempts))
          .isInstanceOf(CustodyException.VaultUnavailable.class)
          .hasMessageContaining("SDF_OpenDevice")
          .hasMessageContaining("SDR_OPENDEVICE 0x01000005");
      assertThat(attempts.outcomes())
          .containsExactly(AttemptOutcome.SESSION_LOST, AttemptOutcome.NOT_MADE);
      device.command("none");
      assertThat(SdfWorld.await(() -> vault.health().problem().isEmpty() || signs(key))).isTrue();
      world.sign(key);
      assertThat(device.count("devices")).isGreaterThan(1);
    }
  }

  private boolean signs(SigningKey key) {
    try {
      world.sign(key);
      return true;
    } catch (CustodyException stillAway) {
      return false;
    }
  }

  @Test
  void a_wrong_password_is_offered_once_by_however_many_threads() throws Exception {
    try (Vault vault = world.open(SdfWorld.settings(device), table)) {
      SdfWorld.office(vault);
    }
    long before = device.count("refused");
    assertThatThrownBy(() -> world.open(SdfWorld.settings(device), table, "wrong-password"))
        .isInstanceOf(CustodyException.PinRejected.class)
        .hasMessageContaining("index 1");
    assertThat(device.count("refused")).isEqualTo(before + 1);

    // A vault that is open when the password is changed in the device, and its sessions die.
    try (Vault vault = world.open(SdfWorld.settings(device), table);
        ExecutorService callers = Executors.newFixedThreadPool(8)) {
      var administration = vault.administration();
      device.provision(2, 4, "another-password");
      List<Future<?>> answers = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        String label = "key-" + i;
        answers.add(
            callers.submit(() ->
                assertThatThrownBy(() ->
                        administration.assignSigningKey(
                            label, KeyPurpose.RECEIPT, SignatureSuite.SM2_SM3))
                    .isInstanceOf(CustodyException.PinRejected.class)));
      }
      for (Future<?> answer : answers) {
        answer.get();
      }
      assertThat(device.count("refused")).isEqualTo(before + 2);
      assertThat(table.list("sdf")).hasSize(1);
      world.sign(vault.signingKey("office"));
    }
  }

  @Test
  void a_device_error_ends_the_request_with_its_code_and_the_session_goes_on() {
    try (Vault vault = world.open(SdfWorld.settings(device), table)) {
      SigningKey key = SdfWorld.office(vault);
      device.command("device-error");
      RecordedAttempts attempts = new RecordedAttempts();
      assertThatThrownBy(() -> world.sign(key, attempts))
          .isInstanceOf(CustodyException.VaultFault.class)
          .hasMessageContaining("SDF_InternalSign_ECC")
          .hasMessageContaining("SDR_SKOPERR 0x0100000C");
      device.command("device-error 0x01123456");
      assertThatThrownBy(() -> world.sign(key, attempts))
          .isInstanceOf(CustodyException.VaultFault.class)
          .hasMessageContaining("0x01123456");
      device.command("none");
      world.sign(key, attempts);
      assertThat(attempts.outcomes())
          .containsExactly(AttemptOutcome.FAILED, AttemptOutcome.FAILED, AttemptOutcome.SIGNED);
    }
  }

  @Test
  void rubbish_above_a_value_does_not_leave_even_without_self_checks() {
    try (Vault vault = world.open(SdfWorld.settings(device).withSelfCheckRate(0), table)) {
      SigningKey key = SdfWorld.office(vault);
      device.command("dirty");
      assertThatThrownBy(() -> world.sign(key))
          .isInstanceOf(CustodyException.SelfCheckFailed.class);
    }
  }

  @Test
  void two_stuck_calls_do_not_stop_unrelated_requests() throws Exception {
    PoolSettings pool = new PoolSettings(4, 64, Duration.ofSeconds(2), Duration.ofSeconds(1), 4);
    try (Vault vault = world.open(SdfWorld.settings(device).withPool(pool), table);
        ExecutorService callers = Executors.newFixedThreadPool(8)) {
      SigningKey key = SdfWorld.office(vault);
      world.sign(key);
      device.command("stuck 2");
      List<RecordedAttempts> all = new ArrayList<>();
      List<Future<?>> answers = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        RecordedAttempts attempts = new RecordedAttempts();
        all.add(attempts);
        answers.add(callers.submit(() -> world.sign(key, attempts)));
      }
      int late = 0;
      for (Future<?> answer : answers) {
        try {
          answer.get();
        } catch (ExecutionException failed) {
          assertThat(failed.getCause()).isInstanceOf(CustodyException.TimedOut.class);
          late++;
        }
      }
      assertThat(late).isEqualTo(2);
      assertThat(all.stream().filter(one -> one.outcomes().contains(AttemptOutcome.SIGNED)))
          .hasSize(38);
      assertThat(vault.health().abandoned()).isEqualTo(2);
      device.command("none");
      assertThat(SdfWorld.await(() -> vault.health().status() == VaultHealth.Status.UP)).isTrue();
    }
  }

  @Test
  void wrapping_outlives_a_lost_session() {
    try (Vault vault = world.open(SdfWorld.settings(device), table)) {
      WrappingKey key = vault.administration().assignWrappingKey("wrapping");
      SigningKey signing = SdfWorld.office(vault);
      device.command("session-killed 1");
      world.sign(signing);
      try (KeyMaterial material = KeyMaterial.copyOf(new byte[32]);
          KeyMaterial back = key.unwrap(key.wrap(material))) {
        assertThat(back.<Integer>use(bytes -> bytes.length)).isEqualTo(32);
      }
      assertThat(device.count("decrypted")).isEqualTo(1);
    }
  }

  @Test
  void another_key_under_the_index_is_found_when_opening() {
    try (Vault vault = world.open(SdfWorld.settings(device), table)) {
      SdfWorld.office(vault);
    }
    device.provision(1, 1, SdfWorld.PASSWORD);
    assertThatThrownBy(() -> world.open(SdfWorld.settings(device), table))
        .isInstanceOf(CustodyException.KeySwapped.class)
        .hasMessageContaining("index 1");
    assertThat(device.journal()).isEmpty();
  }

  @Test
  void a_device_swapped_while_the_vault_is_open_signs_nothing() throws Exception {
    try (Vault vault = world.open(SdfWorld.settings(device), table)) {
      SigningKey key = SdfWorld.office(vault);
      world.sign(key);
      device.command("removed");
      assertThatThrownBy(() -> world.sign(key)).isInstanceOf(CustodyException.class);
      device.provision(1, 1, SdfWorld.PASSWORD);
      device.command("none");
      assertThat(
              SdfWorld.await(() -> {
                try {
                  world.sign(key);
                  return true;
                } catch (CustodyException failure) {
                  return failure.code() == CustodyCode.KEY_SWAPPED;
                }
              }))
          .isTrue();
      RecordedAttempts attempts = new RecordedAttempts();
      assertThatThrownBy(() -> world.sign(key, attempts))
          .isInstanceOf(CustodyException.KeySwapped.class);
      assertThat(attempts.outcomes()).containsExactly(AttemptOutcome.NOT_MADE);
      assertThat(device.journal()).hasSize(1);
    }
  }

  @Test
  void of_two_devices_the_swapped_one_is_given_up_and_the_other_serves() {
    SdfStandIn second = SdfStandIn.create(folder, "second", 2012, 64);
    device.cloneKeysTo(second);
    try (Vault vault = world.open(SdfWorld.settings(device, second), table)) {
      SdfWorld.office(vault);
    }
    second.provision(1, 1, SdfWorld.PASSWORD);
    try (Vault vault = world.open(SdfWorld.settings(second, device), table)) {
      SigningKey key = vault.signingKey("office");
      for (int i = 0; i < 8; i++) {
        world.sign(key);
      }
      assertThat(second.journal()).isEmpty();
      assertThat(device.journal()).hasSize(8);
      assertThat(vault.health().status()).isEqualTo(VaultHealth.Status.DEGRADED);
      assertThat(vault.health().problem()).contains(CustodyCode.KEY_SWAPPED);
    }
  }
}

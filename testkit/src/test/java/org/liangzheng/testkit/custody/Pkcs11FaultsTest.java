package org.liangzheng.testkit.custody;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.liangzheng.hsm.Attempt;
import org.liangzheng.hsm.AttemptJournal;
import org.liangzheng.hsm.AttemptOutcome;
import org.liangzheng.hsm.CustodyException;
import org.liangzheng.hsm.KeyPurpose;
import org.liangzheng.hsm.RecordedAttempts;
import org.liangzheng.hsm.SigningKey;
import org.liangzheng.hsm.VaultHealth;
import org.liangzheng.hsm.pkcs11.Pkcs11Vault;
import org.liangzheng.hsm.pool.PoolSettings;
import org.liangzheng.testkit.custody.natives.FaultyPkcs11;
import org.liangzheng.testkit.custody.natives.JournalEntry;
import org.liangzheng.testkit.custody.natives.ModuleFault;
import org.liangzheng.testkit.custody.natives.P11Function;
import org.liangzheng.testkit.custody.natives.Sm2Numbers;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.SignatureSuite;
import org.liangzheng.verifier.crypto.SignatureValue;

/** What is promised when a PKCS#11 token fails, each promise under the fault itself. */
@Timeout(60)
class Pkcs11FaultsTest {
  @TempDir Path folder;
  private Pkcs11World world;
  private FaultyPkcs11 module;

  @BeforeEach
  void start() {
    world = new Pkcs11World(folder, Sm2Numbers.TASS);
    module = world.module;
  }

  @AfterEach
  void stop() {
    world.close();
  }

  private SigningKey key(Pkcs11Vault vault, SignatureSuite suite) {
    return vault.administration().generateSigningKey("office", KeyPurpose.OFFICE_SEAL, suite);
  }

  private Pkcs11Vault vault(PoolSettings pool) {
    return world.open(
        world.settings("one").withSm2(org.liangzheng.hsm.pkcs11.Sm2Numbers.TASS).withPool(pool));
  }

  private Pkcs11Vault vault() {
    return vault(PoolSettings.ofThreads(4));
  }

  private static void await(String what, BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as(what).isLessThan(end);
      Thread.sleep(10);
    }
  }

  /**
   * CKR_SESSION_CLOSED, _HANDLE_INVALID, USER_NOT_LOGGED_IN, DEVICE_ERROR, _REMOVED, not present.
   */
  @ParameterizedTest
  @ValueSource(longs = {0xb0, 0xb3, 0x101, 0x30, 0x32, 0xe0, 0x05, 0x06, 0x190})
  void aLostSessionIsReplacedInsideTheSameRequest(long answer) {
    Pkcs11Vault vault = vault();
    SigningKey key = key(vault, SignatureSuite.P256_SHA256);
    module.inject(ModuleFault.returns(answer, P11Function.C_Sign).times(1));
    RecordedAttempts attempts = new RecordedAttempts();
    SignatureValue signature = world.sign(key, 1, attempts);
    assertThat(key.publicKey().verifies(key.publicKey().digest(Pkcs11World.message(1)), signature))
        .isTrue();
    assertThat(attempts.outcomes())
        .containsExactly(AttemptOutcome.SESSION_LOST, AttemptOutcome.SIGNED);
    assertThat(attempts.entries().stream().map(entry -> entry.attempt().number()))
        .containsExactly(1, 1, 2, 2);
  }

  @Test
  void aKilledSessionIsReplacedInsideTheSameRequest() {
    SigningKey key = key(vault(), SignatureSuite.SM2_SM3);
    world.sign(key, 0, new RecordedAttempts());
    FaultyPkcs11.Injected killed = module.inject(ModuleFault.sessionKilled().times(1));
    RecordedAttempts attempts = new RecordedAttempts();
    world.sign(key, 1, attempts);
    assertThat(killed.struck()).isEqualTo(1);
    assertThat(attempts.outcomes())
        .containsExactly(AttemptOutcome.SESSION_LOST, AttemptOutcome.SIGNED);
  }

  @Test
  void sessionsThatDiedTogetherCostOneRequestItsAttemptsAndNoOther() throws Exception {
    SigningKey key = key(vault(), SignatureSuite.P256_SHA256);
    signAtOnce(key, 16, new RecordedAttempts());
    FaultyPkcs11.Injected away = module.inject(ModuleFault.tokenRemoved());
    assertThatThrownBy(() -> world.sign(key, 0, new RecordedAttempts()))
        .isInstanceOf(CustodyException.class);
    away.lift();
    for (int i = 0; i < 12; i++) {
      RecordedAttempts attempts = new RecordedAttempts();
      world.sign(key, i, attempts);
      assertThat(attempts.outcomes()).containsExactly(AttemptOutcome.SIGNED);
    }
  }

  private void signAtOnce(SigningKey key, int requests, AttemptJournal journal) throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < requests; i++) {
        int number = i;
        all.add(threads.submit(() -> world.sign(key, number, journal)));
      }
      for (Future<?> each : all) {
        each.get();
      }
    }
  }

  /** CKR_MECHANISM_INVALID, KEY_FUNCTION_NOT_PERMITTED, an unknown vendor answer. */
  @ParameterizedTest
  @ValueSource(longs = {0x70, 0x68, 0x80000001L})
  void aRefusalIsNotRepeated(long answer) {
    SigningKey key = key(vault(), SignatureSuite.P256_SHA256);
    module.inject(ModuleFault.returns(answer, P11Function.C_SignInit));
    RecordedAttempts attempts = new RecordedAttempts();
    assertThatThrownBy(() -> world.sign(key, 1, attempts))
        .isInstanceOf(CustodyException.VaultFault.class)
        .hasMessageContaining("C_SignInit")
        .hasMessageContaining("0x" + Long.toHexString(answer));
    assertThat(attempts.outcomes()).containsExactly(AttemptOutcome.FAILED);
  }

  @ParameterizedTest
  @ValueSource(longs = {0x60, 0x82})
  void aKeyUnderAnotherHandleIsFoundAgain(long answer) {
    SigningKey key = key(vault(), SignatureSuite.P256_SHA256);
    world.sign(key, 0, new RecordedAttempts());
    module.inject(ModuleFault.returns(answer, P11Function.C_SignInit).times(1));
    RecordedAttempts attempts = new RecordedAttempts();
    world.sign(key, 1, attempts);
    assertThat(attempts.outcomes()).containsExactly(AttemptOutcome.SIGNED);
  }

  @Test
  void aSlowTokenTimesOutAndOthersGoOn() throws Exception {
    PoolSettings pool = new PoolSettings(2, 64, Duration.ofSeconds(2), Duration.ofMillis(300), 2);
    world.makeKey("office", SignatureSuite.P256_SHA256, UnaryOperator.identity());
    SigningKey key = vault(pool).signingKey("office");
    int before = module.journal().size();
    module.inject(ModuleFault.delay(Duration.ofSeconds(1)).times(1));
    RecordedAttempts slow = new RecordedAttempts();
    assertThatThrownBy(() -> world.sign(key, 1, slow))
        .isInstanceOf(CustodyException.TimedOut.class);
    // What is late is written down when it ends: the caller did not wait for that.
    assertThat(module.journal()).hasSize(before);
    assertThat(slow.outcomes()).containsExactly(AttemptOutcome.TIMED_OUT);
    RecordedAttempts next = new RecordedAttempts();
    world.sign(key, 2, next);
    assertThat(next.outcomes()).containsExactly(AttemptOutcome.SIGNED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"P256_SHA256", "SM2_SM3"})
  void garbageNeverLeaves(SignatureSuite suite) {
    SigningKey key = key(vault(), suite);
    for (ModuleFault fault :
        List.of(ModuleFault.garbage().times(1), ModuleFault.garbageLength().times(1))) {
      module.inject(fault);
      RecordedAttempts attempts = new RecordedAttempts();
      assertThatThrownBy(() -> world.sign(key, 1, attempts))
          .isInstanceOf(CustodyException.SelfCheckFailed.class);
      assertThat(attempts.outcomes()).containsExactly(AttemptOutcome.SELF_CHECK_FAILED);
    }
    assertThat(module.journal().stream().filter(JournalEntry::garbage)).hasSize(2);
  }

  @Test
  void aSignatureOfTheWrongLengthDoesNotLeaveWithoutSelfCheckEither() {
    Pkcs11Vault vault = world.open(world.settings("one").withSelfCheckRate(0.0));
    SigningKey key = key(vault, SignatureSuite.P256_SHA256);
    module.inject(ModuleFault.garbageLength().times(1));
    assertThatThrownBy(() -> world.sign(key, 1, new RecordedAttempts()))
        .isInstanceOf(CustodyException.SelfCheckFailed.class);
    module.inject(ModuleFault.returns(0x150, P11Function.C_Sign).times(1));
    assertThatThrownBy(() -> world.sign(key, 1, new RecordedAttempts()))
        .isInstanceOf(CustodyException.SelfCheckFailed.class);
    world.sign(key, 1, new RecordedAttempts());
  }

  @Test
  void twoStuckCallsDoNotStopOthers() throws Exception {
    PoolSettings pool = new PoolSettings(2, 64, Duration.ofSeconds(2), Duration.ofMillis(800), 2);
    // Made with patience: on a busy machine making a key takes longer than these calls may.
    world.makeKey("office", SignatureSuite.P256_SHA256, UnaryOperator.identity());
    Pkcs11Vault vault = vault(pool);
    SigningKey key = vault.signingKey("office");
    Pkcs11Vault other = vault(PoolSettings.ofThreads(1));
    SigningKey same = other.signingKey("office");
    module.inject(ModuleFault.stuck().times(2));
    List<RecordedAttempts> stuck = List.of(new RecordedAttempts(), new RecordedAttempts());
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      List<Future<?>> calls = new ArrayList<>();
      stuck.forEach(attempts -> calls.add(threads.submit(() -> world.sign(key, 1, attempts))));
      await("both are stuck", () -> module.waiting() == 2);
      RecordedAttempts beside = new RecordedAttempts();
      world.sign(same, 2, beside);
      assertThat(beside.outcomes()).containsExactly(AttemptOutcome.SIGNED);
      for (Future<?> call : calls) {
        assertThatThrownBy(call::get).hasCauseInstanceOf(CustodyException.TimedOut.class);
      }
    }
    assertThat(module.waiting()).isEqualTo(2);
    RecordedAttempts next = new RecordedAttempts();
    for (int i = 0; i < 20; i++) {
      world.sign(key, i, next);
    }
    assertThat(next.outcomes()).containsOnly(AttemptOutcome.SIGNED).hasSize(20);
    assertThat(vault.health().status()).isEqualTo(VaultHealth.Status.DEGRADED);
    assertThat(vault.health().abandoned()).isEqualTo(2);
    module.clear();
    await("healthy again", () -> vault.health().status() == VaultHealth.Status.UP);
  }

  @Test
  void everySignatureOfTheModuleHasItsAttemptAndTheOtherWayRound() throws Exception {
    Pkcs11Vault vault = vault();
    SigningKey key = key(vault, SignatureSuite.SM2_SM3);
    module.inject(ModuleFault.sessionKilled().times(3));
    module.inject(ModuleFault.deviceError().times(2));
    module.inject(ModuleFault.garbage().times(2));
    Map<ByteString, RecordedAttempts> requests = new HashMap<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
      List<Future<?>> calls = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        int number = i;
        RecordedAttempts attempts = new RecordedAttempts();
        requests.put(key.publicKey().digest(Pkcs11World.message(number)).value(), attempts);
        calls.add(
            threads.submit(() -> {
              try {
                world.sign(key, number, attempts);
              } catch (CustodyException told) {
                // Its attempts say how it ended.
              }
            }));
      }
      for (Future<?> call : calls) {
        call.get();
      }
    }
    Map<ByteString, Long> made = new HashMap<>();
    for (JournalEntry entry : module.journal()) {
      assertThat(requests).as("a call nobody recorded").containsKey(entry.digest());
      if (entry.result() == 0) {
        made.merge(entry.digest(), 1L, Long::sum);
      }
    }
    requests.forEach((digest, attempts) -> {
      long claimed =
          attempts.outcomes().stream()
              .filter(outcome ->
                  outcome == AttemptOutcome.SIGNED || outcome == AttemptOutcome.SELF_CHECK_FAILED)
              .count();
      assertThat(made.getOrDefault(digest, 0L)).isEqualTo(claimed);
      assertThat(attempts.entries().size()).isEqualTo(2 * attempts.outcomes().size());
    });
    assertThat(
            requests.values().stream()
                .flatMap(attempts -> attempts.outcomes().stream())
                .filter(outcome -> outcome != AttemptOutcome.SIGNED))
        .hasSize(7);
  }

  @Test
  void nothingIsCalledBeforeTheAttemptIsRecorded() {
    SigningKey key = key(vault(), SignatureSuite.P256_SHA256);
    long before = module.count(P11Function.C_SignInit);
    AttemptJournal refusing =
        new AttemptJournal() {
          @Override
          public void begin(Attempt attempt) {
            throw new IllegalStateException("not recorded");
          }

          @Override
          public void end(Attempt attempt, AttemptOutcome outcome) {}
        };
    assertThatThrownBy(() -> world.sign(key, 1, refusing))
        .isInstanceOf(IllegalStateException.class);
    assertThat(module.count(P11Function.C_SignInit)).isEqualTo(before);
  }
}

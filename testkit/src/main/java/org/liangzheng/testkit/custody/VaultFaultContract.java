package org.liangzheng.testkit.custody;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.liangzheng.hsm.AttemptOutcome;
import org.liangzheng.hsm.CustodyException;
import org.liangzheng.hsm.KeyMaterial;
import org.liangzheng.hsm.RecordedAttempts;
import org.liangzheng.hsm.SigningKey;
import org.liangzheng.hsm.Vault;
import org.liangzheng.hsm.VaultHealth;
import org.liangzheng.hsm.WrappingKey;
import org.liangzheng.hsm.pool.PoolSettings;
import org.liangzheng.verifier.crypto.SignatureValue;

/** Of {@link VaultContract}: what a vault does that is slow, dying, lying, locked or closed. */
abstract class VaultFaultContract extends VaultSigningContract {
  private static PoolSettings impatient(int threads, int maxAbandoned) {
    return new PoolSettings(
        threads, 4, Duration.ofMillis(700), Duration.ofMillis(700), maxAbandoned);
  }

  /** With its key made patiently: a busy machine may take longer for it than a call may last. */
  private Vault withOfficeKey(PoolSettings pool) {
    Vault patient = vault();
    officeKey(patient);
    opened.remove(patient);
    patient.close();
    return vault(pool, counting);
  }

  @Test
  void aSlowCallTimesOutAndItsThreadIsReplaced() {
    assumeThat(callsMayStick()).isTrue();
    Vault vault = withOfficeKey(impatient(1, 1));
    SigningKey key = vault.signingKey("office");
    RecordedAttempts attempts = new RecordedAttempts();
    inject(new Fault.Slow(Duration.ofSeconds(4)));
    long start = System.nanoTime();
    assertThatThrownBy(signing(key, attempts)).isInstanceOf(CustodyException.TimedOut.class);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(3500));
    assertThat(vault.health().status()).isEqualTo(VaultHealth.Status.DEGRADED);
    inject(new Fault.None());
    sign(key, attempts);
    assertThat(attempts.outcomes())
        .containsExactly(AttemptOutcome.TIMED_OUT, AttemptOutcome.SIGNED);
  }

  @Test
  void stuckThreadsPastTheCapMakeTheVaultSayNoAtOnce() throws Exception {
    assumeThat(callsMayStick()).isTrue();
    Vault vault = withOfficeKey(impatient(1, 0));
    SigningKey key = vault.signingKey("office");
    RecordedAttempts attempts = new RecordedAttempts();
    inject(new Fault.Slow(Duration.ofSeconds(3)));
    assertThatThrownBy(signing(key, attempts)).isInstanceOf(CustodyException.TimedOut.class);
    inject(new Fault.None());
    assertThatThrownBy(signing(key, attempts))
        .isInstanceOf(CustodyException.VaultUnavailable.class);
    assertThat(vault.health().status()).isEqualTo(VaultHealth.Status.DOWN);
    long end = System.nanoTime() + Duration.ofSeconds(15).toNanos();
    while (vault.health().status() == VaultHealth.Status.DOWN && System.nanoTime() < end) {
      Thread.sleep(20);
    }
    sign(key, attempts);
    assertThat(attempts.outcomes())
        .containsExactly(AttemptOutcome.TIMED_OUT, AttemptOutcome.NOT_MADE, AttemptOutcome.SIGNED);
  }

  @Test
  void aCallThatFindsNoSessionIsCertainlyNotMade() throws Exception {
    PoolSettings pool = new PoolSettings(1, 4, Duration.ofMillis(100), Duration.ofSeconds(5), 0);
    Vault vault = withOfficeKey(pool);
    SigningKey key = vault.signingKey("office");
    inject(new Fault.Slow(Duration.ofSeconds(2)));
    RecordedAttempts slow = new RecordedAttempts();
    RecordedAttempts waiting = new RecordedAttempts();
    try (ExecutorService caller = Executors.newSingleThreadExecutor()) {
      Future<SignatureValue> first = caller.submit(() -> sign(key, slow));
      while (slow.entries().isEmpty()) {
        Thread.sleep(5);
      }
      // Its attempt is begun; it takes the one session at once.
      Thread.sleep(200);
      assertThatThrownBy(signing(key, waiting)).isInstanceOf(CustodyException.VaultBusy.class);
      assertThat(first.get()).isNotNull();
    }
    assertThat(slow.outcomes()).containsExactly(AttemptOutcome.SIGNED);
    assertThat(waiting.outcomes()).containsExactly(AttemptOutcome.NOT_MADE);
  }

  @Test
  void garbageNeverLeaves() {
    Vault vault = vault();
    SigningKey key = officeKey(vault);
    inject(new Fault.Garbage());
    RecordedAttempts attempts = new RecordedAttempts();
    assertThatThrownBy(signing(key, attempts)).isInstanceOf(CustodyException.SelfCheckFailed.class);
    assertThat(attempts.outcomes()).containsExactly(AttemptOutcome.SELF_CHECK_FAILED);
  }

  @Test
  void aDeadSessionIsReplacedInsideTheSameRequest() {
    Vault vault = vault();
    SigningKey key = officeKey(vault);
    inject(new Fault.SessionDies(1));
    RecordedAttempts attempts = new RecordedAttempts();
    sign(key, attempts);
    assertThat(attempts.outcomes())
        .containsExactly(AttemptOutcome.SESSION_LOST, AttemptOutcome.SIGNED);
    assertThat(attempts.entries().stream().map(entry -> entry.attempt().number()))
        .containsExactly(1, 1, 2, 2);
    assertThat(counting.spentToday(key.reference())).isEqualTo(2);
  }

  @Test
  void sessionsThatKeepDyingEndTheRequest() {
    Vault vault = vault();
    SigningKey key = officeKey(vault);
    inject(new Fault.SessionDies(Integer.MAX_VALUE));
    RecordedAttempts attempts = new RecordedAttempts();
    assertThatThrownBy(signing(key, attempts)).isInstanceOf(CustodyException.SessionLost.class);
    assertThat(attempts.outcomes()).isNotEmpty().containsOnly(AttemptOutcome.SESSION_LOST);
  }

  @Test
  void aWrongPinIsRejected() {
    vault();
    assertThatThrownBy(
            () -> openWithWrongPin(new VaultSetup(clock, counting, PoolSettings.ofThreads(2))))
        .isInstanceOf(CustodyException.PinRejected.class);
  }

  @Test
  void aClosedVaultDoesNothing() {
    Vault vault = vault();
    SigningKey key = officeKey(vault);
    WrappingKey wrapping = provideWrapping(vault, "wrapping");
    vault.close();
    vault.close();
    RecordedAttempts attempts = new RecordedAttempts();
    assertThatThrownBy(signing(key, attempts)).isInstanceOf(CustodyException.VaultClosed.class);
    assertThat(attempts.outcomes()).containsExactly(AttemptOutcome.NOT_MADE);
    assertThatThrownBy(() -> vault.signingKey("office"))
        .isInstanceOf(CustodyException.VaultClosed.class);
    try (KeyMaterial material = KeyMaterial.copyOf(new byte[32])) {
      assertThatThrownBy(() -> wrapping.wrap(material))
          .isInstanceOf(CustodyException.VaultClosed.class);
    }
    assertThat(vault.health().status()).isEqualTo(VaultHealth.Status.DOWN);
  }
}

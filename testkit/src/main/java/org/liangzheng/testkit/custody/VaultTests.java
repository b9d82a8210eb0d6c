package org.liangzheng.testkit.custody;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.liangzheng.hsm.AttemptJournal;
import org.liangzheng.hsm.CountingLedger;
import org.liangzheng.hsm.KeyPurpose;
import org.liangzheng.hsm.SigningKey;
import org.liangzheng.hsm.UsageLedger;
import org.liangzheng.hsm.Vault;
import org.liangzheng.hsm.WrappingKey;
import org.liangzheng.hsm.pool.PoolSettings;
import org.liangzheng.verifier.crypto.SignatureSuite;
import org.liangzheng.verifier.crypto.SignatureValue;
import org.liangzheng.verifier.crypto.SigningDigest;

/** Opens the vault under test, breaks it and closes it: what the parts of the contract share. */
abstract class VaultTests {
  private static final Instant NOW = Instant.parse("2026-11-20T08:00:00Z");
  static final byte[] MESSAGE = "合同测试".getBytes(StandardCharsets.UTF_8);

  /** The clock of every vault opened here. */
  protected final MovableClock clock = new MovableClock(NOW);

  final CountingLedger counting = new CountingLedger(clock, Map.of());
  final List<Vault> opened = new ArrayList<>();

  /** Opens the one vault under test, made new for each test method; again gives the same keys. */
  protected abstract Vault open(VaultSetup setup);

  /** Tries to open it with a wrong PIN and to use it. */
  protected abstract void openWithWrongPin(VaultSetup setup);

  /** Makes the vault misbehave from now on. */
  protected abstract void inject(Fault fault);

  /**
   * Whether a call may never come back, so that its caller must be rescued from it. Not where the
   * call is a computation of this process, which ends by itself.
   */
  protected boolean callsMayStick() {
    return true;
  }

  /** A signing key of that label; adapters that cannot make keys override this. */
  protected SigningKey provide(
      Vault vault, String label, KeyPurpose purpose, SignatureSuite suite) {
    return vault.administration().generateSigningKey(label, purpose, suite);
  }

  /** A wrapping key of that label; adapters that cannot make keys override this. */
  protected WrappingKey provideWrapping(Vault vault, String label) {
    return vault.administration().generateWrappingKey(label);
  }

  /** The suite used where any will do. */
  protected SignatureSuite anySuite(Vault vault) {
    return vault.suites().iterator().next();
  }

  @AfterEach
  final void closeVaults() {
    inject(new Fault.None());
    opened.forEach(Vault::close);
  }

  Vault vault() {
    return vault(PoolSettings.ofThreads(4), counting);
  }

  Vault vault(PoolSettings pool, UsageLedger ledger) {
    Vault vault = open(new VaultSetup(clock, ledger, pool));
    opened.add(vault);
    return vault;
  }

  SigningKey officeKey(Vault vault) {
    return provide(vault, "office", KeyPurpose.OFFICE_SEAL, anySuite(vault));
  }

  SignatureValue sign(SigningKey key, AttemptJournal journal) {
    SigningDigest digest = key.publicKey().digest(MESSAGE);
    return key.sign(digest, TestAuthorisations.valid(clock, key, digest), journal);
  }

  ThrowingCallable signing(SigningKey key, AttemptJournal journal) {
    return () -> sign(key, journal);
  }
}

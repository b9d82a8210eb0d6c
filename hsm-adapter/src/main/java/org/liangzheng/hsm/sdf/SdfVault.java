package org.liangzheng.hsm.sdf;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.liangzheng.hsm.CustodyException;
import org.liangzheng.hsm.KeyAdministration;
import org.liangzheng.hsm.KeyPurpose;
import org.liangzheng.hsm.KeyReference;
import org.liangzheng.hsm.SelfCheck;
import org.liangzheng.hsm.SigningGuard;
import org.liangzheng.hsm.SigningKey;
import org.liangzheng.hsm.Sm2SigningKey;
import org.liangzheng.hsm.UsageLedger;
import org.liangzheng.hsm.Vault;
import org.liangzheng.hsm.VaultHealth;
import org.liangzheng.hsm.VaultKind;
import org.liangzheng.hsm.VaultNotice;
import org.liangzheng.hsm.WrappingKey;
import org.liangzheng.hsm.pool.DeviceHealth;
import org.liangzheng.hsm.pool.DeviceProber;
import org.liangzheng.hsm.pool.DeviceRota;
import org.liangzheng.hsm.pool.SessionCall;
import org.liangzheng.hsm.pool.SessionPool;
import org.liangzheng.verifier.crypto.Certificate;
import org.liangzheng.verifier.crypto.SignatureSuite;
import org.liangzheng.verifier.crypto.Sm2Digest;
import org.liangzheng.verifier.crypto.Sm2PublicKey;

/**
 * Keys in one or more SDF devices. What a label stands for is looked up in the key table. Assigning
 * and listing them: {@link SdfKeys}.
 */
final class SdfVault implements Vault {
  private final SdfVaultSettings settings;
  private final KeyTable table;
  private final SecureRandom random;
  private final SigningGuard guard;
  private final AccessPasswords passwords;
  private final DeviceRota<SdfDevice> rota;
  private final SessionPool<SdfSession> pool;
  private final DeviceProber<SdfDevice> prober;
  private final SdfKeys keys;
  private volatile boolean closed;

  SdfVault(
      SdfVaultSettings settings,
      Collection<SdfDevice> devices,
      AccessPasswords passwords,
      KeyTable table,
      Clock clock,
      SecureRandom random,
      UsageLedger ledger) {
    this.settings = settings;
    this.table = table;
    this.random = random;
    this.passwords = passwords;
    this.guard =
        new SigningGuard(
            clock, ledger, SelfCheck.at(settings.selfCheckRate(), random), settings.maxAttempts());
    this.rota = new DeviceRota<>(devices, settings.rest(), System::nanoTime);
    SdfSessions sessions =
        new SdfSessions(settings.name(), settings.binding(), rota, passwords, table);
    this.pool = new SessionPool<>(settings.name(), settings.pool(), sessions);
    this.prober = new DeviceProber<>(settings.name(), rota, sessions::probe);
    this.keys = new SdfKeys(this, settings, table);
  }

  /** Opens a session, binds the fixed keys, and makes sure of every assigned key's password. */
  void start() {
    pool.probe();
    settings.indices().fixed().forEach(this::bind);
    for (KeyAssignment key : table.list(name())) {
      repeating(session -> {
        session.admit(key);
        return key;
      });
    }
  }

  private void bind(FixedKey fixed) {
    KeyReference reference = reference(fixed.label());
    Optional<KeyAssignment> before = table.find(reference);
    if (before.isEmpty()) {
      Sm2PublicKey publicKey =
          repeating(session -> session.freePublicKey(fixed.index(), fixed.purpose()));
      var claim =
          table.claim(
              new KeyAssignment(
                  reference, fixed.index(), fixed.purpose(), publicKey, Optional.empty()));
      switch (claim) {
        case CLAIMED -> {
          return;
        }
        case LABEL_TAKEN -> before = table.find(reference);
        case INDEX_TAKEN ->
            throw new CustodyException.IndexTaken(
                reference, "index " + fixed.index() + " has another label");
      }
    }
    boolean same =
        before
            .filter(known -> known.index() == fixed.index() && known.purpose() == fixed.purpose())
            .isPresent();
    if (!same) {
      throw new CustodyException.IndexTaken(
          reference, "the table has it under another index or purpose");
    }
  }

  @Override
  public String name() {
    return settings.name();
  }

  @Override
  public VaultKind kind() {
    return VaultKind.SDF;
  }

  @Override
  public Set<SignatureSuite> suites() {
    return EnumSet.of(SignatureSuite.SM2_SM3);
  }

  @Override
  public SigningKey signingKey(String label) {
    KeyAssignment key = find(label);
    if (!key.purpose().signs()) {
      throw new CustodyException.PurposeRefused(key.key(), key.purpose(), "signing");
    }
    return signingKey(key);
  }

  SigningKey signingKey(KeyAssignment key) {
    return new Sm2SigningKey(
        key.key(),
        key.purpose(),
        key.publicKey(),
        guard,
        digest -> {
          if (!(digest instanceof Sm2Digest e)) {
            throw new CustodyException.SuiteRefused(key.key().toString(), digest.suite());
          }
          return pool.call(session -> session.sign(key, e));
        });
  }

  @Override
  public WrappingKey wrappingKey(String label) {
    KeyAssignment key = find(label);
    if (key.purpose() != KeyPurpose.WRAPPING) {
      throw new CustodyException.PurposeRefused(key.key(), key.purpose(), "wrapping");
    }
    return new SdfWrappingKey(this, key);
  }

  @Override
  public Optional<Certificate> certificate(String label) {
    return find(label).certificate();
  }

  @Override
  public KeyAdministration administration() {
    return keys;
  }

  /** x‖y‖C3‖C2 of an envelope for the key. */
  byte[] seal(KeyAssignment key, byte[] secret) {
    requireOpen();
    return switch (settings.envelope()) {
      case SOFTWARE -> Sm2Envelope.seal(key.publicKey(), secret, random);
      case DEVICE -> repeating(session -> session.seal(key, secret));
    };
  }

  /** A call that makes no signature: a lost session is replaced without a record. */
  <R> R repeating(SessionCall<SdfSession, R> call) {
    for (int number = 1; ; number++) {
      try {
        return pool.call(call);
      } catch (CustodyException.SessionLost lost) {
        if (number == settings.maxAttempts()) {
          throw lost;
        }
      }
    }
  }

  @Override
  public VaultHealth health() {
    VaultHealth health = pool.health();
    Optional<DeviceHealth> trouble =
        rota.health().stream()
            .filter(device -> device.state() != DeviceHealth.State.READY)
            .findFirst();
    if (health.status() == VaultHealth.Status.UP && trouble.isPresent()) {
      return new VaultHealth(
          VaultHealth.Status.DEGRADED,
          health.workers(),
          health.abandoned(),
          trouble.get().problem());
    }
    return health;
  }

  @Override
  public Set<VaultNotice> notices() {
    return settings.selfCheckRate() < 1.0
        ? EnumSet.of(VaultNotice.SELF_CHECK_REDUCED)
        : EnumSet.noneOf(VaultNotice.class);
  }

  @Override
  public void close() {
    closed = true;
    prober.close();
    pool.close();
    rota.devices().forEach(SdfDevice::discardCurrent);
    passwords.close();
  }

  KeyAssignment find(String label) {
    requireOpen();
    KeyReference reference = reference(label);
    return table.find(reference).orElseThrow(() -> new CustodyException.KeyAbsent(reference));
  }

  void requireOpen() {
    if (closed) {
      throw new CustodyException.VaultClosed(name());
    }
  }

  KeyReference reference(String label) {
    return new KeyReference(settings.name(), label);
  }
}

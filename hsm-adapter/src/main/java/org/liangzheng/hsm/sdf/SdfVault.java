package org.liangzheng.hsm.sdf;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.liangzheng.hsm.Capability;
import org.liangzheng.hsm.CustodyException;
import org.liangzheng.hsm.KeyAdministration;
import org.liangzheng.hsm.KeyEntry;
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

/** Keys in one or more SDF devices. What a label stands for is looked up in the key table. */
final class SdfVault implements Vault, KeyAdministration {
  private final SdfVaultSettings settings;
  private final KeyTable table;
  private final SecureRandom random;
  private final SigningGuard guard;
  private final AccessPasswords passwords;
  private final DeviceRota<SdfDevice> rota;
  private final SessionPool<SdfSession> pool;
  private final DeviceProber<SdfDevice> prober;
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

  private SigningKey signingKey(KeyAssignment key) {
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
    return this;
  }

  @Override
  public Set<Capability> capabilities() {
    return EnumSet.of(
        Capability.ASSIGN_KEY, Capability.LIST_ASSIGNED, Capability.STORE_CERTIFICATE);
  }

  @Override
  public SigningKey generateSigningKey(String label, KeyPurpose purpose, SignatureSuite suite) {
    throw new CustodyException.CapabilityMissing(name(), Capability.GENERATE_SIGNING_KEY);
  }

  @Override
  public WrappingKey generateWrappingKey(String label) {
    throw new CustodyException.CapabilityMissing(name(), Capability.GENERATE_WRAPPING_KEY);
  }

  @Override
  public void destroy(String label) {
    throw new CustodyException.CapabilityMissing(name(), Capability.DESTROY);
  }

  @Override
  public SigningKey assignSigningKey(String label, KeyPurpose purpose, SignatureSuite suite) {
    if (!purpose.signs()) {
      throw new IllegalArgumentException(purpose + " does not sign");
    }
    if (suite != SignatureSuite.SM2_SM3) {
      throw new CustodyException.SuiteRefused(name(), suite);
    }
    return signingKey(assign(reference(label), purpose, settings.indices().signing()));
  }

  @Override
  public WrappingKey assignWrappingKey(String label) {
    return new SdfWrappingKey(
        this, assign(reference(label), KeyPurpose.WRAPPING, settings.indices().wrapping()));
  }

  private KeyAssignment assign(
      KeyReference reference, KeyPurpose purpose, NavigableSet<Integer> candidates) {
    requireOpen();
    NavigableSet<Integer> free = new TreeSet<>(candidates);
    for (KeyAssignment taken : table.list(name())) {
      if (taken.key().equals(reference)) {
        throw new CustodyException.DuplicateLabel(reference);
      }
      free.remove(taken.index());
    }
    for (int index : free) {
      KeyAssignment key = prove(reference, index, purpose);
      switch (table.claim(key)) {
        case CLAIMED -> {
          return key;
        }
        case LABEL_TAKEN -> throw new CustodyException.DuplicateLabel(reference);
        case INDEX_TAKEN -> {
          // Another node was faster: the next one.
        }
      }
    }
    throw new CustodyException.IndexPoolExhausted(
        name(), purpose + " pool of " + candidates.size() + " indices");
  }

  /** The key must be there and its password right before a label depends on it. */
  private KeyAssignment prove(KeyReference reference, int index, KeyPurpose purpose) {
    return repeating(session -> {
      Sm2PublicKey publicKey = session.freePublicKey(index, purpose);
      KeyAssignment key = new KeyAssignment(reference, index, purpose, publicKey, Optional.empty());
      session.admit(key);
      return key;
    });
  }

  /** Keys by label, as the key table has them; what else lies in the device is not seen. */
  @Override
  public List<KeyEntry> list() {
    requireOpen();
    return table.list(name()).stream()
        .map(key ->
            new KeyEntry(
                key.key(),
                key.purpose(),
                key.purpose().signs() ? Optional.of(key.publicKey()) : Optional.empty(),
                key.certificate()))
        .toList();
  }

  @Override
  public void storeCertificate(String label, Certificate certificate) {
    KeyAssignment key = find(label);
    if (!key.purpose().signs() || !key.publicKey().equals(certificate.publicKey())) {
      throw new CustodyException.CertificateRefused(key.key());
    }
    if (!table.storeCertificate(key.key(), certificate)) {
      throw new CustodyException.KeyAbsent(key.key());
    }
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

  private KeyAssignment find(String label) {
    requireOpen();
    KeyReference reference = reference(label);
    return table.find(reference).orElseThrow(() -> new CustodyException.KeyAbsent(reference));
  }

  private void requireOpen() {
    if (closed) {
      throw new CustodyException.VaultClosed(name());
    }
  }

  private KeyReference reference(String label) {
    return new KeyReference(settings.name(), label);
  }
}

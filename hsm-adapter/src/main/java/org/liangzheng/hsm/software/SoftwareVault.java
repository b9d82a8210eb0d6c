package org.liangzheng.hsm.software;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.util.BigIntegers;
import org.jspecify.annotations.Nullable;
import org.liangzheng.hsm.Capability;
import org.liangzheng.hsm.CustodyException;
import org.liangzheng.hsm.KeyAdministration;
import org.liangzheng.hsm.KeyEntry;
import org.liangzheng.hsm.KeyPurpose;
import org.liangzheng.hsm.KeyReference;
import org.liangzheng.hsm.P256SigningKey;
import org.liangzheng.hsm.SelfCheck;
import org.liangzheng.hsm.SigningGuard;
import org.liangzheng.hsm.SigningKey;
import org.liangzheng.hsm.SigningOperation;
import org.liangzheng.hsm.Sm2SigningKey;
import org.liangzheng.hsm.UsageLedger;
import org.liangzheng.hsm.Vault;
import org.liangzheng.hsm.VaultHealth;
import org.liangzheng.hsm.VaultKind;
import org.liangzheng.hsm.VaultNotice;
import org.liangzheng.hsm.WrappingKey;
import org.liangzheng.hsm.pool.LentSessions;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.Certificate;
import org.liangzheng.verifier.crypto.Curves;
import org.liangzheng.verifier.crypto.MalformedException;
import org.liangzheng.verifier.crypto.P256PublicKey;
import org.liangzheng.verifier.crypto.SignatureSuite;
import org.liangzheng.verifier.crypto.Sm2PublicKey;

/** The vault in a file. Every use looks its key up again: a destroyed one signs no more. */
final class SoftwareVault implements Vault, KeyAdministration {
  /** Repetitions make no sense where sessions cannot die; tests make them die. */
  private static final int MAX_ATTEMPTS = 3;

  private final SoftwareVaultSettings settings;
  private final KeyStore store;
  private final SecureRandom random;
  private final SigningGuard guard;
  private final LentSessions<SoftwareSession> sessions;
  private volatile boolean closed;

  SoftwareVault(
      SoftwareVaultSettings settings,
      KeyStore store,
      Clock clock,
      SecureRandom random,
      UsageLedger ledger,
      SoftwareSigner.Maker maker) {
    this.settings = settings;
    this.store = store;
    this.random = random;
    this.guard =
        new SigningGuard(
            clock, ledger, SelfCheck.at(settings.selfCheckRate(), random), MAX_ATTEMPTS);
    this.sessions =
        new LentSessions<>(
            settings.name(), settings.pool(), () -> new SoftwareSession(random, maker));
  }

  @Override
  public String name() {
    return settings.name();
  }

  @Override
  public VaultKind kind() {
    return VaultKind.SOFTWARE;
  }

  @Override
  public Set<SignatureSuite> suites() {
    return EnumSet.allOf(SignatureSuite.class);
  }

  @Override
  public SigningKey signingKey(String label) {
    return switch (find(reference(label))) {
      case StoredKey.Signing key -> signingKey(key);
      case StoredKey.Wrapping key ->
          throw new CustodyException.PurposeRefused(key.reference(), key.purpose(), "signing");
    };
  }

  private SigningKey signingKey(StoredKey.Signing key) {
    SigningOperation operation =
        digest -> {
          StoredKey.Signing now = same(key, StoredKey.Signing.class);
          return sessions.call(session -> session.sign(now, digest));
        };
    return switch (key.publicKey()) {
      case Sm2PublicKey sm2 ->
          new Sm2SigningKey(key.reference(), key.purpose(), sm2, guard, operation);
      case P256PublicKey p256 ->
          new P256SigningKey(key.reference(), key.purpose(), p256, guard, operation);
    };
  }

  @Override
  public WrappingKey wrappingKey(String label) {
    return switch (find(reference(label))) {
      case StoredKey.Wrapping key -> wrappingKey(key);
      case StoredKey.Signing key ->
          throw new CustodyException.PurposeRefused(key.reference(), key.purpose(), "wrapping");
    };
  }

  private WrappingKey wrappingKey(StoredKey.Wrapping key) {
    return new SoftwareWrappingKey(
        key.reference(), () -> same(key, StoredKey.Wrapping.class), random, this::withSession);
  }

  private <R> R withSession(Supplier<R> work) {
    return sessions.call(_ -> work.get());
  }

  @Override
  public Optional<Certificate> certificate(String label) {
    return find(reference(label)).certificate();
  }

  @Override
  public KeyAdministration administration() {
    return this;
  }

  @Override
  public Set<Capability> capabilities() {
    return EnumSet.complementOf(EnumSet.of(Capability.ASSIGN_KEY, Capability.LIST_ASSIGNED));
  }

  @Override
  public SigningKey generateSigningKey(String label, KeyPurpose purpose, SignatureSuite suite) {
    if (!purpose.signs()) {
      throw new IllegalArgumentException(purpose + " does not sign");
    }
    StoredKey.Signing key = newSigningKey(reference(label), purpose, suite);
    add(key);
    return signingKey(key);
  }

  private StoredKey.Signing newSigningKey(
      KeyReference reference, KeyPurpose purpose, SignatureSuite suite) {
    ECDomainParameters curve = suite == SignatureSuite.SM2_SM3 ? Curves.SM2 : Curves.P256;
    // 1 … n−2 fits both suites.
    BigInteger d =
        BigIntegers.createRandomInRange(
            BigInteger.ONE, curve.getN().subtract(BigInteger.TWO), random);
    try {
      return StoredKey.Signing.of(newId(), reference, purpose, suite, d, Optional.empty());
    } catch (MalformedException impossible) {
      throw new IllegalStateException("the number was drawn in range", impossible);
    }
  }

  @Override
  public WrappingKey generateWrappingKey(String label) {
    byte[] secret = new byte[32];
    random.nextBytes(secret);
    StoredKey.Wrapping key =
        new StoredKey.Wrapping(
            newId(), reference(label), KeyPurpose.WRAPPING, ByteString.of(secret));
    Arrays.fill(secret, (byte) 0);
    add(key);
    return wrappingKey(key);
  }

  @Override
  public SigningKey assignSigningKey(String label, KeyPurpose purpose, SignatureSuite suite) {
    throw new CustodyException.CapabilityMissing(name(), Capability.ASSIGN_KEY);
  }

  @Override
  public WrappingKey assignWrappingKey(String label) {
    throw new CustodyException.CapabilityMissing(name(), Capability.ASSIGN_KEY);
  }

  private void add(StoredKey key) {
    requireOpen();
    store.update(keys -> {
      if (keys.putIfAbsent(key.reference().label(), key) != null) {
        throw new CustodyException.DuplicateLabel(key.reference());
      }
    });
  }

  @Override
  public List<KeyEntry> list() {
    requireOpen();
    return store.refresh().keys().values().stream().map(SoftwareVault::entry).toList();
  }

  private static KeyEntry entry(StoredKey key) {
    return new KeyEntry(
        key.reference(),
        key.purpose(),
        switch (key) {
          case StoredKey.Signing signing -> Optional.of(signing.publicKey());
          case StoredKey.Wrapping _ -> Optional.empty();
        },
        key.certificate());
  }

  @Override
  public void destroy(String label) {
    requireOpen();
    KeyReference reference = reference(label);
    store.update(keys -> {
      if (keys.remove(reference.label()) == null) {
        throw new CustodyException.KeyAbsent(reference);
      }
    });
  }

  @Override
  public void storeCertificate(String label, Certificate certificate) {
    requireOpen();
    KeyReference reference = reference(label);
    store.update(keys -> {
      StoredKey key = keys.get(label);
      if (key == null) {
        throw new CustodyException.KeyAbsent(reference);
      }
      if (!(key instanceof StoredKey.Signing signing)
          || !signing.publicKey().equals(certificate.publicKey())) {
        throw new CustodyException.CertificateRefused(reference);
      }
      keys.put(label, signing.with(certificate));
    });
  }

  @Override
  public VaultHealth health() {
    try {
      requireOpen();
      store.refresh();
      return sessions.health();
    } catch (CustodyException failure) {
      VaultHealth health = sessions.health();
      return new VaultHealth(
          VaultHealth.Status.DOWN,
          health.workers(),
          health.abandoned(),
          Optional.of(failure.code()));
    }
  }

  @Override
  public Set<VaultNotice> notices() {
    return settings.selfCheckRate() < 1.0
        ? EnumSet.of(VaultNotice.SOFTWARE_NOT_FOR_PRODUCTION, VaultNotice.SELF_CHECK_REDUCED)
        : EnumSet.of(VaultNotice.SOFTWARE_NOT_FOR_PRODUCTION);
  }

  @Override
  public void close() {
    closed = true;
    sessions.close();
    store.close();
  }

  private StoredKey find(KeyReference reference) {
    requireOpen();
    StoredKey key = store.keys().get(reference.label());
    if (key == null) {
      // Another process may have made it in this second.
      key = store.refresh().get(reference.label());
    }
    if (key == null) {
      throw new CustodyException.KeyAbsent(reference);
    }
    return key;
  }

  /** The key as it is now; absent if it was destroyed, also if another took its label. */
  private <K extends StoredKey> K same(K key, Class<K> kind) {
    requireOpen();
    @Nullable StoredKey now = store.keys().get(key.reference().label());
    if (now == null || !now.id().equals(key.id())) {
      throw new CustodyException.KeyAbsent(key.reference());
    }
    return kind.cast(now);
  }

  private void requireOpen() {
    if (closed) {
      throw new CustodyException.VaultClosed(name());
    }
  }

  private KeyReference reference(String label) {
    return new KeyReference(settings.name(), label);
  }

  private String newId() {
    byte[] id = new byte[16];
    random.nextBytes(id);
    return HexFormat.of().formatHex(id);
  }
}

package org.liangzheng.hsm.software;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.liangzheng.hsm.CustodyException;
import org.liangzheng.hsm.KeyAdministration;
import org.liangzheng.hsm.KeyReference;
import org.liangzheng.hsm.SelfCheck;
import org.liangzheng.hsm.SigningGuard;
import org.liangzheng.hsm.SigningKey;
import org.liangzheng.hsm.SigningOperation;
import org.liangzheng.hsm.UsageLedger;
import org.liangzheng.hsm.Vault;
import org.liangzheng.hsm.VaultHealth;
import org.liangzheng.hsm.VaultKind;
import org.liangzheng.hsm.VaultNotice;
import org.liangzheng.hsm.WrappingKey;
import org.liangzheng.hsm.pool.LentSessions;
import org.liangzheng.verifier.crypto.Certificate;
import org.liangzheng.verifier.crypto.SignatureSuite;

/**
 * The vault in a file. Every use looks its key up again: a destroyed one signs no more. Making and
 * destroying keys: {@link SoftwareKeys}.
 */
final class SoftwareVault implements Vault {
  /** Repetitions make no sense where sessions cannot die; tests make them die. */
  private static final int MAX_ATTEMPTS = 3;

  private final SoftwareVaultSettings settings;
  private final KeyStore store;
  private final SecureRandom random;
  private final SoftwareKeys keys;
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
    this.keys = new SoftwareKeys(this, store, random);
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

  SigningKey signingKey(StoredKey.Signing key) {
    SigningOperation operation =
        digest -> {
          StoredKey.Signing now = same(key, StoredKey.Signing.class);
          return sessions.call(session -> session.sign(now, digest));
        };
    return SigningKey.of(key.reference(), key.purpose(), key.publicKey(), guard, operation);
  }

  @Override
  public WrappingKey wrappingKey(String label) {
    return switch (find(reference(label))) {
      case StoredKey.Wrapping key -> wrappingKey(key);
      case StoredKey.Signing key ->
          throw new CustodyException.PurposeRefused(key.reference(), key.purpose(), "wrapping");
    };
  }

  WrappingKey wrappingKey(StoredKey.Wrapping key) {
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
    return keys;
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

  void requireOpen() {
    if (closed) {
      throw new CustodyException.VaultClosed(name());
    }
  }

  KeyReference reference(String label) {
    return new KeyReference(settings.name(), label);
  }
}

package org.liangzheng.hsm.pkcs11;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.liangzheng.hsm.CustodyCode;
import org.liangzheng.hsm.CustodyException;
import org.liangzheng.hsm.KeyAdministration;
import org.liangzheng.hsm.KeyReference;
import org.liangzheng.hsm.SelfCheck;
import org.liangzheng.hsm.SigningGuard;
import org.liangzheng.hsm.SigningKey;
import org.liangzheng.hsm.UsageLedger;
import org.liangzheng.hsm.VaultHealth;
import org.liangzheng.hsm.VaultKind;
import org.liangzheng.hsm.VaultNotice;
import org.liangzheng.hsm.WrappingKey;
import org.liangzheng.hsm.pool.DeviceHealth;
import org.liangzheng.hsm.pool.SessionCall;
import org.liangzheng.hsm.pool.SessionPool;
import org.liangzheng.verifier.crypto.Certificate;
import org.liangzheng.verifier.crypto.MalformedException;
import org.liangzheng.verifier.crypto.SignatureSuite;
import org.liangzheng.verifier.crypto.SignatureValue;
import org.liangzheng.verifier.crypto.SigningDigest;

/** The vault on tokens: use of keys. Making and destroying them: {@link TokenKeys}. */
final class TokenVault implements Pkcs11Vault {
  private final Pkcs11VaultSettings settings;
  private final TokenAccess access;
  private final SecureRandom random;
  private final SigningGuard guard;
  private final KeyFinder finder;
  private final SessionPool<WorkerSession> pool;
  private final TokenKeys keys;

  /** Keys found before. A use finds out by itself if one is there no more. */
  private final Map<String, TokenKey> known = new ConcurrentHashMap<>();

  private final AtomicLong version = new AtomicLong();
  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile TokenAbilities abilities = TokenAbilities.NONE;

  TokenVault(
      Pkcs11VaultSettings settings,
      TokenAccess access,
      Clock clock,
      SecureRandom random,
      UsageLedger ledger) {
    this.settings = settings;
    this.access = access;
    this.random = random;
    this.guard =
        new SigningGuard(
            clock, ledger, SelfCheck.at(settings.selfCheckRate(), random), settings.maxAttempts());
    this.finder = new KeyFinder(settings);
    this.pool =
        new SessionPool<>(
            settings.name(),
            settings.pool(),
            () ->
                access.openAny(
                    (turn, session) -> new WorkerSession(access, finder, turn, session)));
    this.keys = new TokenKeys(this, settings, finder, random);
  }

  /** Logs in to a token and reads what it can do. */
  void start() {
    abilities =
        repeat(session ->
            TokenAbilities.read(access.module(), access.info(session.own().token()), settings));
  }

  TokenAbilities abilities() {
    return abilities;
  }

  /** A call that may be made again when its session is lost: it changes nothing. */
  <R> R repeat(SessionCall<WorkerSession, R> call) {
    for (int number = 1; ; number++) {
      try {
        return once(call);
      } catch (CustodyException.SessionLost lost) {
        if (number == settings.maxAttempts()) {
          throw lost;
        }
      }
    }
  }

  <R> R once(SessionCall<WorkerSession, R> call) {
    requireOpen();
    return pool.call(call);
  }

  /** Keys were made or destroyed: nobody trusts what he remembers of them. */
  void changed(String label) {
    known.remove(label);
    version.incrementAndGet();
  }

  @Override
  public String name() {
    return settings.name();
  }

  @Override
  public VaultKind kind() {
    return VaultKind.PKCS11;
  }

  @Override
  public Set<SignatureSuite> suites() {
    return abilities.suites();
  }

  @Override
  public SigningKey signingKey(String label) {
    return switch (find(label)) {
      case TokenKey.Signing key -> signingKey(key);
      case TokenKey.Wrapping key ->
          throw new CustodyException.PurposeRefused(key.reference(), key.purpose(), "signing");
    };
  }

  SigningKey signingKey(TokenKey.Signing key) {
    return SigningKey.of(
        key.reference(), key.purpose(), key.publicKey(), guard, digest -> sign(key, digest));
  }

  private SignatureValue sign(TokenKey.Signing key, SigningDigest digest) {
    byte[] bytes = digest.value().toByteArray();
    long mechanism =
        switch (digest.suite()) {
          case P256_SHA256 -> Ck.M_ECDSA;
          case SM2_SM3 -> sm2(key).signature();
        };
    byte[] signature =
        using(key, false, held -> held.session().sign(mechanism, held.handle(), bytes));
    try {
      return digest.suite() == SignatureSuite.SM2_SM3 && sm2(key).form() == Sm2Numbers.Form.DER
          ? SignatureValue.fromDer(digest.suite(), signature)
          : SignatureValue.fromRaw(digest.suite(), signature);
    } catch (MalformedException garbage) {
      throw new CustodyException.SelfCheckFailed(key.reference());
    }
  }

  private Sm2Numbers sm2(TokenKey key) {
    return settings
        .sm2()
        .orElseThrow(() ->
            new CustodyException.SuiteRefused(key.reference().toString(), SignatureSuite.SM2_SM3));
  }

  /** Uses a key on whichever session serves; one that is there no more is forgotten. */
  <R> R using(TokenKey key, boolean again, WorkerSession.Use<R> use) {
    long now = version.get();
    SessionCall<WorkerSession, R> call = session -> session.use(key, now, use);
    try {
      return again ? repeat(call) : once(call);
    } catch (CustodyException.KeyAbsent gone) {
      known.remove(key.reference().label());
      throw gone;
    }
  }

  @Override
  public WrappingKey wrappingKey(String label) {
    return switch (find(label)) {
      case TokenKey.Wrapping key -> wrappingKey(key);
      case TokenKey.Signing key ->
          throw new CustodyException.PurposeRefused(key.reference(), key.purpose(), "wrapping");
    };
  }

  WrappingKey wrappingKey(TokenKey.Wrapping key) {
    return new TokenWrappingKey(this, key, random);
  }

  TokenKey find(String label) {
    requireOpen();
    KeyReference reference = reference(label);
    TokenKey before = known.get(label);
    if (before != null) {
      return before;
    }
    TokenKey found =
        repeat(session ->
                session.search(one -> finder.find(one, reference).map(KeyFinder.Found::key)))
            .orElseThrow(() -> new CustodyException.KeyAbsent(reference));
    known.put(label, found);
    return found;
  }

  @Override
  public Optional<Certificate> certificate(String label) {
    TokenKey key = find(label);
    return key instanceof TokenKey.Signing signing ? certificate(signing) : Optional.empty();
  }

  /** The newest one, should a replacement have been cut short between storing and removing. */
  Optional<Certificate> certificate(TokenKey.Signing key) {
    return repeat(session ->
        session.serving().stream()
            .flatMap(one -> finder.certificates(one, key.id()).stream())
            .filter(certificate -> certificate.publicKey().equals(key.publicKey()))
            .max(Comparator.comparing(Certificate::notBefore)));
  }

  @Override
  public KeyAdministration administration() {
    return keys;
  }

  @Override
  public List<TokenReport> tokens() {
    return TokenReport.of(
        access.rota(), repeat(session -> TokenReport.keys(session.serving(), finder)));
  }

  @Override
  public VaultHealth health() {
    try {
      repeat(session -> {
        access.look();
        return session.own().state();
      });
      return judged(pool.health());
    } catch (CustodyException.VaultBusy | CustodyException.TimedOut slow) {
      return as(VaultHealth.Status.DEGRADED, slow.code());
    } catch (CustodyException failure) {
      return as(VaultHealth.Status.DOWN, failure.code());
    }
  }

  private VaultHealth as(VaultHealth.Status status, CustodyCode code) {
    VaultHealth health = pool.health();
    return new VaultHealth(status, health.workers(), health.abandoned(), Optional.of(code));
  }

  /** A vault with a token less serves, but not as it should. */
  private VaultHealth judged(VaultHealth health) {
    Optional<DeviceHealth> ill =
        access.rota().health().stream()
            .filter(device -> device.state() != DeviceHealth.State.READY)
            .findFirst();
    if (health.status() != VaultHealth.Status.UP || ill.isEmpty()) {
      return health;
    }
    return as(
        VaultHealth.Status.DEGRADED, ill.get().problem().orElse(CustodyCode.VAULT_UNAVAILABLE));
  }

  @Override
  public Set<VaultNotice> notices() {
    Set<VaultNotice> notices = EnumSet.noneOf(VaultNotice.class);
    if (abilities.softToken()) {
      notices.add(VaultNotice.SOFT_TOKEN_NOT_FOR_PRODUCTION);
    }
    if (settings.selfCheckRate() < 1.0) {
      notices.add(VaultNotice.SELF_CHECK_REDUCED);
    }
    return Collections.unmodifiableSet(notices);
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      pool.close();
      access.close();
    }
  }

  void requireOpen() {
    if (closed.get()) {
      throw new CustodyException.VaultClosed(name());
    }
  }

  KeyReference reference(String label) {
    return new KeyReference(settings.name(), label);
  }

  @Override
  public String toString() {
    return "Pkcs11Vault[" + settings.name() + "]";
  }
}

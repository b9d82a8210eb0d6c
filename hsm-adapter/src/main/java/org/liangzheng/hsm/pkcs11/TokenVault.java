package org.liangzheng.hsm.pkcs11;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.liangzheng.hsm.CustodyCode;
import org.liangzheng.hsm.CustodyException;
import org.liangzheng.hsm.KeyAdministration;
import org.liangzheng.hsm.KeyMaterial;
import org.liangzheng.hsm.KeyReference;
import org.liangzheng.hsm.P256SigningKey;
import org.liangzheng.hsm.SelfCheck;
import org.liangzheng.hsm.SigningGuard;
import org.liangzheng.hsm.SigningKey;
import org.liangzheng.hsm.SigningOperation;
import org.liangzheng.hsm.Sm2SigningKey;
import org.liangzheng.hsm.UsageLedger;
import org.liangzheng.hsm.VaultHealth;
import org.liangzheng.hsm.VaultKind;
import org.liangzheng.hsm.VaultNotice;
import org.liangzheng.hsm.WrappingKey;
import org.liangzheng.hsm.WrappingScheme;
import org.liangzheng.hsm.pool.DeviceHealth;
import org.liangzheng.hsm.pool.SessionCall;
import org.liangzheng.hsm.pool.SessionPool;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.Certificate;
import org.liangzheng.verifier.crypto.MalformedException;
import org.liangzheng.verifier.crypto.P256PublicKey;
import org.liangzheng.verifier.crypto.SignatureSuite;
import org.liangzheng.verifier.crypto.SignatureValue;
import org.liangzheng.verifier.crypto.SigningDigest;
import org.liangzheng.verifier.crypto.Sm2PublicKey;

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
    SigningOperation operation = digest -> sign(key, digest);
    return switch (key.publicKey()) {
      case Sm2PublicKey sm2 ->
          new Sm2SigningKey(key.reference(), key.purpose(), sm2, guard, operation);
      case P256PublicKey p256 ->
          new P256SigningKey(key.reference(), key.purpose(), p256, guard, operation);
    };
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
  private <R> R using(TokenKey key, boolean again, WorkerSession.Use<R> use) {
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
    return new OnToken(key);
  }

  /** A wrapping key whose work is done by {@link Envelope}. */
  private final class OnToken implements WrappingKey {
    private final TokenKey.Wrapping key;

    OnToken(TokenKey.Wrapping key) {
      this.key = key;
    }

    @Override
    public KeyReference reference() {
      return key.reference();
    }

    @Override
    public WrappingScheme scheme() {
      return key.scheme();
    }

    @Override
    public ByteString wrap(KeyMaterial material) {
      return material.use(clear ->
          ByteString.of(
              using(key, true, held -> Envelope.wrap(held, key.scheme(), clear, random))));
    }

    @Override
    public KeyMaterial unwrap(ByteString wrapped) {
      byte[] bytes = wrapped.toByteArray();
      if (!Envelope.fits(key.scheme(), bytes)) {
        throw new CustodyException.UnwrapRefused(key.reference());
      }
      byte[] clear =
          using(
              key,
              true,
              held -> Envelope.unwrap(held, key.reference(), key.scheme(), bytes, random));
      try {
        return KeyMaterial.copyOf(clear);
      } finally {
        Arrays.fill(clear, (byte) 0);
      }
    }

    @Override
    public String toString() {
      return "WrappingKey[" + key.reference() + "]";
    }
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
    Map<String, Map<String, TokenKey>> byToken =
        repeat(session -> {
          Map<String, Map<String, TokenKey>> all = new HashMap<>();
          for (NativeSession one : session.serving()) {
            Map<String, TokenKey> labels = new TreeMap<>();
            finder.all(one).forEach(key -> labels.put(key.reference().label(), key));
            all.put(one.token().name(), labels);
          }
          return all;
        });
    Map<String, TokenKey> union = new TreeMap<>();
    access
        .rota()
        .devices()
        .forEach(token -> byToken.getOrDefault(token.name(), Map.of()).forEach(union::putIfAbsent));
    return access.rota().health().stream()
        .map(health ->
            new TokenReport(
                health,
                Optional.ofNullable(byToken.get(health.device()))
                    .map(labels -> missing(union, labels))))
        .toList();
  }

  private static List<String> missing(Map<String, TokenKey> union, Map<String, TokenKey> here) {
    return union.entrySet().stream()
        .filter(entry -> {
          TokenKey own = here.get(entry.getKey());
          return own == null || !own.sameAs(entry.getValue());
        })
        .map(Map.Entry::getKey)
        .toList();
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

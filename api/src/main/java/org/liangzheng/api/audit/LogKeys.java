package org.liangzheng.api.audit;

import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.liangzheng.api.custody.Custody;
import org.liangzheng.api.custody.KeyRef;
import org.liangzheng.api.custody.KeyUse;
import org.liangzheng.verifier.crypto.SignatureSuite;
import org.liangzheng.verifier.crypto.VerificationKey;
import org.springframework.stereotype.Service;

/** The keys that sign checkpoints: one of each suite that the vaults can do. */
@Service
public class LogKeys {
  private final Custody custody;
  private final LogKeysInForce inForce;
  private final AuditSettings settings;
  private final Clock clock;

  LogKeys(Custody custody, LogKeysInForce inForce, AuditSettings settings, Clock clock) {
    this.custody = custody;
    this.inForce = inForce;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * Of each suite the key that the trust list named last, of those that are ours; the first one,
   * made in the vault when it is not there yet, while the list names none. P-256 first.
   */
  public Map<KeyRef, VerificationKey> keys() {
    Map<KeyRef, VerificationKey> keys = new LinkedHashMap<>();
    for (SignatureSuite suite :
        new SignatureSuite[] {SignatureSuite.P256_SHA256, SignatureSuite.SM2_SM3}) {
      key(suite).ifPresent(key -> keys.put(key, custody.publicKey(key)));
    }
    return keys;
  }

  private Optional<KeyRef> key(SignatureSuite suite) {
    Instant now = clock.instant();
    Optional<KeyRef> first = first(suite);
    Optional<KeyRef> newest = first;
    Instant since = first.flatMap(key -> since(key, suite, now)).orElse(Instant.MIN);
    for (String text : settings.logKeys()) {
      KeyRef key = new KeyRef(text);
      Optional<Instant> named = since(key, suite, now);
      if (named.isPresent() && named.get().isAfter(since)) {
        newest = Optional.of(key);
        since = named.get();
      }
    }
    return newest;
  }

  private Optional<KeyRef> first(SignatureSuite suite) {
    if (!custody.serves(KeyUse.LOG, suite)) {
      return Optional.empty();
    }
    String label = suite == SignatureSuite.SM2_SM3 ? "log-sm2" : "log-p256";
    return Optional.of(custody.ensureKey(KeyUse.LOG, suite, label));
  }

  private Optional<Instant> since(KeyRef key, SignatureSuite suite, Instant now) {
    VerificationKey publicKey = custody.publicKey(key);
    return publicKey.suite() == suite ? inForce.since(publicKey, now) : Optional.empty();
  }
}

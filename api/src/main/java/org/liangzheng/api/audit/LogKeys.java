package org.liangzheng.api.audit;

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

  LogKeys(Custody custody) {
    this.custody = custody;
  }

  /** Made in the vault when they are not there yet; P-256 first. */
  public Map<KeyRef, VerificationKey> keys() {
    Map<KeyRef, VerificationKey> keys = new LinkedHashMap<>();
    for (SignatureSuite suite :
        new SignatureSuite[] {SignatureSuite.P256_SHA256, SignatureSuite.SM2_SM3}) {
      key(suite).ifPresent(key -> keys.put(key, custody.publicKey(key)));
    }
    return keys;
  }

  private Optional<KeyRef> key(SignatureSuite suite) {
    if (!custody.serves(KeyUse.LOG, suite)) {
      return Optional.empty();
    }
    String label = suite == SignatureSuite.SM2_SM3 ? "log-sm2" : "log-p256";
    return Optional.of(custody.ensureKey(KeyUse.LOG, suite, label));
  }
}

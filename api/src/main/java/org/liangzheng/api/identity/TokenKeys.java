package org.liangzheng.api.identity;

import java.util.List;
import java.util.Optional;
import org.liangzheng.api.custody.Custody;
import org.liangzheng.api.custody.KeyRef;
import org.liangzheng.api.custody.KeyUse;
import org.liangzheng.verifier.crypto.P256PublicKey;
import org.liangzheng.verifier.crypto.SignatureSuite;
import org.liangzheng.verifier.crypto.VerificationKey;

/** The keys of access tokens. Their private halves stay in the vault. */
final class TokenKeys {

  private final List<TokenKey> keys;

  /** One of them: where it is, and what is published of it. */
  record TokenKey(KeyRef reference, PublicJwk jwk, String kid) {}

  /**
   * @param labels the first signs; missing ones are made
   */
  TokenKeys(Custody custody, List<String> labels) {
    this.keys = labels.stream().map(label -> key(custody, label)).toList();
  }

  private static TokenKey key(Custody custody, String label) {
    KeyRef reference = custody.ensureKey(KeyUse.TOKEN, SignatureSuite.P256_SHA256, label);
    VerificationKey key = custody.publicKey(reference);
    if (!(key instanceof P256PublicKey p256)) {
      throw new IllegalStateException("a token key is a P-256 key");
    }
    PublicJwk jwk = new PublicJwk(p256);
    return new TokenKey(reference, jwk, jwk.thumbprint());
  }

  TokenKey signing() {
    return keys.getFirst();
  }

  List<PublicJwk> published() {
    return keys.stream().map(TokenKey::jwk).toList();
  }

  Optional<P256PublicKey> find(String kid) {
    return keys.stream()
        .filter(key -> key.kid().equals(kid))
        .map(key -> key.jwk().key())
        .findFirst();
  }
}

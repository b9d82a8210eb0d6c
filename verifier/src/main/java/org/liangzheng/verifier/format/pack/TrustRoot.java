package org.liangzheng.verifier.format.pack;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.liangzheng.verifier.crypto.Sha256Digest;
import org.liangzheng.verifier.crypto.VerificationKey;

/**
 * The owners' three keys, two of which sign a trust list. Nothing in a pack vouches for it: its
 * fingerprint comes from elsewhere, the anchor.
 *
 * @param keys three different keys, of any suites, in an order that belongs to the fingerprint
 */
public record TrustRoot(List<VerificationKey> keys) {
  /** Number of root keys. */
  public static final int KEYS = 3;

  /** How many of them have to sign. */
  public static final int THRESHOLD = 2;

  public TrustRoot {
    keys = List.copyOf(keys);
    if (keys.size() != KEYS || new HashSet<>(keys).size() != KEYS) {
      throw new IllegalArgumentException("a root has three different keys");
    }
  }

  /** SHA-256 over the root's canonical JSON: what people pin and compare. */
  public Sha256Digest anchor() {
    return Sha256Digest.of(TrustListCodec.rootBytes(this));
  }

  Optional<VerificationKey> key(Sha256Digest id) {
    return keys.stream().filter(key -> ServiceKey.idOf(key).equals(id)).findFirst();
  }
}

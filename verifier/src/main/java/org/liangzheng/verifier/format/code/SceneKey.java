package org.liangzheng.verifier.format.code;

import java.time.Instant;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.Sha256Digest;

/**
 * The key of one scene for one day: service and registered points hold it, nobody else.
 *
 * @param from first instant at which codes are made with it
 * @param until first instant after
 * @param key 32 bytes for AES-256
 */
public record SceneKey(String scene, Instant from, Instant until, ByteString key) {
  /** Length of the key in bytes. */
  public static final int SIZE = 32;

  /** Length of the key's name in bytes. */
  public static final int NAME_SIZE = 4;

  public SceneKey {
    if (!OfflineClaims.isScene(scene) || !from.isBefore(until) || key.size() != SIZE) {
      throw new IllegalArgumentException("scene, period or length of the key is wrong");
    }
  }

  /** First 4 bytes of SHA-256 of the key. */
  public ByteString name() {
    return Sha256Digest.of(key).value().slice(0, NAME_SIZE);
  }

  /** Whether it is the key for a code, by scene, name and time of making. */
  public boolean isFor(OfflineCode code) {
    Instant made = code.claims().issuedAt();
    return scene.equals(code.claims().scene())
        && name().equals(code.fields().key())
        && !made.isBefore(from)
        && made.isBefore(until);
  }

  /** Never the key. */
  @Override
  public String toString() {
    return "SceneKey[" + scene + ", " + from + "]";
  }
}

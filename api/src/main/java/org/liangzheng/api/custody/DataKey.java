package org.liangzheng.api.custody;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.liangzheng.hsm.KeyMaterial;

/**
 * A key of the database, ready for use.
 *
 * @param activeFrom from then on new values are made with it
 * @param retired whether it only reads
 */
record DataKey(DataKeyKind kind, int version, Instant activeFrom, boolean retired, SecretKey key) {

  /**
   * The wrapping says nothing about what it wraps, so kind and version go into the key itself: a
   * row put in the place of another opens nothing.
   */
  static DataKey of(
      DataKeyKind kind, int version, Instant activeFrom, boolean retired, KeyMaterial material) {
    SecretKey key = material.use(bytes -> derive(bytes, kind, version));
    return new DataKey(kind, version, activeFrom, retired, key);
  }

  private static SecretKey derive(byte[] material, DataKeyKind kind, int version) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(material, "HmacSHA256"));
      byte[] derived =
          mac.doFinal(
              ("liangzheng data key 1: " + kind + " " + version)
                  .getBytes(StandardCharsets.US_ASCII));
      return new SecretKeySpec(derived, kind == DataKeyKind.FIELD ? "AES" : "HmacSHA256");
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every Java platform has HMAC-SHA256", impossible);
    }
  }

  @Override
  public String toString() {
    return "DataKey[" + kind + " " + version + "]";
  }
}

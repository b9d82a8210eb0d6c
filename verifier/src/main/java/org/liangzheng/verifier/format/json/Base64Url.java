package org.liangzheng.verifier.format.json;

import java.util.Base64;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.MalformedException;

/** Base64url without padding (RFC 7515 §2), one spelling for each value. */
public final class Base64Url {
  private Base64Url() {}

  public static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /**
   * Reads.
   *
   * @throws MalformedException if a character is foreign, padding stands at the end, or unused bits
   *     are set
   */
  public static ByteString decode(String text) throws MalformedException {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(text);
      // The JDK's decoder takes padding and loose bits.
      if (encode(bytes).equals(text)) {
        return ByteString.of(bytes);
      }
    } catch (IllegalArgumentException foreign) {
      throw new MalformedException("not base64url", foreign);
    }
    throw new MalformedException("base64url that is not in its one form");
  }
}

package org.liangzheng.verifier.format.json;

import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.MalformedException;
import org.liangzheng.verifier.crypto.Sha256Digest;

/** Digests as they are written in JSON and on command lines: lower-case hexadecimal. */
public final class Hex {
  private Hex() {}

  /**
   * Reads a SHA-256 digest.
   *
   * @throws MalformedException if the text is not 64 lower-case hexadecimal digits
   */
  public static Sha256Digest sha256(String text) throws MalformedException {
    boolean right =
        text.length() == 64
            && text.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
    if (!right) {
      throw new MalformedException("a SHA-256 digest is 64 lower-case hexadecimal digits");
    }
    return new Sha256Digest(ByteString.ofHex(text));
  }
}

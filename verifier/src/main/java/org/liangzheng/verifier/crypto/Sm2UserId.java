package org.liangzheng.verifier.crypto;

import java.nio.charset.StandardCharsets;

/** The signer's distinguishing identifier that enters Z (GB/T 32918.2 §5.5): 0 to 8191 bytes. */
public record Sm2UserId(ByteString value) {
  /** {@code 1234567812345678} in ASCII, used by every seal and certificate met (GM/T 0009). */
  public static final Sm2UserId DEFAULT =
      new Sm2UserId(ByteString.of("1234567812345678".getBytes(StandardCharsets.US_ASCII)));

  public Sm2UserId {
    if (value.size() > 8191) {
      throw new IllegalArgumentException("an SM2 user id has at most 8191 bytes");
    }
  }
}

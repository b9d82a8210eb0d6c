package org.liangzheng.bench.present;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Optional;
import org.liangzheng.signer.code.CodePicture;
import org.liangzheng.testkit.TestCodes;
import org.liangzheng.verifier.format.code.CodeHandle;
import org.liangzheng.verifier.format.code.CodeReader;
import org.liangzheng.verifier.format.code.CodeRefusedException;
import org.liangzheng.verifier.format.code.CodeWriter;
import org.liangzheng.verifier.format.code.OnlineCode;

/**
 * What showing and scanning compute, with no service around it. Less than what the service does,
 * never more: what is left out makes the promise harder to keep.
 */
final class Parts {
  private final SecureRandom random = new SecureRandom();
  private final DeviceKey key = DeviceKey.make();
  private final String code =
      CodeWriter.write(new OnlineCode(TestCodes.INSTANCE, CodeHandle.random(random)));

  /** A code drawn at random, written, drawn as a picture and read back. */
  String show() {
    String text = CodeWriter.write(new OnlineCode(TestCodes.INSTANCE, CodeHandle.random(random)));
    return CodePicture.draw(text).svg();
  }

  /** The proof of possession signed and verified, the code read, its handle hashed. */
  void scan() throws GeneralSecurityException {
    if (!key.verifies(key.proof("POST", "http://127.0.0.1/", Optional.of(code)))) {
      throw new IllegalStateException("a genuine proof was refused");
    }
    try {
      if (CodeReader.read(code) instanceof OnlineCode online) {
        byte[] hash =
            MessageDigest.getInstance("SHA-256").digest(online.handle().value().toByteArray());
        if (hash.length != 32) {
          throw new IllegalStateException("SHA-256 has 32 bytes");
        }
      }
    } catch (CodeRefusedException refused) {
      throw new IllegalStateException("a genuine code was refused", refused);
    }
  }
}

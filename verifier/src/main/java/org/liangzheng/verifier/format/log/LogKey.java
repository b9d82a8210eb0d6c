package org.liangzheng.verifier.format.log;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.Sha256Digest;
import org.liangzheng.verifier.crypto.SignatureValue;
import org.liangzheng.verifier.crypto.SigningDigest;
import org.liangzheng.verifier.crypto.VerificationKey;

/**
 * A key by which a log signs its checkpoints.
 *
 * @param name the log's origin
 */
public record LogKey(String name, VerificationKey key) {
  /** Length of a key id in bytes. */
  static final int ID_SIZE = 4;

  /** Type 0xFF of C2SP signed-note, for types without a number, then our own name for this one. */
  private static final byte[] SM2_TYPE =
      "\u00ffliangzheng.org/sm2-sm3".getBytes(StandardCharsets.ISO_8859_1);

  public LogKey {
    if (!NoteText.isName(name)) {
      throw new IllegalArgumentException("not a name of a log");
    }
  }

  /**
   * First 4 bytes of a SHA-256 (C2SP signed-note): for P-256 (type 0x02) of the DER
   * SubjectPublicKeyInfo; for SM2 of name ‖ 0x0A ‖ 0xFF ‖ {@code liangzheng.org/sm2-sm3} ‖ the DER
   * SubjectPublicKeyInfo. Tells keys apart and proves nothing.
   */
  public ByteString id() {
    byte[] spki = key.toSpki().toByteArray();
    Sha256Digest digest =
        switch (key.suite()) {
          case P256_SHA256 -> Sha256Digest.of(spki);
          case SM2_SM3 ->
              Sha256Digest.of((name + "\n").getBytes(StandardCharsets.UTF_8), SM2_TYPE, spki);
        };
    return ByteString.of(Arrays.copyOf(digest.value().toByteArray(), ID_SIZE));
  }

  /** What the key signs for a checkpoint. */
  public SigningDigest digest(Checkpoint checkpoint) {
    return key.digest(checkpoint.text());
  }

  /** The signature line's content: key id, then the signature in DER. */
  NoteSignature sign(SignatureValue value) {
    return new NoteSignature(name, id(), ByteString.of(value.toDer()));
  }
}

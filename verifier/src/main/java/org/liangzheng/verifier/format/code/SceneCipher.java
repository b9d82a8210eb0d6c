package org.liangzheng.verifier.format.code;

import java.security.GeneralSecurityException;
import java.util.random.RandomGenerator;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.format.cbor.CborException;
import org.liangzheng.verifier.format.cbor.CborWriter;

/** Seals and opens the fields of a code: COSE_Encrypt0 (RFC 9052 §5.3) by AES-256-GCM. */
public final class SceneCipher {
  /** A256GCM (RFC 9053 §4.1). */
  static final long A256GCM = 3;

  private SceneCipher() {}

  /**
   * Encrypts.
   *
   * @param id the code's id, which the ciphertext is bound to
   * @param random has to be cryptographically strong: the iv is drawn from it
   */
  public static EncryptedFields seal(
      SceneFields fields, SceneKey key, ByteString id, RandomGenerator random) {
    byte[] iv = new byte[EncryptedFields.IV_SIZE];
    random.nextBytes(iv);
    try {
      byte[] sealed =
          cipher(Cipher.ENCRYPT_MODE, key, iv, id).doFinal(fields.encode().toByteArray());
      return new EncryptedFields(key.name(), ByteString.wrap(iv), ByteString.wrap(sealed));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every Java platform has AES-GCM", impossible);
    }
  }

  /**
   * Decrypts.
   *
   * @throws CodeRefusedException CODE_FIELDS_UNREADABLE if the key or the code is another one, or
   *     the fields are not in their form
   */
  public static SceneFields open(OfflineCode code, SceneKey key) throws CodeRefusedException {
    byte[] plain;
    try {
      plain =
          cipher(Cipher.DECRYPT_MODE, key, code.fields().iv().toByteArray(), code.claims().id())
              .doFinal(code.fields().ciphertext().toByteArray());
    } catch (AEADBadTagException other) {
      throw new CodeRefusedException(CodeFault.CODE_FIELDS_UNREADABLE, other);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every Java platform has AES-GCM", impossible);
    }
    try {
      return SceneFields.decode(ByteString.wrap(plain));
    } catch (CborException notInForm) {
      throw new CodeRefusedException(CodeFault.CODE_FIELDS_UNREADABLE, notInForm);
    }
  }

  private static Cipher cipher(int mode, SceneKey key, byte[] iv, ByteString id)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(
        mode,
        new SecretKeySpec(key.key().toByteArray(), "AES"),
        new GCMParameterSpec(EncryptedFields.TAG_SIZE * 8, iv));
    cipher.updateAAD(
        CborWriter.array(
            CborWriter.text("Encrypt0"),
            CborWriter.bytes(OfflineCodec.encryptHeader()),
            CborWriter.bytes(id)));
    return cipher;
  }
}

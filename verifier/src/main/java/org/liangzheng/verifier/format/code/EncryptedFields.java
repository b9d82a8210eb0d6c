package org.liangzheng.verifier.format.code;

import org.liangzheng.verifier.crypto.ByteString;

/**
 * The scene's fields, AES-256-GCM (COSE_Encrypt0, alg 3).
 *
 * @param key name of the scene key, see {@link SceneKey#name}
 * @param iv 12 bytes, never twice under one key
 * @param ciphertext with the tag of 16 bytes at its end
 */
public record EncryptedFields(ByteString key, ByteString iv, ByteString ciphertext) {
  static final int IV_SIZE = 12;
  static final int TAG_SIZE = 16;

  public EncryptedFields {
    if (key.size() != SceneKey.NAME_SIZE || iv.size() != IV_SIZE || ciphertext.size() <= TAG_SIZE) {
      throw new IllegalArgumentException("key name, iv or ciphertext of another size");
    }
  }
}

package org.liangzheng.api.custody;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import org.liangzheng.api.web.Cell;
import org.liangzheng.api.web.FieldCipher;

/**
 * AES-256-GCM. Sealed value: 01 ‖ key version (4, big-endian) ‖ nonce (12, random) ‖ ciphertext ‖
 * tag (16): 33 bytes more than the plain one. Associated data: the first five bytes ‖ table ‖ 00 ‖
 * column ‖ 00 ‖ row (16). With random nonces a version serves for 2³² values (NIST SP 800-38D
 * §8.3); rotate before.
 */
final class VaultFieldCipher implements FieldCipher {

  private static final byte FORM = 1;
  private static final int HEAD = 5;
  private static final int NONCE = 12;
  private static final int TAG = 16;

  private final DataKeys keys;
  private final SecureRandom random;

  VaultFieldCipher(DataKeys keys, SecureRandom random) {
    this.keys = keys;
    this.random = random;
  }

  @Override
  public byte[] encrypt(Cell cell, byte[] plain) {
    DataKey key = keys.current(DataKeyKind.FIELD);
    byte[] nonce = new byte[NONCE];
    random.nextBytes(nonce);
    byte[] out =
        ByteBuffer.allocate(HEAD + NONCE + plain.length + TAG)
            .put(FORM)
            .putInt(key.version())
            .put(nonce)
            .array();
    try {
      gcm(Cipher.ENCRYPT_MODE, key.key(), nonce, key.version(), cell)
          .doFinal(plain, 0, plain.length, out, HEAD + NONCE);
      return out;
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every Java platform has AES-GCM", impossible);
    }
  }

  @Override
  public byte[] decrypt(Cell cell, byte[] sealed) {
    if (sealed.length < HEAD + NONCE + TAG || sealed[0] != FORM) {
      throw new IllegalStateException("not a sealed value: " + place(cell));
    }
    ByteBuffer in = ByteBuffer.wrap(sealed, 1, sealed.length - 1);
    int version = in.getInt();
    byte[] nonce = new byte[NONCE];
    in.get(nonce);
    DataKey key = keys.version(DataKeyKind.FIELD, version);
    if (key == null) {
      throw new IllegalStateException("data key FIELD " + version + " is missing: " + place(cell));
    }
    try {
      return gcm(Cipher.DECRYPT_MODE, key.key(), nonce, version, cell)
          .doFinal(sealed, HEAD + NONCE, sealed.length - HEAD - NONCE);
    } catch (GeneralSecurityException refused) {
      throw new IllegalStateException("not sealed for this cell, or altered: " + place(cell));
    }
  }

  private static Cipher gcm(int mode, SecretKey key, byte[] nonce, int version, Cell cell)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG * 8, nonce));
    byte[] table = cell.table().getBytes(StandardCharsets.UTF_8);
    byte[] column = cell.column().getBytes(StandardCharsets.UTF_8);
    cipher.updateAAD(
        ByteBuffer.allocate(HEAD + table.length + column.length + 2 + 16)
            .put(FORM)
            .putInt(version)
            .put(table)
            .put((byte) 0)
            .put(column)
            .put((byte) 0)
            .putLong(cell.row().getMostSignificantBits())
            .putLong(cell.row().getLeastSignificantBits())
            .array());
    return cipher;
  }

  /** Names the place and not the row: its id may lead to a person. */
  private static String place(Cell cell) {
    return cell.table() + "." + cell.column();
  }
}

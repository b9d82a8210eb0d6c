package org.liangzheng.hsm.software;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.liangzheng.hsm.Pin;

/**
 * The key of one key store file, from passphrase, salt and cost; kept as long as the vault is open,
 * because every write encrypts the file anew. Two keys are drawn from Argon2id's output by
 * HMAC-SHA256 over a label each: one encrypts, one is shown in the header so that a wrong
 * passphrase can be told from a damaged file.
 */
final class FileKey implements AutoCloseable {
  static final int SALT_SIZE = 16;
  static final int NONCE_SIZE = 12;
  static final int CHECK_SIZE = 16;
  private static final int TAG_BITS = 128;

  private final PassphraseCost cost;
  private final byte[] salt;
  private final byte[] encryption;
  private final byte[] check;

  private FileKey(PassphraseCost cost, byte[] salt, byte[] encryption, byte[] check) {
    this.cost = cost;
    this.salt = salt;
    this.encryption = encryption;
    this.check = check;
  }

  static FileKey derive(Pin pin, PassphraseCost cost, byte[] salt) {
    byte[] root = new byte[32];
    pin.use(passphrase -> {
      Argon2BytesGenerator argon2 = new Argon2BytesGenerator();
      argon2.init(
          new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
              .withVersion(Argon2Parameters.ARGON2_VERSION_13)
              .withMemoryAsKB(cost.memoryKiB())
              .withIterations(cost.passes())
              .withParallelism(cost.lanes())
              .withSalt(salt)
              .build());
      return argon2.generateBytes(passphrase, root);
    });
    try {
      return new FileKey(
          cost,
          salt.clone(),
          label(root, "liangzheng software vault 1: encryption"),
          Arrays.copyOf(label(root, "liangzheng software vault 1: check"), CHECK_SIZE));
    } finally {
      Arrays.fill(root, (byte) 0);
    }
  }

  PassphraseCost cost() {
    return cost;
  }

  byte[] salt() {
    return salt.clone();
  }

  byte[] check() {
    return check.clone();
  }

  /** Whether this key was made from the same passphrase, salt and cost as the header's. */
  boolean matches(FileHeader header) {
    return header.cost().equals(cost)
        && MessageDigest.isEqual(header.saltBytes(), salt)
        && MessageDigest.isEqual(header.checkBytes(), check);
  }

  byte[] encrypt(byte[] nonce, byte[] header, byte[] payload) throws GeneralSecurityException {
    return gcm(Cipher.ENCRYPT_MODE, nonce, header).doFinal(payload);
  }

  byte[] decrypt(byte[] nonce, byte[] header, byte[] ciphertext) throws GeneralSecurityException {
    return gcm(Cipher.DECRYPT_MODE, nonce, header).doFinal(ciphertext);
  }

  private Cipher gcm(int mode, byte[] nonce, byte[] header) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, new SecretKeySpec(encryption, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(header);
    return cipher;
  }

  private static byte[] label(byte[] root, String label) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(root, "HmacSHA256"));
      return mac.doFinal(label.getBytes(StandardCharsets.US_ASCII));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every Java platform has HMAC-SHA256", impossible);
    }
  }

  @Override
  public void close() {
    Arrays.fill(encryption, (byte) 0);
  }
}

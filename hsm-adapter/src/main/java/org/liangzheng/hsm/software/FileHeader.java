package org.liangzheng.hsm.software;

import java.util.Base64;

/**
 * First line of the key store file. Read before anything is authenticated; authenticated, as the
 * exact bytes of the line, together with the payload.
 */
record FileHeader(
    String format,
    int version,
    long generation,
    String kdf,
    int memoryKiB,
    int passes,
    int lanes,
    String salt,
    String check,
    String nonce) {
  static final String FORMAT = "liangzheng-software-vault";
  static final int VERSION = 1;
  private static final String KDF = "argon2id";

  FileHeader {
    if (!format.equals(FORMAT) || version != VERSION || !kdf.equals(KDF) || generation < 1) {
      throw new IllegalArgumentException("not a software vault of version 1");
    }
    requireSize(salt, FileKey.SALT_SIZE);
    requireSize(check, FileKey.CHECK_SIZE);
    requireSize(nonce, FileKey.NONCE_SIZE);
    // Its constructor holds the limits.
    var _ = new PassphraseCost(memoryKiB, passes, lanes);
  }

  static FileHeader of(FileKey key, long generation, byte[] nonce) {
    Base64.Encoder base64 = Base64.getEncoder();
    return new FileHeader(
        FORMAT,
        VERSION,
        generation,
        KDF,
        key.cost().memoryKiB(),
        key.cost().passes(),
        key.cost().lanes(),
        base64.encodeToString(key.salt()),
        base64.encodeToString(key.check()),
        base64.encodeToString(nonce));
  }

  PassphraseCost cost() {
    return new PassphraseCost(memoryKiB, passes, lanes);
  }

  byte[] saltBytes() {
    return Base64.getDecoder().decode(salt);
  }

  byte[] checkBytes() {
    return Base64.getDecoder().decode(check);
  }

  byte[] nonceBytes() {
    return Base64.getDecoder().decode(nonce);
  }

  private static void requireSize(String base64, int size) {
    if (Base64.getDecoder().decode(base64).length != size) {
      throw new IllegalArgumentException("a header value has another size");
    }
  }
}

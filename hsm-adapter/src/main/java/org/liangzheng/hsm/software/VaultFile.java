package org.liangzheng.hsm.software;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import org.liangzheng.hsm.CustodyException;
import org.liangzheng.hsm.file.StrictJson;
import org.liangzheng.verifier.crypto.MalformedException;
import org.liangzheng.verifier.crypto.Sha256Digest;

/**
 * The three lines of a key store file: header, ciphertext, checksum. Parsing checks form and
 * checksum, which find accidents; {@link #decrypt} authenticates.
 */
final class VaultFile {
  /** A larger file is not one of ours: 16 MiB hold some 10,000 keys with certificates. */
  static final int MAX_SIZE = 16 * 1024 * 1024;

  private final String vault;
  private final byte[] headerLine;
  private final FileHeader header;
  private final byte[] ciphertext;

  private VaultFile(String vault, byte[] headerLine, FileHeader header, byte[] ciphertext) {
    this.vault = vault;
    this.headerLine = headerLine;
    this.header = header;
    this.ciphertext = ciphertext;
  }

  FileHeader header() {
    return header;
  }

  static byte[] write(FileKey key, long generation, byte[] nonce, Map<String, StoredKey> keys) {
    byte[] headerLine = StrictJson.MAPPER.writeValueAsBytes(FileHeader.of(key, generation, nonce));
    byte[] payload = Payload.write(keys);
    try {
      byte[] ciphertext = key.encrypt(nonce, headerLine, payload);
      byte[] body =
          (new String(headerLine, StandardCharsets.UTF_8)
                  + "\n"
                  + Base64.getEncoder().encodeToString(ciphertext)
                  + "\n")
              .getBytes(StandardCharsets.UTF_8);
      byte[] file = Arrays.copyOf(body, body.length + 65);
      System.arraycopy(checksum(body), 0, file, body.length, 65);
      return file;
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every Java platform has AES-GCM", impossible);
    } finally {
      Arrays.fill(payload, (byte) 0);
    }
  }

  static VaultFile parse(String vault, byte[] file) {
    if (file.length > MAX_SIZE) {
      throw damaged(vault, "it is too large");
    }
    int firstEnd = indexOfNewline(file, 0);
    int secondEnd = firstEnd < 0 ? -1 : indexOfNewline(file, firstEnd + 1);
    if (secondEnd < 0) {
      throw damaged(vault, "it has not three lines");
    }
    byte[] body = Arrays.copyOf(file, secondEnd + 1);
    if (!Arrays.equals(checksum(body), Arrays.copyOfRange(file, secondEnd + 1, file.length))) {
      throw damaged(vault, "its checksum differs");
    }
    byte[] headerLine = Arrays.copyOf(file, firstEnd);
    try {
      String base64 =
          new String(file, firstEnd + 1, secondEnd - firstEnd - 1, StandardCharsets.ISO_8859_1);
      byte[] ciphertext = Base64.getDecoder().decode(base64);
      // Two spellings of one ciphertext would be two files that open alike.
      if (!Base64.getEncoder().encodeToString(ciphertext).equals(base64)) {
        throw damaged(vault, "its ciphertext is not plain Base64");
      }
      FileHeader header = StrictJson.MAPPER.readValue(headerLine, FileHeader.class);
      return new VaultFile(vault, headerLine, header, ciphertext);
    } catch (CustodyException known) {
      throw known;
    } catch (RuntimeException bad) {
      throw new CustodyException.KeyStoreDamaged(
          vault, "its header or ciphertext is not what version 1 says", bad);
    }
  }

  /**
   * Authenticates and decrypts.
   *
   * @throws CustodyException.PinRejected if the key does not fit the header
   * @throws CustodyException.KeyStoreDamaged if the key fits and the content does not
   */
  Map<String, StoredKey> decrypt(FileKey key) {
    if (!key.matches(header)) {
      throw new CustodyException.PinRejected(vault);
    }
    byte[] payload;
    try {
      payload = key.decrypt(header.nonceBytes(), headerLine, ciphertext);
    } catch (GeneralSecurityException changed) {
      throw new CustodyException.KeyStoreDamaged(vault, "its content does not authenticate");
    }
    try {
      return Payload.read(vault, payload);
    } catch (MalformedException bad) {
      throw new CustodyException.KeyStoreDamaged(vault, bad.rule(), bad);
    } finally {
      Arrays.fill(payload, (byte) 0);
    }
  }

  private static byte[] checksum(byte[] body) {
    String hex = HexFormat.of().formatHex(Sha256Digest.of(body).value().toByteArray());
    return (hex + "\n").getBytes(StandardCharsets.US_ASCII);
  }

  private static int indexOfNewline(byte[] file, int from) {
    for (int i = from; i < file.length; i++) {
      if (file[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  private static CustodyException damaged(String vault, String detail) {
    return new CustodyException.KeyStoreDamaged(vault, detail);
  }
}

package org.liangzheng.verifier.format.log;

import org.liangzheng.verifier.crypto.ByteString;

/**
 * What a leaf stands for. The nonce keeps a record that could be guessed (a status, a date) from
 * being found by its public hash.
 *
 * @param nonce 32 random bytes
 * @param record RFC 8785 JSON, 1 byte to 64 KiB
 */
public record LogEntry(ByteString nonce, ByteString record) {
  /** Length of a nonce in bytes. */
  public static final int NONCE_SIZE = 32;

  /** Longest record in bytes. */
  public static final int MAX_RECORD = 64 * 1024;

  public LogEntry {
    if (nonce.size() != NONCE_SIZE || record.size() == 0 || record.size() > MAX_RECORD) {
      throw new IllegalArgumentException("a nonce of 32 bytes and a record of at most 64 KiB");
    }
  }

  /** The leaf: hash of nonce ‖ record. */
  public TreeHash leaf() {
    return TreeHash.ofLeaf(content());
  }

  /** nonce ‖ record. */
  byte[] content() {
    byte[] content = new byte[NONCE_SIZE + record.size()];
    System.arraycopy(nonce.toByteArray(), 0, content, 0, NONCE_SIZE);
    System.arraycopy(record.toByteArray(), 0, content, NONCE_SIZE, record.size());
    return content;
  }

  /** Takes {@link #content} apart. */
  static LogEntry ofContent(byte[] content) {
    if (content.length <= NONCE_SIZE) {
      throw new IllegalArgumentException("no record behind the nonce");
    }
    return new LogEntry(
        ByteString.of(content, 0, NONCE_SIZE), ByteString.of(content, NONCE_SIZE, content.length));
  }

  /** Nothing of the record: it may be personal. */
  @Override
  public String toString() {
    return "LogEntry[" + record.size() + " bytes]";
  }
}

package org.liangzheng.api.web;

import java.nio.charset.StandardCharsets;

/**
 * Encrypts values at rest: AES-256-GCM, with table, column, row and key version as additional
 * authenticated data. Works with data keys unwrapped beforehand: a call never waits for a vault, so
 * it may stand inside a transaction.
 */
public interface FieldCipher {

  /** Seals a value for its cell; the result names the key version it needs. */
  byte[] encrypt(Cell cell, byte[] plain);

  /**
   * @throws IllegalStateException when the value was not sealed for this cell, was altered, or its
   *     key is missing
   */
  byte[] decrypt(Cell cell, byte[] sealed);

  /** As {@link #encrypt(Cell, byte[])}, of text in UTF-8. */
  default byte[] encrypt(Cell cell, String text) {
    return encrypt(cell, text.getBytes(StandardCharsets.UTF_8));
  }

  /** As {@link #decrypt}, of text in UTF-8. */
  default String text(Cell cell, byte[] sealed) {
    return new String(decrypt(cell, sealed), StandardCharsets.UTF_8);
  }
}

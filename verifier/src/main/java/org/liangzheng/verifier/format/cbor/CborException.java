package org.liangzheng.verifier.format.cbor;

import java.io.Serial;

/** Bytes that are no deterministic CBOR of the expected shape; the text never quotes them. */
public final class CborException extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  private final boolean truncated;

  CborException(String rule, boolean truncated) {
    super(rule);
    this.truncated = truncated;
  }

  public CborException(String rule) {
    this(rule, false);
  }

  /** Whether the bytes end before the item does: cut off, rather than wrong. */
  public boolean isTruncated() {
    return truncated;
  }
}

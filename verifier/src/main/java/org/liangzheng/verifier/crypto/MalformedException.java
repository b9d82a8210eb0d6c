package org.liangzheng.verifier.crypto;

import java.io.Serial;

/**
 * Bytes that do not follow their format. Says which rule was broken, never what the bytes held: the
 * text may end in a log.
 */
public final class MalformedException extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  public MalformedException(String rule) {
    super(rule);
  }

  public MalformedException(String rule, Throwable cause) {
    super(rule, cause);
  }

  /** The broken rule in English, for engineers; reports carry reason codes instead. */
  public String rule() {
    return String.valueOf(getMessage());
  }
}

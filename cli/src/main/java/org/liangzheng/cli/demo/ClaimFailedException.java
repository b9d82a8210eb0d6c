package org.liangzheng.cli.demo;

import java.io.Serial;

/** A claim does not hold; it was said on the screen. */
final class ClaimFailedException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  ClaimFailedException(String key) {
    super(key);
  }
}

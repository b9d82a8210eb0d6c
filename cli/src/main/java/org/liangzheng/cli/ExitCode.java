package org.liangzheng.cli;

import org.liangzheng.verifier.report.Verdict;

/** How {@code lz} ends when it does not end with a verdict (0 to 3), after sysexits.h. */
final class ExitCode {
  /** The command line was wrong. */
  static final int USAGE = 64;

  /** What was given does not fit: a certificate of another key, a label that is taken. */
  static final int DATA = 65;

  /** A named file does not exist or cannot be read or used. */
  static final int NO_INPUT = 66;

  /** The command is not built yet, or something it needs is missing. */
  static final int UNAVAILABLE = 69;

  /** A fault of this program. */
  static final int INTERNAL = 70;

  /** A file cannot be written. */
  static final int CANNOT_WRITE = 73;

  /** It was not confirmed, and nothing was done. */
  static final int NOT_CONFIRMED = 77;

  private ExitCode() {}

  /** Of {@code verify}. */
  static int of(Verdict verdict) {
    return switch (verdict) {
      case VALID -> 0;
      case INVALID, NOT_IN_FORCE -> 1;
      case UNKNOWN, VALID_PARTIAL -> 2;
      case UNREADABLE -> 3;
    };
  }
}

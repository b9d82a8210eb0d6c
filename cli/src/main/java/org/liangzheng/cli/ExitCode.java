package org.liangzheng.cli;

/** How {@code lz} ends when it does not end with a verdict (0 to 3), after sysexits.h. */
final class ExitCode {
  /** The command line was wrong. */
  static final int USAGE = 64;

  /** A named file does not exist or cannot be read. */
  static final int NO_INPUT = 66;

  /** The command is not built yet, or something it needs is missing. */
  static final int UNAVAILABLE = 69;

  /** A fault of this program. */
  static final int INTERNAL = 70;

  private ExitCode() {}
}

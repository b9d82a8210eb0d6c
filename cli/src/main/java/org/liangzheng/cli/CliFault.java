package org.liangzheng.cli;

import java.util.Locale;

/** What can go wrong on the command line. Each has a sentence and a next step in both languages. */
enum CliFault {
  ANCHOR_MALFORMED(ExitCode.USAGE),
  TIME_MALFORMED(ExitCode.USAGE),
  AGE_MALFORMED(ExitCode.USAGE),
  FILE_ABSENT(ExitCode.NO_INPUT),
  FILE_UNREADABLE(ExitCode.NO_INPUT),
  FOLDER_EMPTY(ExitCode.NO_INPUT),
  PACK_REFUSED(ExitCode.NO_INPUT),
  SERVICE_NEVER_RAN(ExitCode.NO_INPUT),
  CLIENT_ABSENT(ExitCode.NO_INPUT),
  CLIENT_TOO_OPEN(ExitCode.NO_INPUT),
  CLIENT_MALFORMED(ExitCode.NO_INPUT),
  MEMORY_UNREADABLE(ExitCode.UNAVAILABLE),
  MEMORY_UNWRITABLE(ExitCode.UNAVAILABLE);

  private final int exitCode;

  CliFault(int exitCode) {
    this.exitCode = exitCode;
  }

  /** How the process ends where the fault ends it. */
  int exitCode() {
    return exitCode;
  }

  /** Stable code, lower-case with hyphens. */
  String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}

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
  VAULTS_UNREADABLE(ExitCode.NO_INPUT),
  VAULTS_NONE(ExitCode.NO_INPUT),
  VAULT_SETTING(ExitCode.USAGE),
  VAULT_UNKNOWN(ExitCode.USAGE),
  KEY_REFERENCE(ExitCode.USAGE),
  PRESENTATION_KEY_UNKNOWN(ExitCode.USAGE),
  SUBJECT_MALFORMED(ExitCode.USAGE),
  SUBJECT_NEEDED(ExitCode.USAGE),
  PIN_NOT_ENTERED(ExitCode.NO_INPUT),
  CERTIFICATE_MALFORMED(ExitCode.DATA),
  FILE_UNWRITABLE(ExitCode.CANNOT_WRITE),
  FILE_EXISTS(ExitCode.CANNOT_WRITE),
  NOT_CONFIRMED(ExitCode.NOT_CONFIRMED),
  SERVICE_UNREACHABLE(ExitCode.UNAVAILABLE),
  MEMORY_UNREADABLE(ExitCode.UNAVAILABLE),
  MEMORY_UNWRITABLE(ExitCode.UNAVAILABLE),
  NOTHING_TO_VERIFY(ExitCode.USAGE),
  LOG_ALONE(ExitCode.USAGE),
  LOG_ADDRESS(ExitCode.USAGE),
  TOKEN_MALFORMED(ExitCode.NO_INPUT),
  LOG_REFUSED(ExitCode.UNAVAILABLE),
  LOG_NOT_SERVED(ExitCode.UNAVAILABLE),
  LOG_MEMORY_UNREADABLE(ExitCode.UNAVAILABLE),
  LOG_MEMORY_UNWRITABLE(ExitCode.UNAVAILABLE),
  TRUST_LIST_MALFORMED(ExitCode.DATA),
  TRUST_LIST_OF_ANOTHER(ExitCode.DATA),
  TRUST_CHANGE_REFUSED(ExitCode.USAGE),
  ROOT_SIGNATURE_REFUSED(ExitCode.DATA),
  DEMO_COUNT(ExitCode.USAGE);

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

package org.liangzheng.cli.demo.city;

import java.util.Locale;

/** What keeps the demo from playing at all. Each has a sentence and a next step. */
public enum Trouble {
  /** Argument: address. */
  UNREACHABLE,
  /** Arguments: method and path, status, code of the problem. */
  UNEXPECTED_ANSWER,
  /** Argument: its output. */
  NOT_STARTED,
  /** No program of the service was named. */
  NO_SERVICE,
  /** Argument: file. */
  SAMPLE_FILE,
  /** Argument: sign-in name. */
  PERSON_UNKNOWN,
  /** Argument: sign-in name. */
  SIGN_IN_REFUSED,
  /** Argument: file or folder. */
  UNWRITABLE;

  /** Stable code, lower-case with hyphens. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}

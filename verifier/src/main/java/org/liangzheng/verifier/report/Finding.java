package org.liangzheng.verifier.report;

import java.util.Optional;

/** Outcome of one check on one subject. */
public sealed interface Finding {
  CheckId check();

  /** What was checked: the signature's identifier in the file, or empty for the whole file. */
  String subject();

  record Passed(CheckId check, String subject) implements Finding {}

  /** The check found something wrong. */
  record Failed(CheckId check, String subject, Reason reason) implements Finding {
    public Failed {
      if (reason.verdict() == Verdict.UNKNOWN) {
        throw new IllegalArgumentException("missing evidence is not a failure");
      }
    }
  }

  /** The check could not be decided: evidence is missing, or did not arrive. */
  record Unknown(CheckId check, String subject, Reason reason) implements Finding {
    public Unknown {
      if (reason.verdict() != Verdict.UNKNOWN) {
        throw new IllegalArgumentException("a failure is not missing evidence");
      }
    }
  }

  /** A failed or an unknown finding, as the reason itself says. */
  static Finding of(CheckId check, String subject, Reason reason) {
    return reason.verdict() == Verdict.UNKNOWN
        ? new Unknown(check, subject, reason)
        : new Failed(check, subject, reason);
  }

  /** Why it did not pass; empty if it did. */
  default Optional<Reason> why() {
    return switch (this) {
      case Passed _ -> Optional.empty();
      case Failed failed -> Optional.of(failed.reason());
      case Unknown unknown -> Optional.of(unknown.reason());
    };
  }
}

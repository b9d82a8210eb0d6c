package org.liangzheng.verifier.report;

import java.time.Instant;
import java.util.Optional;

/** Outcome of one check on one subject. */
public sealed interface Finding {
  CheckId check();

  /** What was checked: the signature's identifier in the file, or empty for the whole file. */
  String subject();

  /**
   * The check passed.
   *
   * @param remark what is worth knowing all the same: a departure from the standard that was read,
   *     or a means of proof that is not there. It never changes the verdict
   */
  record Passed(CheckId check, String subject, Optional<Reason> remark) implements Finding {
    public Passed {
      if (remark.isPresent() && remark.get().verdict() != Verdict.VALID) {
        throw new IllegalArgumentException("a remark does not change the verdict");
      }
    }

    public Passed(CheckId check, String subject) {
      this(check, subject, Optional.empty());
    }
  }

  /**
   * The check found something wrong.
   *
   * @param since since when it is so, where the evidence says it
   */
  record Failed(CheckId check, String subject, Reason reason, Optional<Instant> since)
      implements Finding {
    public Failed(CheckId check, String subject, Reason reason) {
      this(check, subject, reason, Optional.empty());
    }

    public Failed {
      if (reason.verdict() == Verdict.UNKNOWN || reason.verdict() == Verdict.VALID) {
        throw new IllegalArgumentException("neither missing evidence nor a remark is a failure");
      }
    }
  }

  /** The check could not be decided: evidence is missing, or did not arrive. */
  record Unknown(CheckId check, String subject, Reason reason) implements Finding {
    public Unknown {
      if (reason.verdict() != Verdict.UNKNOWN) {
        throw new IllegalArgumentException("only missing evidence is unknown");
      }
    }
  }

  /** A passed, failed or unknown finding, as the reason itself says. */
  static Finding of(CheckId check, String subject, Reason reason) {
    return switch (reason.verdict()) {
      case UNKNOWN -> new Unknown(check, subject, reason);
      case VALID -> new Passed(check, subject, Optional.of(reason));
      case UNREADABLE, INVALID, NOT_IN_FORCE, VALID_PARTIAL -> new Failed(check, subject, reason);
    };
  }

  /** Since when it is so, where the evidence says it. */
  default Optional<Instant> known() {
    return this instanceof Failed failed ? failed.since() : Optional.empty();
  }

  /** Why it did not pass; empty if it did. */
  default Optional<Reason> why() {
    return switch (this) {
      case Passed _ -> Optional.empty();
      case Failed failed -> Optional.of(failed.reason());
      case Unknown unknown -> Optional.of(unknown.reason());
    };
  }

  /** The reason code, also of a remark. */
  default Optional<Reason> code() {
    return switch (this) {
      case Passed passed -> passed.remark();
      case Failed failed -> Optional.of(failed.reason());
      case Unknown unknown -> Optional.of(unknown.reason());
    };
  }
}

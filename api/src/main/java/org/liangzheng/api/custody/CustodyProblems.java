package org.liangzheng.api.custody;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.liangzheng.api.web.Problem;
import org.liangzheng.hsm.CustodyCode;
import org.liangzheng.hsm.CustodyException;

/** Turns failures of vaults into problems of the service. */
final class CustodyProblems {

  /** Fuse days are legal days. */
  static final ZoneId DAY_ZONE = ZoneId.of("Asia/Shanghai");

  private static final String RETRY_AFTER = "Retry-After";
  private static final long BUSY_SECONDS = 2;
  private static final long UNAVAILABLE_SECONDS = 15;

  private CustodyProblems() {}

  static Problem of(CustodyException failure, Instant now) {
    CustodyProblem code = problem(failure.code());
    Problem problem =
        switch (code) {
          case KEY_FUSE_BLOWN -> retry(new Problem(code, failure.about()), secondsToNextDay(now));
          case KEY_ABSENT, KEY_LABEL_TAKEN, KEY_CERTIFICATE_REFUSED ->
              new Problem(code, failure.about());
          case KEY_CUSTODY_UNAVAILABLE -> retry(new Problem(code), UNAVAILABLE_SECONDS);
          case KEY_CUSTODY_BUSY -> retry(new Problem(code), BUSY_SECONDS);
          case SIGNATURE_SELF_CHECK_FAILED,
              SIGNING_REFUSED,
              VAULT_FAULT,
              KEY_NOT_ENABLED,
              KEY_USE_OVER,
              KEY_OUTSIDE_HOURS,
              KEY_MATTER_REFUSED,
              KEY_ACTOR_REFUSED,
              KEY_GRANT_MISSING ->
              new Problem(code);
        };
    return problem.causedBy(failure);
  }

  /** The record of an attempt could not be kept, so nothing was signed. */
  static Problem unrecorded(RuntimeException failure) {
    return retry(new Problem(CustodyProblem.KEY_CUSTODY_UNAVAILABLE), UNAVAILABLE_SECONDS)
        .causedBy(failure);
  }

  static CustodyProblem problem(CustodyCode code) {
    return switch (code) {
      case VAULT_UNAVAILABLE,
          VAULT_SESSION_LOST,
          VAULT_CLOSED,
          LEDGER_UNAVAILABLE,
          PIN_REJECTED,
          PIN_LOCKED,
          PIN_FILE_REFUSED,
          PLATFORM_UNSUPPORTED,
          LIBRARY_ABSENT,
          LIBRARY_FOREIGN,
          LIBRARY_UNLOADABLE,
          LIBRARY_OTHER_KIND,
          TOKEN_ABSENT,
          TOKEN_AMBIGUOUS,
          KEY_TABLE_UNAVAILABLE,
          KEY_SWAPPED,
          KEY_STORE_ABSENT,
          KEY_STORE_EXISTS,
          KEY_STORE_DAMAGED ->
          CustodyProblem.KEY_CUSTODY_UNAVAILABLE;
      case VAULT_BUSY, VAULT_TIMED_OUT, KEY_STORE_LOCKED -> CustodyProblem.KEY_CUSTODY_BUSY;
      case FUSE_BLOWN -> CustodyProblem.KEY_FUSE_BLOWN;
      case SELF_CHECK_FAILED -> CustodyProblem.SIGNATURE_SELF_CHECK_FAILED;
      case SUITE_REFUSED, PURPOSE_REFUSED, AUTHORISATION_REFUSED, AUTHORISATION_EXPIRED ->
          CustodyProblem.SIGNING_REFUSED;
      case KEY_ABSENT -> CustodyProblem.KEY_ABSENT;
      case DUPLICATE_LABEL -> CustodyProblem.KEY_LABEL_TAKEN;
      case CERTIFICATE_REFUSED -> CustodyProblem.KEY_CERTIFICATE_REFUSED;
      case VAULT_FAULT,
          UNWRAP_REFUSED,
          CAPABILITY_MISSING,
          TOKEN_FULL,
          KEY_AMBIGUOUS,
          KEY_EXPOSED,
          INDEX_POOL_EXHAUSTED,
          INDEX_TAKEN ->
          CustodyProblem.VAULT_FAULT;
    };
  }

  private static Problem retry(Problem problem, long seconds) {
    return problem.withHeader(RETRY_AFTER, Long.toString(seconds));
  }

  private static long secondsToNextDay(Instant now) {
    Instant midnight =
        LocalDate.ofInstant(now, DAY_ZONE).plusDays(1).atStartOfDay(DAY_ZONE).toInstant();
    return Math.max(1, Duration.between(now, midnight).toSeconds());
  }
}

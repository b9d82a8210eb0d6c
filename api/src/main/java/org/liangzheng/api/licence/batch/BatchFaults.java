package org.liangzheng.api.licence.batch;

import org.liangzheng.api.custody.CustodyProblem;
import org.liangzheng.api.seal.SealProblem;
import org.liangzheng.api.trust.TrustProblem;
import org.liangzheng.api.web.Problem;
import org.liangzheng.api.web.WebProblem;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.TransactionException;

/** Whose affair a fault is: that of the line it happened at, or of what all lines need. */
final class BatchFaults {
  private BatchFaults() {}

  /** Not the line's fault, and the next line would fare no better. */
  static boolean isAway(Problem problem) {
    return problem.code() instanceof CustodyProblem
        || problem.code() instanceof SealProblem
        || problem.code() instanceof TrustProblem
        || problem.code() == WebProblem.UNAVAILABLE;
  }

  /** What the database refuses of one line is that line's affair. */
  static boolean isDatabaseAway(RuntimeException failed) {
    return failed instanceof TransientDataAccessException
        || failed instanceof RecoverableDataAccessException
        || failed instanceof NonTransientDataAccessResourceException
        || failed instanceof TransactionException;
  }
}

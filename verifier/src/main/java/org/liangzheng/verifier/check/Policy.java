package org.liangzheng.verifier.check;

import java.time.Duration;
import org.liangzheng.verifier.format.ofd.OfdLimits;
import org.liangzheng.verifier.report.Report;

/**
 * What the asker wants to know.
 *
 * @param level whether a licence must also be known to the register
 * @param limits bounds on the input
 * @param clockTolerance how far ahead a signer's clock may be
 */
public record Policy(Report.Level level, OfdLimits limits, Duration clockTolerance) {
  /** The file alone. */
  public static final Policy FILE =
      new Policy(Report.Level.FILE, OfdLimits.DEFAULT, Duration.ofMinutes(5));

  /** The file and the register's answer. */
  public static final Policy ISSUED =
      new Policy(Report.Level.ISSUED, OfdLimits.DEFAULT, Duration.ofMinutes(5));
}

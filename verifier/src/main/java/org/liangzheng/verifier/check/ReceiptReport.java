package org.liangzheng.verifier.check;

import java.time.Instant;
import java.util.Optional;
import org.liangzheng.verifier.format.pack.PackAge;
import org.liangzheng.verifier.format.receipt.ReceiptFault;
import org.liangzheng.verifier.format.receipt.UsageReceipt;
import org.liangzheng.verifier.report.Verdict;

/**
 * The answer about one usage receipt.
 *
 * @param receipt as it was read; to be believed only when there is no fault
 * @param fault the first step that failed
 * @param instant the moment the answer speaks of
 * @param evidence age of the pack that was used; empty without one
 */
public record ReceiptReport(
    Optional<UsageReceipt> receipt,
    Optional<ReceiptFault> fault,
    Instant instant,
    Optional<PackAge> evidence) {
  public Verdict verdict() {
    return fault.map(ReceiptFault::verdict).orElse(Verdict.VALID);
  }

  /** Whether the audit log is proven to have it; if not, that is pending. */
  public boolean logged() {
    return fault.isEmpty() && receipt.flatMap(UsageReceipt::log).isPresent();
  }
}

package org.liangzheng.api.presentation.scan;

import org.liangzheng.api.presentation.book.Scan;
import org.liangzheng.api.text.Said;
import org.liangzheng.verifier.format.code.CodeFault;

/** A scan that comes to nothing, and why. */
final class NotChecked extends Exception {
  private static final long serialVersionUID = 1L;

  final transient Scan.State outcome;
  final transient ScanAnswer.Told reason;
  final transient Said next;

  NotChecked(CodeFault fault) {
    super(fault.name(), null, false, false);
    outcome = Reasons.outcome(fault);
    reason = Reasons.told(fault);
    next = Reasons.next(fault);
  }

  NotChecked(ScanReason why) {
    super(why.name(), null, false, false);
    outcome = Scan.State.NOT_CHECKED;
    reason = Reasons.told(why);
    next = Reasons.next(why);
  }
}

package org.liangzheng.verifier.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.liangzheng.verifier.report.CheckId;
import org.liangzheng.verifier.report.Finding;
import org.liangzheng.verifier.report.Reason;

/** Collects findings in the order they are made. */
final class Findings {
  /** Subject of findings about the file as a whole. */
  static final String FILE = "";

  private final List<Finding> list = new ArrayList<>();

  /** Passes the check, or gives the reason why not. */
  void add(CheckId check, String subject, Optional<Reason> why) {
    list.add(
        why.<Finding>map(reason -> Finding.of(check, subject, reason))
            .orElseGet(() -> new Finding.Passed(check, subject)));
  }

  void pass(CheckId check, String subject) {
    add(check, subject, Optional.empty());
  }

  void fail(CheckId check, String subject, Reason reason) {
    add(check, subject, Optional.of(reason));
  }

  /** Passes if the condition holds, else gives the reason. */
  void require(boolean holds, CheckId check, String subject, Reason otherwise) {
    add(check, subject, holds ? Optional.empty() : Optional.of(otherwise));
  }

  List<Finding> list() {
    return List.copyOf(list);
  }
}

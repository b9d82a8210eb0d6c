package org.liangzheng.verifier.check.log;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.liangzheng.verifier.format.log.LogFault;

/** Collects findings: counts all, keeps the first of each kind. */
final class LogFindings {
  private static final int KEPT = 100;

  private final Map<LogFault, Long> counts = new EnumMap<>(LogFault.class);
  private final List<LogFinding> kept = new ArrayList<>();

  void add(LogFinding finding) {
    add(finding, 1);
  }

  /** One finding that stands for several. */
  void add(LogFinding finding, long times) {
    if (counts.merge(finding.fault(), times, Long::sum) - times < KEPT) {
      kept.add(finding);
    }
  }

  void add(LogFault fault) {
    add(LogFinding.of(fault));
  }

  Map<LogFault, Long> counts() {
    return counts;
  }

  List<LogFinding> kept() {
    return kept;
  }
}

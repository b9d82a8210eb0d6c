package org.liangzheng.verifier.check.log;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.liangzheng.verifier.format.log.Checkpoint;
import org.liangzheng.verifier.format.log.LogFault;
import org.liangzheng.verifier.report.Verdict;

/**
 * What was found of a log.
 *
 * @param checkpoint the state that was checked; none if there was no reading it
 * @param signed whether the log's keys signed it
 * @param entries entries whose content was checked; none where only hashes were shown
 * @param waiting of these, entries that no checkpoint covers yet
 * @param rows rows of the registers that were held against the log; none where there were none to
 *     see
 * @param counts how often each fault was found
 * @param findings the first of each kind, at most a hundred
 */
public record LogReport(
    Optional<Checkpoint> checkpoint,
    boolean signed,
    OptionalLong entries,
    long waiting,
    OptionalLong rows,
    Map<LogFault, Long> counts,
    List<LogFinding> findings) {
  public LogReport {
    counts = Map.copyOf(counts);
    findings = List.copyOf(findings);
  }

  /** UNREADABLE, INVALID, UNKNOWN, or VALID as far as was looked: see entries and rows. */
  public Verdict verdict() {
    Verdict worst = Verdict.VALID;
    for (LogFault fault : counts.keySet()) {
      worst = worst.worse(weight(fault));
    }
    return worst;
  }

  /** What one fault makes of the whole. */
  public static Verdict weight(LogFault fault) {
    return switch (fault) {
      case LOG_TEXT_MALFORMED, LOG_EXPORT_MALFORMED, LOG_EXPORT_TRUNCATED -> Verdict.UNREADABLE;
      case LOG_KEYS_UNKNOWN, LOG_KEYS_OLD -> Verdict.UNKNOWN;
      case CHECKPOINT_OF_ANOTHER_LOG,
          CHECKPOINT_NOT_SIGNED,
          CHECKPOINT_SIGNATURE_WRONG,
          ENTRY_NOT_INCLUDED,
          LOG_SHRANK,
          LOG_REWRITTEN,
          LOG_ROOT_WRONG,
          LOG_PROOF_WRONG,
          LOG_SPLIT_VIEW,
          ENTRY_MISSING,
          ENTRY_POSITION_TWICE,
          ENTRY_TWICE,
          ENTRY_DAMAGED,
          ENTRY_HASH_WRONG,
          ENTRY_INDEX_WRONG,
          ENTRY_MALFORMED,
          ENTRY_OUT_OF_ORDER,
          ENTRY_LEFT_OUT,
          ROW_WITHOUT_ENTRY,
          ENTRY_WITHOUT_ROW,
          ROW_TWICE,
          ROW_DIFFERS,
          DIGEST_DIFFERS,
          STATUS_UNEXPLAINED ->
          Verdict.INVALID;
    };
  }

  /**
   * This report of an export, with what another found of the public side of the same log.
   *
   * @param other its checkpoint, the newer one, becomes the one of both
   */
  public LogReport and(LogReport other) {
    Map<LogFault, Long> sum = new EnumMap<>(LogFault.class);
    sum.putAll(counts);
    other.counts.forEach((fault, count) -> sum.merge(fault, count, Math::max));
    List<LogFinding> all = new ArrayList<>(findings);
    other.findings.stream().filter(finding -> !all.contains(finding)).forEach(all::add);
    return new LogReport(
        other.checkpoint.or(() -> checkpoint),
        signed && other.signed,
        entries,
        waiting,
        rows,
        sum,
        all);
  }

  /** The same with one more fault of the whole. */
  public LogReport with(LogFault fault) {
    Map<LogFault, Long> more = new EnumMap<>(LogFault.class);
    more.putAll(counts);
    List<LogFinding> all = new ArrayList<>(findings);
    if (more.putIfAbsent(fault, 1L) == null) {
      all.addFirst(LogFinding.of(fault));
    }
    return new LogReport(checkpoint, signed, entries, waiting, rows, more, all);
  }
}

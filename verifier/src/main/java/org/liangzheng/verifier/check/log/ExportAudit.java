package org.liangzheng.verifier.check.log;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.liangzheng.verifier.crypto.MalformedException;
import org.liangzheng.verifier.crypto.VerificationKey;
import org.liangzheng.verifier.format.log.Checkpoint;
import org.liangzheng.verifier.format.log.ExportLine;
import org.liangzheng.verifier.format.log.LogFault;
import org.liangzheng.verifier.format.log.SignedCheckpoint;

/**
 * Judges an export line by line: its checkpoint, each entry, the root from all leaves, and the
 * registers of our own and of foreign licences against the log in both directions. Holds no line;
 * of each licence about 400 bytes. Not for use by several threads.
 */
public final class ExportAudit {
  /**
   * How long an entry may wait for its place while later ones get theirs, and how late an entry may
   * come: no act takes as long to commit.
   */
  private static final Duration WAIT = Duration.ofMinutes(10);

  private final Collection<VerificationKey> keys;
  private final Optional<Checkpoint> seen;
  private final LogFindings findings = new LogFindings();
  private final RegisterAudit register = new RegisterAudit(findings);
  private final ForeignAudit foreign = new ForeignAudit(findings);
  private final List<Instant> waiting = new ArrayList<>();

  private @Nullable TreeAudit tree;
  private Instant newest = Instant.MIN;
  private long next;
  private long entries;
  private long beyond;
  private long rows;
  private boolean ended;
  private boolean unreadable;

  /**
   * Begins.
   *
   * @param keys of purpose LOG from the trust list; none leaves the signature open
   * @param seen the checkpoint seen before, if any
   */
  public ExportAudit(Collection<VerificationKey> keys, Optional<Checkpoint> seen) {
    this.keys = List.copyOf(keys);
    this.seen = seen;
  }

  /**
   * Takes the next line, without its line feed.
   *
   * @return whether it is worth going on: false after a line that cannot be read
   */
  public boolean line(byte[] line) {
    if (unreadable) {
      return false;
    }
    try {
      take(ExportLine.read(line));
    } catch (MalformedException notOne) {
      findings.add(LogFault.LOG_EXPORT_MALFORMED);
      unreadable = true;
    }
    return !unreadable;
  }

  private void take(ExportLine line) throws MalformedException {
    if (ended || (tree == null) != (line instanceof ExportLine.Head)) {
      throw new MalformedException("a line at a place that is not its own");
    }
    switch (line) {
      case ExportLine.Head head ->
          tree =
              new TreeAudit(
                  SignedCheckpoint.read(head.checkpoint().getBytes(StandardCharsets.UTF_8)),
                  keys,
                  seen,
                  findings);
      case ExportLine.Entry entry -> {
        if (rows > 0) {
          throw new MalformedException("an entry behind the register");
        }
        entries++;
        place(Objects.requireNonNull(tree), entry);
        content(entry);
      }
      case ExportLine.Registered row -> {
        rows++;
        row(row);
      }
      case ExportLine.End end -> {
        ended = true;
        if (end.entries() != entries || end.rows() != rows) {
          findings.add(LogFault.LOG_EXPORT_TRUNCATED);
        }
      }
    }
  }

  private void row(ExportLine.Registered line) {
    switch (line) {
      case ExportLine.Row row -> register.row(row);
      case ExportLine.Foreign row -> foreign.row(row);
    }
  }

  private void place(TreeAudit audited, ExportLine.Entry entry) throws MalformedException {
    if (entry.position().isEmpty()) {
      beyond++;
      return;
    }
    long position = entry.position().getAsLong();
    if (position < next) {
      findings.add(LogFinding.at(LogFault.ENTRY_POSITION_TWICE, entry.position()));
      audited.broken();
      return;
    }
    if (position > next) {
      findings.add(LogFinding.at(LogFault.ENTRY_MISSING, OptionalLong.of(next)), position - next);
      audited.broken();
    }
    next = position + 1;
    if (position < audited.checkpoint().size()) {
      audited.leaf(entry.leaf());
    } else {
      beyond++;
    }
  }

  private void content(ExportLine.Entry entry) {
    if (entry.entry().isEmpty()) {
      findings.add(LogFinding.at(LogFault.ENTRY_DAMAGED, entry.position()));
      return;
    }
    if (!entry.entry().get().leaf().equals(entry.leaf())) {
      findings.add(LogFinding.at(LogFault.ENTRY_HASH_WRONG, entry.position()));
    }
    try {
      ActRecord act = ActRecord.read(entry.entry().get());
      if (!act.act().equals(entry.act())
          || !act.subject().equals(entry.subject().toString())
          || !act.authority().equals(entry.authority())) {
        findings.add(LogFinding.at(LogFault.ENTRY_INDEX_WRONG, entry.position()));
      }
      time(act, entry.position());
      register.act(act, entry.position());
      foreign.act(act, entry.position());
    } catch (MalformedException notOne) {
      findings.add(LogFinding.at(LogFault.ENTRY_MALFORMED, entry.position()));
    }
  }

  private void time(ActRecord act, OptionalLong position) {
    if (position.isEmpty()) {
      waiting.add(act.at());
      return;
    }
    if (!newest.equals(Instant.MIN) && act.at().isBefore(newest.minus(WAIT))) {
      findings.add(LogFinding.at(LogFault.ENTRY_OUT_OF_ORDER, position));
    }
    if (act.at().isAfter(newest)) {
      newest = act.at();
    }
  }

  /** The checkpoint as it claims to be, once its line was read. */
  public Optional<Checkpoint> checkpoint() {
    return Optional.ofNullable(tree).map(TreeAudit::checkpoint);
  }

  /** Ends; to be called once. */
  public LogReport report() {
    if (!unreadable) {
      if (!ended) {
        findings.add(LogFault.LOG_EXPORT_TRUNCATED);
      } else {
        Objects.requireNonNull(tree).end();
        register.end();
        foreign.end();
        leftOut();
      }
    }
    return new LogReport(
        checkpoint(),
        tree != null && tree.isSigned(),
        OptionalLong.of(entries),
        beyond,
        OptionalLong.of(rows),
        findings.counts(),
        findings.kept());
  }

  private void leftOut() {
    if (newest.equals(Instant.MIN)) {
      return;
    }
    Instant limit = newest.minus(WAIT);
    waiting.stream()
        .filter(at -> at.isBefore(limit))
        .forEach(_ -> findings.add(LogFault.ENTRY_LEFT_OUT));
  }
}

package org.liangzheng.verifier.check.log;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import org.liangzheng.verifier.crypto.MalformedException;
import org.liangzheng.verifier.crypto.Sha256Digest;
import org.liangzheng.verifier.format.log.ExportLine;
import org.liangzheng.verifier.format.log.LogFault;

/**
 * Plays what sources told of licences of other issuers, and holds the register of those against it.
 * What stands on a licence and what state it is in each follow the highest number of their source.
 */
final class ForeignAudit {
  private static final String IN_FORCE = "IN_FORCE";

  private final LogFindings findings;
  private final Map<UUID, Known> licences = new HashMap<>();

  ForeignAudit(LogFindings findings) {
    this.findings = findings;
  }

  /** What the log says of one licence so far. */
  private static final class Known {
    final String source;
    final Optional<String> authority;
    final Optional<String> type;
    long contentSequence;
    long statusSequence;
    String status = IN_FORCE;
    Optional<Sha256Digest> file = Optional.empty();
    boolean row;

    Known(ActRecord first, ActRecord.Delivery word) {
      this.source = word.source();
      this.authority = first.authority();
      this.type = first.type();
    }

    /** Whether the word was new in anything, and of the same licence. */
    boolean take(ActRecord act, ActRecord.Delivery word) {
      boolean newContent = word.content() && word.sequence() > contentSequence;
      boolean newStatus = word.status().isPresent() && word.sequence() > statusSequence;
      if (newContent) {
        contentSequence = word.sequence();
        file = act.file();
      }
      if (newStatus) {
        statusSequence = word.sequence();
        status = word.status().get();
      }
      return (newContent || newStatus)
          && source.equals(word.source())
          && authority.equals(act.authority())
          && type.equals(act.type());
    }
  }

  /** The next act, in the order of the log. */
  void act(ActRecord act, OptionalLong position) throws MalformedException {
    if (act.delivery().isEmpty()) {
      return;
    }
    ActRecord.Delivery word = act.delivery().get();
    Known known = licences.get(act.licence());
    if (known == null) {
      known = new Known(act, word);
      licences.put(act.licence(), known);
      if (!known.take(act, word) || !word.first()) {
        findings.add(LogFinding.at(LogFault.ENTRY_OUT_OF_ORDER, position));
      }
    } else if (word.first()) {
      findings.add(LogFinding.at(LogFault.ENTRY_TWICE, position));
    } else if (!known.take(act, word)) {
      findings.add(LogFinding.at(LogFault.ENTRY_OUT_OF_ORDER, position));
    }
  }

  /** A row, once every act was played. */
  void row(ExportLine.Foreign row) {
    Known known = licences.get(row.licence());
    if (known == null) {
      add(LogFault.ROW_WITHOUT_ENTRY, row.licence());
      return;
    }
    if (known.row) {
      add(LogFault.ROW_TWICE, row.licence());
      return;
    }
    known.row = true;
    if (!known.file.equals(row.file())) {
      add(LogFault.DIGEST_DIFFERS, row.licence());
    }
    if (!known.source.equals(row.source().toString())
        || !known.authority.equals(Optional.of(row.authority()))
        || !known.type.equals(Optional.of(row.type()))
        || known.contentSequence != row.contentSequence()
        || known.statusSequence != row.statusSequence()) {
      add(LogFault.ROW_DIFFERS, row.licence());
    }
    if (!known.status.equals(row.status())) {
      add(LogFault.STATUS_UNEXPLAINED, row.licence());
    }
  }

  private void add(LogFault fault, UUID licence) {
    findings.add(
        new LogFinding(fault, OptionalLong.empty(), Optional.of(licence), OptionalInt.empty()));
  }

  /** Ends with what the log has and the register has not. */
  void end() {
    licences.forEach((licence, known) -> {
      if (!known.row) {
        add(LogFault.ENTRY_WITHOUT_ROW, licence);
      }
    });
  }
}

package org.liangzheng.verifier.check.log;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.liangzheng.verifier.crypto.MalformedException;
import org.liangzheng.verifier.crypto.Sha256Digest;
import org.liangzheng.verifier.format.log.ExportLine;
import org.liangzheng.verifier.format.log.LogFault;

/** Plays the log's acts on licences, and holds the register against what they come to. */
final class RegisterAudit {
  /** How far the clocks of two nodes may be apart. */
  private static final Duration CLOCKS = Duration.ofSeconds(1);

  private static final String IN_FORCE = "IN_FORCE";
  private static final String SUSPENDED = "SUSPENDED";

  /** Acts that change the legal state, and the state they leave. */
  private static final Map<String, String> STATUS =
      Map.of(
          "LICENCE_SUSPENDED", SUSPENDED,
          "LICENCE_RESUMED", IN_FORCE,
          "LICENCE_REVOKED", "REVOKED",
          "LICENCE_ANNULLED", "ANNULLED",
          "LICENCE_CANCELLED", "CANCELLED");

  private final LogFindings findings;
  private final Map<UUID, Life> lives = new HashMap<>();

  RegisterAudit(LogFindings findings) {
    this.findings = findings;
  }

  /** What the log says of one licence so far. */
  private static final class Life {
    final Optional<String> authority;
    final Optional<String> type;
    final List<Optional<Sha256Digest>> files = new ArrayList<>(1);
    final BitSet rows = new BitSet();
    String status = IN_FORCE;
    Instant last;

    Life(ActRecord first) {
      this.authority = first.authority();
      this.type = first.type();
      this.last = first.at();
    }
  }

  /** The next act, in the order of the log. */
  void act(ActRecord act, OptionalLong position) throws MalformedException {
    if (!act.makesVersion() && !STATUS.containsKey(act.act())) {
      return;
    }
    UUID licence = act.licence();
    Life life = lives.get(licence);
    if (life == null) {
      if (STATUS.containsKey(act.act())) {
        findings.add(LogFinding.at(LogFault.ENTRY_OUT_OF_ORDER, position));
        return;
      }
      life = new Life(act);
      lives.put(licence, life);
    }
    if (act.at().isBefore(life.last.minus(CLOCKS))) {
      findings.add(LogFinding.at(LogFault.ENTRY_OUT_OF_ORDER, position));
    }
    life.last = act.at();
    if (act.makesVersion()) {
      version(act, life, position);
    }
    status(act, life, position);
  }

  /** What is ended stays ended, and only what is suspended is resumed. */
  private void status(ActRecord act, Life life, OptionalLong position) {
    String after = STATUS.get(act.act());
    boolean possible =
        switch (life.status) {
          case IN_FORCE -> after == null || !after.equals(IN_FORCE);
          case SUSPENDED -> after != null && !after.equals(SUSPENDED);
          default -> false;
        };
    if (!possible) {
      findings.add(LogFinding.at(LogFault.ENTRY_OUT_OF_ORDER, position));
    }
    if (after != null) {
      life.status = after;
    }
  }

  private void version(ActRecord act, Life life, OptionalLong position) {
    int next = life.files.size() + 1;
    int version = act.version().orElseThrow();
    if (version == next) {
      life.files.add(act.file());
    } else {
      findings.add(
          LogFinding.at(
              version < next ? LogFault.ENTRY_TWICE : LogFault.ENTRY_OUT_OF_ORDER, position));
    }
  }

  /** A row, once every act was played. */
  void row(ExportLine.Row row) {
    Life life = lives.get(row.licence());
    if (life == null || row.version() > life.files.size()) {
      add(LogFault.ROW_WITHOUT_ENTRY, row);
      return;
    }
    if (life.rows.get(row.version())) {
      add(LogFault.ROW_TWICE, row);
      return;
    }
    life.rows.set(row.version());
    if (!life.files.get(row.version() - 1).equals(row.file())) {
      add(LogFault.DIGEST_DIFFERS, row);
    }
    if (!life.authority.equals(Optional.of(row.authority()))
        || !life.type.equals(Optional.of(row.type()))
        || row.current() != life.files.size()) {
      add(LogFault.ROW_DIFFERS, row);
    }
    if (!life.status.equals(row.status())) {
      add(LogFault.STATUS_UNEXPLAINED, row);
    }
  }

  private void add(LogFault fault, ExportLine.Row row) {
    findings.add(LogFinding.of(fault, row.licence(), row.version()));
  }

  /** Ends with what the log has and the register has not. */
  void end() {
    lives.forEach((licence, life) -> {
      for (int version = 1; version <= life.files.size(); version++) {
        if (!life.rows.get(version)) {
          findings.add(LogFinding.of(LogFault.ENTRY_WITHOUT_ROW, licence, version));
        }
      }
    });
  }
}

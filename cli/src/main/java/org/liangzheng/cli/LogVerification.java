package org.liangzheng.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.liangzheng.verifier.check.Evidence;
import org.liangzheng.verifier.check.log.ExportAudit;
import org.liangzheng.verifier.check.log.LogReport;
import org.liangzheng.verifier.check.log.PublicAudit;
import org.liangzheng.verifier.crypto.MalformedException;
import org.liangzheng.verifier.crypto.Sha256Digest;
import org.liangzheng.verifier.crypto.VerificationKey;
import org.liangzheng.verifier.format.log.Checkpoint;
import org.liangzheng.verifier.format.log.ExportLine;
import org.liangzheng.verifier.format.log.LogFault;
import org.liangzheng.verifier.format.log.TreeHash;
import org.liangzheng.verifier.report.Verdict;

/** {@code lz verify --log}: a log in a file or at a service, and what is remembered of it. */
final class LogVerification {
  private static final String PURPOSE = "LOG";
  private static final int SHOWN_EVERY = 1_000;

  /** Leaves whose proofs are asked for; of a log that is not whole each is, to find the place. */
  private static final int SAMPLES = 32;

  private static final int LOCALISED = 2_000;

  private final Surroundings surroundings;
  private final Evidence evidence;
  private final Optional<LogMemory> memory;
  private final Optional<Checkpoint> seen;
  private final Progress progress;
  private String note = "";

  LogVerification(Surroundings surroundings, Evidence evidence, Optional<Sha256Digest> anchor) {
    this.surroundings = surroundings;
    this.evidence = evidence;
    this.memory = anchor.map(pinned -> LogMemory.of(surroundings, pinned));
    this.seen = memory.flatMap(LogMemory::recall);
    this.progress = Progress.of(surroundings, 2, true);
  }

  /** Verifies, prints, remembers; returns the exit code. */
  int run(String log, Optional<Path> tokenFile, LogPrinter printer) {
    LogReport report;
    try {
      report = isAddress(log) ? service(log, tokenFile) : file(log, tokenFile);
    } finally {
      progress.end();
    }
    Instant now = surroundings.clock().instant();
    if (evidence.age().filter(age -> age.tooOldAt(now)).isPresent()) {
      report = report.with(LogFault.LOG_KEYS_OLD);
    }
    printer.print(log, report, seen);
    surroundings.out().flush();
    if (report.signed() && report.verdict().compareTo(Verdict.UNKNOWN) >= 0) {
      memory.ifPresent(kept -> kept.remember(note));
    }
    return ExitCode.of(report.verdict());
  }

  private static boolean isAddress(String log) {
    String lower = log.toLowerCase(Locale.ROOT);
    return lower.startsWith("http://") || lower.startsWith("https://");
  }

  private List<VerificationKey> keys() {
    return evidence.trust().stream()
        .flatMap(list -> list.keys().stream())
        .filter(key -> key.purpose().equals(PURPOSE))
        .map(key -> key.key())
        .toList();
  }

  private LogReport file(String name, Optional<Path> tokenFile) {
    if (tokenFile.isPresent()) {
      throw CliProblem.of(CliFault.LOG_ALONE, name);
    }
    Path file = Path.of(name);
    if (!Files.exists(file)) {
      throw CliProblem.of(CliFault.FILE_ABSENT, file);
    }
    Export export = new Export(new ExportAudit(keys(), seen));
    try (InputStream in = Files.newInputStream(file)) {
      Lines.read(in, ExportLine.MAX_SIZE, export::take);
    } catch (IOException unreadable) {
      throw CliProblem.of(CliFault.FILE_UNREADABLE, file);
    }
    return export.audit.report();
  }

  /** Lines on their way into an audit. */
  private final class Export {
    private final ExportAudit audit;
    private long count;

    Export(ExportAudit audit) {
      this.audit = audit;
    }

    boolean take(byte[] line) {
      boolean more = audit.line(line);
      if (count++ == 0 && more) {
        note = head(line);
      }
      if (count % SHOWN_EVERY == 0) {
        progress.say(Bilingual.line("log-reading", count));
      }
      return more;
    }

    private static String head(byte[] line) {
      try {
        return ExportLine.read(line) instanceof ExportLine.Head head ? head.checkpoint() : "";
      } catch (MalformedException impossible) {
        throw new IllegalStateException("a line that was just read", impossible);
      }
    }
  }

  private LogReport service(String address, Optional<Path> tokenFile) {
    Optional<String> token = tokenFile.map(LogService::token);
    try (LogService service = LogService.at(address, token.isPresent())) {
      Optional<ExportAudit> export =
          token.map(bearer -> {
            Export lines = new Export(new ExportAudit(keys(), seen));
            service.export(bearer, ExportLine.MAX_SIZE, lines::take);
            return lines.audit;
          });
      LogReport shown = shown(service, address, export.flatMap(ExportAudit::checkpoint));
      return export.map(audit -> audit.report().and(shown)).orElse(shown);
    }
  }

  /** What everybody sees. */
  private LogReport shown(LogService service, String address, Optional<Checkpoint> exported) {
    byte[] checkpoint = service.checkpoint();
    PublicAudit audit;
    try {
      audit = new PublicAudit(checkpoint, keys(), seen, exported);
    } catch (MalformedException notOne) {
      throw CliProblem.of(CliFault.LOG_NOT_SERVED, address);
    }
    note = new String(checkpoint, StandardCharsets.UTF_8);
    long size = audit.checkpoint().size();
    List<TreeHash> first = new ArrayList<>();
    long step = Math.max(1, size / SAMPLES);
    List<Long> places = new ArrayList<>();
    List<TreeHash> leaves = new ArrayList<>();
    List<TreeHash> page = service.leaves(0);
    while (!page.isEmpty() && audit.size() < size) {
      for (TreeHash leaf : page.subList(0, (int) Math.min(page.size(), size - audit.size()))) {
        if (audit.size() % step == 0 || audit.size() == size - 1) {
          places.add(audit.size());
          leaves.add(leaf);
        }
        if (first.size() < LOCALISED) {
          first.add(leaf);
        }
        audit.leaf(leaf);
      }
      progress.say(Bilingual.line("log-leaves", audit.size(), size));
      page = audit.size() < size ? service.leaves(audit.size()) : List.of();
    }
    seen.filter(last -> last.size() <= size && last.origin().equals(audit.checkpoint().origin()))
        .ifPresent(last -> audit.consistency(last, service.consistency(last.size(), size)));
    if (audit.isWhole()) {
      for (int i = 0; i < places.size(); i++) {
        audit.inclusion(places.get(i), leaves.get(i), service.inclusion(places.get(i), size));
      }
    } else {
      for (int i = 0; i < first.size(); i++) {
        audit.inclusion(i, first.get(i), service.inclusion(i, size));
      }
    }
    return audit.report();
  }
}

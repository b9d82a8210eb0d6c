package org.liangzheng.api.presentation.scan;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.holder.Usage;
import org.liangzheng.api.holder.UsageRecords;
import org.liangzheng.api.holder.UseCause;
import org.liangzheng.api.presentation.book.CodeRow;
import org.liangzheng.api.presentation.book.Presentation;
import org.liangzheng.api.presentation.book.Presentations;
import org.liangzheng.api.presentation.book.Scan;
import org.liangzheng.api.presentation.book.Scans;
import org.liangzheng.api.presentation.event.PresentationEvent;
import org.liangzheng.api.presentation.event.PresentationEvents;
import org.liangzheng.api.presentation.point.Points;
import org.liangzheng.api.presentation.point.VerifierPoint;
import org.liangzheng.api.web.FieldProblems;
import org.liangzheng.api.web.Ids;
import org.liangzheng.api.web.WebProblem;
import org.liangzheng.verifier.check.CodePolicy;
import org.liangzheng.verifier.crypto.ByteString;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Scans that points made without the service, told by the codes' random ids: the holder learns of
 * them, and a code that was used twice comes to light. Telling twice changes nothing.
 */
@Component
class OfflineDesk {
  private static final int MOST = 200;
  private static final Pattern ID = Pattern.compile("[0-9a-f]{32}");

  private final Presentations presentations;
  private final Scans scans;
  private final PresentationEvents events;
  private final Points points;
  private final UsageRecords usages;
  private final VerdictDesk verdicts;
  private final References references;
  private final TransactionTemplate transactions;
  private final Ids ids;
  private final Clock clock;

  OfflineDesk(
      Presentations presentations,
      Scans scans,
      PresentationEvents events,
      Points points,
      UsageRecords usages,
      VerdictDesk verdicts,
      References references,
      TransactionTemplate transactions,
      Ids ids,
      Clock clock) {
    this.presentations = presentations;
    this.scans = scans;
    this.events = events;
    this.points = points;
    this.usages = usages;
    this.verdicts = verdicts;
    this.references = references;
    this.transactions = transactions;
    this.ids = ids;
    this.clock = clock;
  }

  /** Up to 200 scans. */
  record Report(@Nullable List<OfflineScan> scans) {}

  /**
   * A scan whose answer was VALID.
   *
   * @param id the code's id, 32 hexadecimal digits
   * @param scannedAt by the point's clock
   */
  record OfflineScan(@Nullable String id, @Nullable Instant scannedAt) {}

  /** How each was taken in, in the order of the report. */
  record Reconciled(List<One> results) {}

  /** One of them. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record One(String id, Result result, ScanAnswer.@Nullable Used used) {}

  /** What came of one. */
  enum Result {
    /** The code was used by this point alone. */
    TAKEN,
    /** This point has told of it before. */
    KNOWN,
    /** Another point used the code as well. */
    USED_TWICE,
    /** Not a code of this service, or forgotten long since. */
    UNKNOWN,
    /** The code did not live at that time. */
    TIME_WRONG
  }

  Reconciled reconcile(VerifierPoint point, Report report) {
    List<OfflineScan> told = report.scans() == null ? List.of() : report.scans();
    FieldProblems problems = new FieldProblems();
    problems.require(!told.isEmpty() && told.size() <= MOST, "/scans", WebProblem.FIELD_MALFORMED);
    for (int i = 0; i < Math.min(told.size(), MOST); i++) {
      OfflineScan one = told.get(i);
      String at = "/scans/" + i;
      problems.require(
          one.id() != null && ID.matcher(one.id()).matches(),
          at + "/id",
          WebProblem.FIELD_MALFORMED);
      problems.require(one.scannedAt() != null, at + "/scannedAt", WebProblem.FIELD_MISSING);
    }
    problems.throwIfAny();
    List<One> results = new ArrayList<>();
    for (OfflineScan one : told) {
      String id = Objects.requireNonNull(one.id());
      Instant scannedAt = Objects.requireNonNull(one.scannedAt());
      results.add(Objects.requireNonNull(transactions.execute(_ -> take(point, id, scannedAt))));
    }
    return new Reconciled(results);
  }

  private One take(VerifierPoint point, String id, Instant scannedAt) {
    ByteString secret = ByteString.ofHex(id);
    Optional<CodeRow> found = presentations.code(secret);
    if (found.isEmpty()) {
      return new One(id, Result.UNKNOWN, null);
    }
    Presentation shown = presentations.hold(found.get().presentation());
    CodeRow code = presentations.code(found.get().id());
    Duration tolerance = CodePolicy.MAX_TOLERANCE;
    if (shown.kind() != Presentation.CodeKind.OFFLINE
        || scannedAt.isBefore(code.issuedAt().minus(tolerance))
        || scannedAt.isAfter(code.expiresAt().plus(tolerance))) {
      return new One(id, Result.TIME_WRONG, null);
    }
    Instant now = clock.instant();
    if (!scans.offline(ids.next(), point.id(), secret, code.id(), scannedAt, now)
        || code.point().equals(Optional.of(point.id()))) {
      return new One(id, Result.KNOWN, null);
    }
    UUID scan = ids.next();
    boolean first = presentations.use(code.id(), scan, point.id(), scannedAt);
    write(point, shown, scan, scannedAt);
    if (first) {
      events.add(shown.id(), PresentationEvent.Kind.CHECKED, scannedAt, scan, point.id(), "VALID");
      verdicts.record(
          "PRESENTATION_CHECKED", scan, point, shown.scene(), Scan.Mode.OFFLINE, "VALID");
      return new One(id, Result.TAKEN, null);
    }
    VerifierPoint by = points.look(code.point().orElseThrow()).orElseThrow();
    events.add(
        shown.id(),
        PresentationEvent.Kind.TRIED,
        scannedAt,
        scan,
        point.id(),
        ScanReason.CODE_USED.name());
    verdicts.record(
        "PRESENTATION_USED_TWICE", scan, point, shown.scene(), Scan.Mode.OFFLINE, "VALID");
    return new One(
        id,
        Result.USED_TWICE,
        new ScanAnswer.Used(
            code.usedAt().orElseThrow(), by.placeKind(), Reasons.place(by.placeKind())));
  }

  private void write(VerifierPoint point, Presentation shown, UUID scan, Instant at) {
    usages.record(
        new Usage(
            shown.holder(),
            shown.licence(),
            Usage.Kind.PRESENTED,
            point.authority(),
            point.id().toString(),
            new UseCause(shown.scene())));
    scans.insert(
        new Scan(
            scan,
            point.id(),
            point.authority(),
            Optional.of(shown.id()),
            shown.scene(),
            Scan.Mode.OFFLINE,
            Scan.State.VERDICT,
            Optional.of("VALID"),
            Optional.of("OFFLINE"),
            references.next(),
            at,
            Optional.empty(),
            Optional.empty(),
            List.of()),
        null);
  }
}

package org.liangzheng.api.presentation.scan;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.liangzheng.api.presentation.book.Presentation;
import org.liangzheng.api.presentation.book.Scan;
import org.liangzheng.api.presentation.book.Scans;
import org.liangzheng.api.presentation.event.PresentationEvent;
import org.liangzheng.api.presentation.event.PresentationEvents;
import org.liangzheng.api.presentation.point.VerifierPoint;
import org.liangzheng.api.web.Ids;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Writes scans down with what was told, and finds what was told again. */
@Component
class ScanBook {
  private final Scans scans;
  private final PresentationEvents events;
  private final VerdictDesk verdicts;
  private final References references;
  private final TransactionTemplate transactions;
  private final Ids ids;
  private final Clock clock;

  ScanBook(
      Scans scans,
      PresentationEvents events,
      VerdictDesk verdicts,
      References references,
      TransactionTemplate transactions,
      Ids ids,
      Clock clock) {
    this.scans = scans;
    this.events = events;
    this.verdicts = verdicts;
    this.references = references;
    this.transactions = transactions;
    this.ids = ids;
    this.clock = clock;
  }

  /** What a point was told, or is to wait for; empty once it is forgotten. */
  Optional<ScanAnswer> told(UUID scan) {
    return scans
        .find(scan)
        .flatMap(found ->
            found.state() == Scan.State.ASKED
                ? Optional.of(ScanAnswer.asked(found))
                : scans.answer(scan).map(verdicts::read));
  }

  /** Writes a scan, in the transaction of the caller. */
  void write(Desk desk, ScanAnswer answer, UUID scan, Optional<UUID> presentation) {
    scans.insert(row(desk, answer, scan, presentation), verdicts.bytes(answer));
  }

  /**
   * The same, and uses the code up for it.
   *
   * @return false, and nothing is written, if somebody was first
   */
  boolean writeFirst(Desk desk, ScanAnswer answer, UUID scan, Presentation shown, UUID code) {
    return scans.insertFirst(
        code, row(desk, answer, scan, Optional.of(shown.id())), verdicts.bytes(answer));
  }

  private static Scan row(Desk desk, ScanAnswer answer, UUID scan, Optional<UUID> presentation) {
    return new Scan(
        scan,
        desk.point().id(),
        desk.point().authority(),
        presentation,
        desk.scene(),
        answer.mode(),
        answer.outcome(),
        Optional.ofNullable(answer.verdict()),
        Optional.ofNullable(answer.reason()).map(ScanAnswer.Told::code),
        answer.reference(),
        answer.checkedAt(),
        Optional.empty(),
        Optional.empty(),
        List.of());
  }

  /** What goes with a verdict: the holder is told, and the log. */
  void checked(Presentation shown, VerifierPoint point, UUID scan, ScanAnswer answer) {
    events.add(
        shown.id(),
        PresentationEvent.Kind.CHECKED,
        answer.checkedAt(),
        scan,
        point.id(),
        answer.verdict());
    verdicts.record(
        "PRESENTATION_CHECKED", scan, point, shown.scene(), answer.mode(), answer.verdict());
  }

  /** Keeps a scan that came to nothing. */
  ScanAnswer keep(Desk desk, NotChecked nothing, Scan.Mode mode, Optional<UUID> presentation) {
    ScanAnswer answer =
        ScanAnswer.without(
            nothing.outcome,
            references.next(),
            clock.instant(),
            mode,
            nothing.reason,
            nothing.next,
            null);
    transactions.executeWithoutResult(_ -> write(desk, answer, ids.next(), presentation));
    return answer;
  }
}

package org.liangzheng.api.presentation.scan;

import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.liangzheng.api.presentation.book.CodeRow;
import org.liangzheng.api.presentation.book.Presentation;
import org.liangzheng.api.presentation.book.Presentations;
import org.liangzheng.api.presentation.book.Scan;
import org.liangzheng.api.presentation.book.Scans;
import org.liangzheng.api.presentation.code.PresentationSettings;
import org.liangzheng.api.presentation.event.PresentationEvent;
import org.liangzheng.api.presentation.event.PresentationEvents;
import org.liangzheng.api.presentation.point.Points;
import org.liangzheng.api.presentation.point.VerifierPoint;
import org.liangzheng.api.web.Ids;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.format.code.CodeFault;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Of all points that scan one code, on whichever nodes, the first uses it up; the same point again
 * gets the same answer, another is told when and in what kind of place it was used.
 */
@Component
class FirstPoint {
  private static final int ATTEMPTS = 3;

  private final Points points;
  private final Presentations presentations;
  private final Scans scans;
  private final PresentationEvents events;
  private final ScanBook book;
  private final VerdictDesk verdicts;
  private final References references;
  private final PresentationSettings settings;
  private final TransactionTemplate transactions;
  private final Ids ids;
  private final Clock clock;

  FirstPoint(
      Points points,
      Presentations presentations,
      Scans scans,
      PresentationEvents events,
      ScanBook book,
      VerdictDesk verdicts,
      References references,
      PresentationSettings settings,
      TransactionTemplate transactions,
      Ids ids,
      Clock clock) {
    this.points = points;
    this.presentations = presentations;
    this.scans = scans;
    this.events = events;
    this.book = book;
    this.verdicts = verdicts;
    this.references = references;
    this.settings = settings;
    this.transactions = transactions;
    this.ids = ids;
    this.clock = clock;
  }

  /** What this very point was told about this very code. */
  Optional<ScanAnswer> same(Desk desk, ByteString secret) {
    return presentations
        .code(secret)
        .filter(row -> row.point().equals(Optional.of(desk.point().id())))
        .flatMap(CodeRow::scan)
        .flatMap(book::told);
  }

  /**
   * Checks a code that a holder shows.
   *
   * @param secret its handle, or the id of an offline one, whose signature was checked
   */
  ScanAnswer answer(Desk desk, ByteString secret, Scan.Mode mode) throws NotChecked {
    Presentations.Coded found =
        presentations.coded(secret).orElseThrow(() -> new NotChecked(ScanReason.CODE_UNKNOWN));
    CodeRow code = found.code();
    Presentation shown = found.shown();
    if (code.scan().isPresent()) {
      return used(desk, code, shown, mode);
    }
    if (!shown.scene().equals(desk.scene())) {
      throw new NotChecked(CodeFault.CODE_SCENE_OTHER);
    }
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      VerdictDesk.Looked looked =
          verdicts
              .look(shown.licence(), shown.scene())
              .orElseThrow(() -> new NotChecked(ScanReason.LICENCE_GONE));
      try {
        return first(desk, code, looked, mode);
      } catch (VerdictDesk.OutdatedLook changed) {
        // Its version or status changed in between: it is looked at, and the scan made again.
      }
    }
    throw new NotChecked(ScanReason.LICENCE_GONE);
  }

  /** In one transaction: use the code up, answer, write down, tell the holder. */
  private ScanAnswer first(Desk desk, CodeRow code, VerdictDesk.Looked looked, Scan.Mode mode) {
    NotChecked[] nothing = new NotChecked[1];
    ScanAnswer answer =
        transactions.execute(_ -> {
          Presentations.Coded held = presentations.hold(code);
          Presentation shown = held.shown();
          if (held.code().scan().isPresent()) {
            return used(desk, held.code(), shown, mode);
          }
          if (shown.endedAt().isPresent()) {
            nothing[0] = new NotChecked(ScanReason.CODE_STOPPED);
            return null;
          }
          Instant at = clock.instant();
          if (mode == Scan.Mode.ONLINE && at.isAfter(code.expiresAt())) {
            nothing[0] = new NotChecked(CodeFault.CODE_EXPIRED);
            return null;
          }
          UUID scan = ids.next();
          Optional<ScanAnswer> first =
              looked.scene().sensitive()
                  ? ask(desk, shown, code, scan, at, mode)
                  : verdict(desk, shown, code, looked, scan, mode);
          return first.orElseGet(() -> used(desk, presentations.code(code.id()), shown, mode));
        });
    if (nothing[0] != null) {
      return book.keep(desk, nothing[0], mode, Optional.of(code.presentation()));
    }
    return Objects.requireNonNull(answer);
  }

  /** Asks the holder; empty if another point was first. */
  private Optional<ScanAnswer> ask(
      Desk desk, Presentation shown, CodeRow code, UUID scan, Instant at, Scan.Mode mode) {
    References.Numbers numbers = references.numbers();
    Scan asked =
        new Scan(
            scan,
            desk.point().id(),
            desk.point().authority(),
            Optional.of(shown.id()),
            desk.scene(),
            mode,
            Scan.State.ASKED,
            Optional.empty(),
            Optional.empty(),
            references.next(),
            at,
            Optional.of(at.plus(shown.elder() ? settings.consentElder() : settings.consent())),
            Optional.of(numbers.said()),
            numbers.shown());
    if (!scans.insertFirst(code.id(), asked, null)) {
      return Optional.empty();
    }
    events.add(shown.id(), PresentationEvent.Kind.ASKED, at, scan, desk.point().id(), null);
    return Optional.of(ScanAnswer.asked(asked));
  }

  /** Tells the verdict; empty if another point was first. */
  private Optional<ScanAnswer> verdict(
      Desk desk,
      Presentation shown,
      CodeRow code,
      VerdictDesk.Looked looked,
      UUID scan,
      Scan.Mode mode) {
    ScanAnswer answer = verdicts.answer(looked, references.next(), mode);
    if (!book.writeFirst(desk, answer, scan, shown, code.id())) {
      return Optional.empty();
    }
    verdicts.recordUse(shown, desk.point(), looked);
    book.checked(shown, desk.point(), scan, answer);
    return Optional.of(answer);
  }

  /** The same point is told the same again; another when and in what kind of place. */
  private ScanAnswer used(Desk desk, CodeRow code, Presentation shown, Scan.Mode mode) {
    if (code.point().equals(Optional.of(desk.point().id()))) {
      Optional<ScanAnswer> same = code.scan().flatMap(book::told);
      if (same.isPresent()) {
        return same.get();
      }
    }
    Instant at = code.usedAt().orElseThrow();
    VerifierPoint by = points.look(code.point().orElseThrow()).orElseThrow();
    ScanAnswer.Used used = new ScanAnswer.Used(at, by.placeKind(), Reasons.place(by.placeKind()));
    String time = ClockTime.of(at);
    ScanAnswer answer =
        ScanAnswer.without(
            Scan.State.NOT_CHECKED,
            references.next(),
            clock.instant(),
            mode,
            Reasons.told(ScanReason.CODE_USED, time, used.place().zh(), used.place().en()),
            Reasons.next(ScanReason.CODE_USED),
            used);
    transactions.executeWithoutResult(_ -> {
      var _ = presentations.hold(shown.id());
      UUID scan = ids.next();
      book.write(desk, answer, scan, Optional.of(shown.id()));
      events.add(
          shown.id(),
          PresentationEvent.Kind.TRIED,
          answer.checkedAt(),
          scan,
          desk.point().id(),
          ScanReason.CODE_USED.name());
      verdicts.record(
          "PRESENTATION_NOT_CHECKED",
          scan,
          desk.point(),
          desk.scene(),
          mode,
          ScanReason.CODE_USED.name());
    });
    return answer;
  }
}

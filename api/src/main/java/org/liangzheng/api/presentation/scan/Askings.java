package org.liangzheng.api.presentation.scan;

import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.presentation.book.Presentation;
import org.liangzheng.api.presentation.book.Presentations;
import org.liangzheng.api.presentation.book.Scan;
import org.liangzheng.api.presentation.book.Scans;
import org.liangzheng.api.presentation.event.PresentationEvent;
import org.liangzheng.api.presentation.event.PresentationEvents;
import org.liangzheng.api.presentation.point.Points;
import org.liangzheng.api.presentation.point.VerifierPoint;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Scans of sensitive scenes, for which the holder is asked: how each ends, by an answer, by its
 * time, or with the presentation. One try, and what was answered stays.
 */
@Service
public class Askings {
  private static final int ATTEMPTS = 3;

  private final Points points;
  private final Presentations presentations;
  private final Scans scans;
  private final PresentationEvents events;
  private final ScanBook book;
  private final VerdictDesk verdicts;
  private final TransactionTemplate transactions;
  private final Clock clock;

  Askings(
      Points points,
      Presentations presentations,
      Scans scans,
      PresentationEvents events,
      ScanBook book,
      VerdictDesk verdicts,
      TransactionTemplate transactions,
      Clock clock) {
    this.points = points;
    this.presentations = presentations;
    this.scans = scans;
    this.events = events;
    this.book = book;
    this.verdicts = verdicts;
    this.transactions = transactions;
    this.clock = clock;
  }

  /** What a holder answered. */
  public enum Decision {
    /** Agreed, and chose the right number. */
    AGREED,
    NUMBER_WRONG,
    NOBODY_SAID,
    REFUSED
  }

  /** How an asking ended. Part of the API. */
  public enum Ending {
    CHECKED,
    STOPPED,
    REFUSED,
    LAPSED
  }

  /** What a point was told; an asking whose time is over has ended by this. */
  Optional<ScanAnswer> settled(UUID scan) {
    scans
        .find(scan)
        .filter(found -> found.state() == Scan.State.ASKED)
        .filter(found -> found.lapsesAt().map(end -> !clock.instant().isBefore(end)).orElse(true))
        .ifPresent(this::lapse);
    return book.told(scan);
  }

  /** The asking of a scan of this presentation, open or not. */
  public Optional<Scan> asking(Presentation shown, UUID request) {
    return scans
        .find(request)
        .filter(scan -> scan.presentation().equals(Optional.of(shown.id())))
        .filter(scan -> scan.number().isPresent());
  }

  /**
   * Takes the holder's answer; one try. What was answered before stays.
   *
   * @return how it ended, now or before
   */
  public Ending decide(Presentation shown, Scan asked, Decision decision) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      VerdictDesk.@Nullable Looked looked =
          decision == Decision.AGREED
              ? verdicts.look(shown.licence(), shown.scene()).orElse(null)
              : null;
      try {
        return Objects.requireNonNull(
            transactions.execute(_ -> decide(shown, asked.id(), decision, looked)));
      } catch (VerdictDesk.OutdatedLook changed) {
        // As for a first scan.
      }
    }
    throw new IllegalStateException("a licence changes again and again");
  }

  private Ending decide(
      Presentation shown, UUID request, Decision decision, VerdictDesk.@Nullable Looked looked) {
    Presentation held = presentations.hold(shown.id());
    Scan scan = scans.find(request).orElseThrow();
    if (scan.state() != Scan.State.ASKED) {
      return ending(scan);
    }
    Instant now = clock.instant();
    if (held.endedAt().isPresent()) {
      return close(held, scan, ScanReason.CODE_STOPPED, now);
    }
    if (scan.lapsesAt().map(end -> !now.isBefore(end)).orElse(true)) {
      return close(held, scan, ScanReason.LAPSED, now);
    }
    return switch (decision) {
      case REFUSED -> close(held, scan, ScanReason.REFUSED, now);
      case NUMBER_WRONG -> close(held, scan, ScanReason.NUMBER_WRONG, now);
      case NOBODY_SAID -> close(held, scan, ScanReason.NOBODY_SAID, now);
      case AGREED -> agreed(held, scan, looked, now);
    };
  }

  private Ending agreed(
      Presentation held, Scan scan, VerdictDesk.@Nullable Looked looked, Instant now) {
    Optional<VerifierPoint> point = points.look(scan.point()).filter(VerifierPoint::isActive);
    if (point.isEmpty()) {
      return close(held, scan, ScanReason.POINT_ENDED, now);
    }
    if (looked == null) {
      return close(held, scan, ScanReason.LICENCE_GONE, now);
    }
    ScanAnswer answer = verdicts.answer(looked, scan.reference(), scan.mode());
    ScanAnswer.Told reason = Objects.requireNonNull(answer.reason());
    var _ =
        scans.close(
            scan.id(), Scan.State.VERDICT, answer.verdict(), reason.code(), verdicts.bytes(answer));
    verdicts.recordUse(held, point.get(), looked);
    book.checked(held, point.get(), scan.id(), answer);
    events.wake(scan.id());
    return Ending.CHECKED;
  }

  /** Ends an asking without a verdict; a wrong number ends the presentation as well. */
  private Ending close(Presentation held, Scan scan, ScanReason why, Instant now) {
    ScanAnswer answer =
        ScanAnswer.without(
            Scan.State.NOT_CHECKED,
            scan.reference(),
            now,
            scan.mode(),
            Reasons.told(why),
            Reasons.next(why),
            null);
    if (!scans.close(scan.id(), Scan.State.NOT_CHECKED, null, why.name(), verdicts.bytes(answer))) {
      return ending(scans.find(scan.id()).orElseThrow());
    }
    PresentationEvent.Kind kind =
        switch (why) {
          case REFUSED -> PresentationEvent.Kind.REFUSED;
          case LAPSED -> PresentationEvent.Kind.LAPSED;
          default -> PresentationEvent.Kind.STOPPED;
        };
    events.add(held.id(), kind, now, scan.id(), scan.point(), why.name());
    if (why == ScanReason.NUMBER_WRONG || why == ScanReason.NOBODY_SAID) {
      var _ = presentations.end(held.id(), now);
    }
    points
        .look(scan.point())
        .ifPresent(point ->
            verdicts.record(
                "PRESENTATION_NOT_CHECKED",
                scan.id(),
                point,
                held.scene(),
                scan.mode(),
                why.name()));
    events.wake(scan.id());
    return ending(why.name());
  }

  private static Ending ending(Scan scan) {
    return scan.state() == Scan.State.VERDICT
        ? Ending.CHECKED
        : ending(scan.reason().orElse(ScanReason.LAPSED.name()));
  }

  private static Ending ending(String reason) {
    return switch (ScanReason.valueOf(reason)) {
      case REFUSED -> Ending.REFUSED;
      case LAPSED -> Ending.LAPSED;
      default -> Ending.STOPPED;
    };
  }

  /** Ends an asking whose time is over. */
  void lapse(Scan scan) {
    transactions.executeWithoutResult(_ -> {
      Presentation held = presentations.hold(scan.presentation().orElseThrow());
      Scan now = scans.find(scan.id()).orElseThrow();
      if (now.state() == Scan.State.ASKED) {
        var _ = close(held, now, ScanReason.LAPSED, clock.instant());
      }
    });
  }

  /** Ends a presentation: its codes die, and whoever waits is told. */
  public void end(UUID presentation) {
    transactions.executeWithoutResult(_ -> {
      Presentation held = presentations.hold(presentation);
      Instant now = clock.instant();
      scans
          .asked(presentation)
          .ifPresent(asked -> close(held, asked, ScanReason.CODE_STOPPED, now));
      if (presentations.end(presentation, now)) {
        events.add(presentation, PresentationEvent.Kind.ENDED, now, null, null, null);
      }
    });
  }
}

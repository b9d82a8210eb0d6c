package org.liangzheng.api.presentation.scan;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.identity.Caller;
import org.liangzheng.api.presentation.book.CodeRow;
import org.liangzheng.api.presentation.book.Presentation;
import org.liangzheng.api.presentation.book.Presentations;
import org.liangzheng.api.presentation.book.Scan;
import org.liangzheng.api.presentation.book.Scans;
import org.liangzheng.api.presentation.code.Instances;
import org.liangzheng.api.presentation.code.OfflineCodes;
import org.liangzheng.api.presentation.code.PresentationSettings;
import org.liangzheng.api.presentation.event.PresentationEvent;
import org.liangzheng.api.presentation.event.PresentationEvents;
import org.liangzheng.api.presentation.point.Points;
import org.liangzheng.api.presentation.point.VerifierPoint;
import org.liangzheng.api.trust.TrustDirectory;
import org.liangzheng.api.web.Ids;
import org.liangzheng.verifier.check.CodePolicy;
import org.liangzheng.verifier.check.CodeResult;
import org.liangzheng.verifier.check.CodeVerifier;
import org.liangzheng.verifier.check.Evidence;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.format.code.CodeFault;
import org.liangzheng.verifier.format.code.CodeReader;
import org.liangzheng.verifier.format.code.CodeRefusedException;
import org.liangzheng.verifier.format.code.CoseAlgorithms;
import org.liangzheng.verifier.format.code.FaceCode;
import org.liangzheng.verifier.format.code.InstanceId;
import org.liangzheng.verifier.format.code.OfflineCode;
import org.liangzheng.verifier.format.code.OnlineCode;
import org.liangzheng.verifier.format.code.PresentationCode;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Answers a point that scanned something. Of all points that scan one code, on whichever nodes, the
 * first uses it up; the same point again gets the same answer, another is told when and in what
 * kind of place it was used.
 */
@Service
public class ScanDesk {
  /** How far the clocks of nodes differ; points that ask the service need no more. */
  private static final Duration NODES = Duration.ofSeconds(5);

  private static final int ATTEMPTS = 3;

  private final Points points;
  private final Presentations presentations;
  private final Scans scans;
  private final PresentationEvents events;
  private final Instances instances;
  private final OfflineCodes offline;
  private final FaceDesk faces;
  private final VerdictDesk verdicts;
  private final References references;
  private final TrustDirectory trust;
  private final PresentationSettings settings;
  private final TransactionTemplate transactions;
  private final Ids ids;
  private final Clock clock;

  ScanDesk(
      Points points,
      Presentations presentations,
      Scans scans,
      PresentationEvents events,
      Instances instances,
      OfflineCodes offline,
      FaceDesk faces,
      VerdictDesk verdicts,
      References references,
      TrustDirectory trust,
      PresentationSettings settings,
      TransactionTemplate transactions,
      Ids ids,
      Clock clock) {
    this.points = points;
    this.presentations = presentations;
    this.scans = scans;
    this.events = events;
    this.instances = instances;
    this.offline = offline;
    this.faces = faces;
    this.verdicts = verdicts;
    this.references = references;
    this.trust = trust;
    this.settings = settings;
    this.transactions = transactions;
    this.ids = ids;
    this.clock = clock;
  }

  /** Who scans for what. */
  private record Desk(VerifierPoint point, String scene) {}

  /** A scan that comes to nothing, and why. */
  private static final class NotChecked extends Exception {
    private static final long serialVersionUID = 1L;

    final transient Scan.State outcome;
    final transient ScanAnswer.Told reason;
    final transient org.liangzheng.api.text.Said next;

    NotChecked(CodeFault fault) {
      super(fault.name(), null, false, false);
      outcome = Reasons.outcome(fault);
      reason = Reasons.told(fault);
      next = Reasons.next(fault);
    }

    NotChecked(ScanReason why) {
      super(why.name(), null, false, false);
      outcome = Scan.State.NOT_CHECKED;
      reason = Reasons.told(why);
      next = Reasons.next(why);
    }
  }

  /**
   * Checks a code.
   *
   * @param code as scanned; nothing of it is kept or told
   * @param scene what the point scans for, a code of the catalogue
   * @throws org.liangzheng.api.web.Problem {@code verifier-point-not-active}, {@code
   *     evidence-missing}
   */
  ScanAnswer verify(Caller.Point caller, String code, String scene) {
    Desk desk = new Desk(points.active(caller.id()), scene);
    Scan.Mode mode = Scan.Mode.ONLINE;
    try {
      PresentationCode read = read(code);
      mode = mode(read);
      if (!desk.point().scenes().contains(scene)) {
        throw new NotChecked(ScanReason.SCENE_NOT_OF_POINT);
      }
      requireOurs(read.instance());
      return switch (read) {
        case OnlineCode online -> shown(desk, online.handle().value(), Scan.Mode.ONLINE);
        case OfflineCode signed -> offline(desk, signed, code);
        case FaceCode face -> face(desk, face);
      };
    } catch (NotChecked nothing) {
      return keep(desk, nothing, mode, null, Optional.empty());
    }
  }

  private static PresentationCode read(String code) throws NotChecked {
    try {
      return CodeReader.read(code);
    } catch (CodeRefusedException refused) {
      throw new NotChecked(refused.fault());
    }
  }

  private static Scan.Mode mode(PresentationCode code) {
    return switch (code) {
      case OnlineCode _ -> Scan.Mode.ONLINE;
      case OfflineCode _ -> Scan.Mode.OFFLINE;
      case FaceCode _ -> Scan.Mode.FACE;
    };
  }

  private void requireOurs(InstanceId instance) throws NotChecked {
    if (!instance.equals(instances.own())) {
      throw new NotChecked(
          instance.isSample() ? CodeFault.CODE_OF_SAMPLE_WORLD : CodeFault.CODE_OF_ANOTHER_SERVICE);
    }
  }

  private ScanAnswer offline(Desk desk, OfflineCode signed, String text) throws NotChecked {
    ByteString id = signed.claims().id();
    Optional<ScanAnswer> same = same(desk, id);
    if (same.isPresent()) {
      return same.get();
    }
    requireSigned(desk, signed, text);
    return shown(desk, id, Scan.Mode.OFFLINE);
  }

  /** The checks of a point without a network, with what the service itself publishes. */
  private void requireSigned(Desk desk, OfflineCode signed, String text) throws NotChecked {
    Evidence evidence = trust.evidence();
    Instant made = signed.claims().issuedAt();
    Evidence opening =
        evidence
            .presentation()
            .map(listed ->
                evidence.withPresentation(offline.opening(listed, signed.claims().scene(), made)))
            .orElse(evidence);
    Set<String> scenes =
        org.liangzheng.api.presentation.code.SceneKeys.name(desk.scene())
            .map(Set::of)
            .orElse(Set.of());
    CodePolicy policy = new CodePolicy(NODES, CoseAlgorithms.DEFAULT, Optional.of(scenes));
    switch (CodeVerifier.verify(text, opening, policy, clock.instant())) {
      case CodeResult.Valid _ -> {}
      case CodeResult.NotChecked(CodeFault fault, _, _) -> throw new NotChecked(fault);
    }
  }

  /** What this very point was told about this very code. */
  private Optional<ScanAnswer> same(Desk desk, ByteString secret) {
    return presentations
        .code(secret)
        .filter(row -> row.point().equals(Optional.of(desk.point().id())))
        .flatMap(CodeRow::scan)
        .flatMap(this::told);
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

  /** The same; an asking whose time is over has ended by this. */
  Optional<ScanAnswer> settled(UUID scan) {
    scans
        .find(scan)
        .filter(found -> found.state() == Scan.State.ASKED)
        .filter(found -> found.lapsesAt().map(end -> !clock.instant().isBefore(end)).orElse(true))
        .ifPresent(this::lapse);
    return told(scan);
  }

  private ScanAnswer shown(Desk desk, ByteString secret, Scan.Mode mode) throws NotChecked {
    CodeRow code =
        presentations.code(secret).orElseThrow(() -> new NotChecked(ScanReason.CODE_UNKNOWN));
    Presentation shown =
        presentations
            .find(code.presentation())
            .orElseThrow(() -> new NotChecked(ScanReason.CODE_UNKNOWN));
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
        // A new version came in between: it is looked at, and the scan made again.
      }
    }
    throw new NotChecked(ScanReason.LICENCE_GONE);
  }

  /** In one transaction: use the code up, answer, write down, tell the holder. */
  private ScanAnswer first(Desk desk, CodeRow code, VerdictDesk.Looked looked, Scan.Mode mode)
      throws NotChecked {
    NotChecked[] nothing = new NotChecked[1];
    ScanAnswer answer =
        transactions.execute(_ -> {
          Presentation shown = presentations.hold(code.presentation());
          CodeRow now = presentations.code(code.id());
          if (now.scan().isPresent()) {
            return used(desk, now, shown, mode);
          }
          if (shown.endedAt().isPresent()) {
            nothing[0] = new NotChecked(ScanReason.CODE_STOPPED);
            return null;
          }
          Instant at = clock.instant();
          if (mode == Scan.Mode.ONLINE && at.isAfter(now.expiresAt())) {
            nothing[0] = new NotChecked(CodeFault.CODE_EXPIRED);
            return null;
          }
          UUID scan = ids.next();
          if (!presentations.use(code.id(), scan, desk.point().id(), at)) {
            return used(desk, presentations.code(code.id()), shown, mode);
          }
          return looked.scene().sensitive()
              ? ask(desk, shown, scan, at, mode)
              : answer(desk, shown, looked, scan, mode);
        });
    if (nothing[0] != null) {
      return keep(desk, nothing[0], mode, null, Optional.of(code.presentation()));
    }
    return Objects.requireNonNull(answer);
  }

  private ScanAnswer ask(Desk desk, Presentation shown, UUID scan, Instant at, Scan.Mode mode) {
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
    scans.insert(asked, null);
    events.add(shown.id(), PresentationEvent.Kind.ASKED, at, scan, desk.point().id(), null);
    return ScanAnswer.asked(asked);
  }

  private ScanAnswer answer(
      Desk desk, Presentation shown, VerdictDesk.Looked looked, UUID scan, Scan.Mode mode) {
    ScanAnswer answer = verdicts.verdict(shown, desk.point(), looked, references.next(), mode);
    insert(desk, answer, scan, Optional.of(shown.id()));
    checked(shown, desk.point(), scan, answer);
    return answer;
  }

  /** What goes with a verdict. */
  private void checked(Presentation shown, VerifierPoint point, UUID scan, ScanAnswer answer) {
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

  private void insert(Desk desk, ScanAnswer answer, UUID scan, Optional<UUID> presentation) {
    ScanAnswer.Told reason = answer.reason();
    scans.insert(
        new Scan(
            scan,
            desk.point().id(),
            desk.point().authority(),
            presentation,
            desk.scene(),
            answer.mode(),
            answer.outcome(),
            Optional.ofNullable(answer.verdict()),
            reason == null ? Optional.empty() : Optional.of(reason.code()),
            answer.reference(),
            answer.checkedAt(),
            Optional.empty(),
            Optional.empty(),
            List.of()),
        verdicts.bytes(answer));
  }

  /** The same point is told the same again; another when and in what kind of place. */
  private ScanAnswer used(Desk desk, CodeRow code, Presentation shown, Scan.Mode mode) {
    if (code.point().equals(Optional.of(desk.point().id()))) {
      Optional<ScanAnswer> same = code.scan().flatMap(this::told);
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
      insert(desk, answer, scan, Optional.of(shown.id()));
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

  private ScanAnswer keep(
      Desk desk,
      NotChecked nothing,
      Scan.Mode mode,
      ScanAnswer.@Nullable Used used,
      Optional<UUID> presentation) {
    ScanAnswer answer =
        ScanAnswer.without(
            nothing.outcome,
            references.next(),
            clock.instant(),
            mode,
            nothing.reason,
            nothing.next,
            used);
    transactions.executeWithoutResult(_ -> insert(desk, answer, ids.next(), presentation));
    return answer;
  }

  private ScanAnswer face(Desk desk, FaceCode face) throws NotChecked {
    ScanAnswer answer =
        faces
            .answer(face.handle(), references.next())
            .orElseThrow(() -> new NotChecked(ScanReason.FACE_UNKNOWN));
    transactions.executeWithoutResult(_ -> {
      UUID scan = ids.next();
      insert(desk, answer, scan, Optional.empty());
      verdicts.record(
          "PRESENTATION_CHECKED",
          scan,
          desk.point(),
          desk.scene(),
          Scan.Mode.FACE,
          answer.verdict());
    });
    return answer;
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
    ScanAnswer answer = verdicts.verdict(held, point.get(), looked, scan.reference(), scan.mode());
    ScanAnswer.Told reason = Objects.requireNonNull(answer.reason());
    var _ =
        scans.close(
            scan.id(), Scan.State.VERDICT, answer.verdict(), reason.code(), verdicts.bytes(answer));
    checked(held, point.get(), scan.id(), answer);
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

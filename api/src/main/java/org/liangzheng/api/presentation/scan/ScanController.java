package org.liangzheng.api.presentation.scan;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.identity.Access;
import org.liangzheng.api.identity.Caller;
import org.liangzheng.api.identity.Scope;
import org.liangzheng.api.licence.LegalDay;
import org.liangzheng.api.presentation.book.Scan;
import org.liangzheng.api.presentation.book.Scans;
import org.liangzheng.api.presentation.code.SceneKeys;
import org.liangzheng.api.presentation.point.PointView;
import org.liangzheng.api.presentation.point.Points;
import org.liangzheng.api.presentation.point.VerifierPoint;
import org.liangzheng.api.trust.PointPacks;
import org.liangzheng.api.trust.TrustDirectory;
import org.liangzheng.api.web.FieldProblems;
import org.liangzheng.api.web.Problem;
import org.liangzheng.api.web.WebProblem;
import org.liangzheng.verifier.format.pack.EvidencePack;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;

/** The calls of verifier points. */
@RestController
class ScanController {
  static final String VERIFY = "/v1/presentations/verify";

  private static final MediaType JOSE = MediaType.parseMediaType("application/jose");
  private static final int PAGE = 20;
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(25);

  private final ScanDesk desk;
  private final Waiting waiting;
  private final OfflineDesk offline;
  private final Points points;
  private final PointView views;
  private final Scans scans;
  private final SceneKeys sceneKeys;
  private final PointPacks packs;
  private final TrustDirectory trust;
  private final Clock clock;

  ScanController(
      ScanDesk desk,
      Waiting waiting,
      OfflineDesk offline,
      Points points,
      PointView views,
      Scans scans,
      SceneKeys sceneKeys,
      PointPacks packs,
      TrustDirectory trust,
      Clock clock) {
    this.desk = desk;
    this.waiting = waiting;
    this.offline = offline;
    this.points = points;
    this.views = views;
    this.scans = scans;
    this.sceneKeys = sceneKeys;
    this.packs = packs;
    this.trust = trust;
    this.clock = clock;
  }

  /** Body of a scan: what was read, without the line end of a hand scanner. */
  record Verify(@Nullable String code, @Nullable String scene) {
    /** Never the code. */
    @Override
    public String toString() {
      return "Verify[" + scene + "]";
    }
  }

  /** A point about itself. */
  record Self(PointView.Self point, PackView pack, int today) {}

  /** The newest pack. */
  record PackView(long version, Instant issuedAt, long ageSeconds) {}

  /** A scan in a point's own log; it names nobody. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Entry(
      UUID id,
      Instant at,
      String scene,
      Scan.Mode mode,
      Scan.State outcome,
      @Nullable String verdict,
      ScanAnswer.@Nullable Told reason,
      String reference) {}

  /** A page of them, newest first; {@code next} is the cursor of the next page. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Log(List<Entry> items, @Nullable UUID next) {}

  /** Checks a code and uses it up. */
  @PostMapping(VERIFY)
  @Access(scope = Scope.PRESENTATION_VERIFY)
  ResponseEntity<ScanAnswer> verify(Caller.Point caller, @RequestBody Verify body) {
    String code = body.code();
    String scene = body.scene();
    if (code == null || scene == null) {
      FieldProblems problems = new FieldProblems();
      problems.require(code != null, "/code", WebProblem.FIELD_MISSING);
      problems.require(scene != null, "/scene", WebProblem.FIELD_MISSING);
      problems.throwIfAny();
      throw new IllegalStateException("a field is missing");
    }
    return answer(desk.verify(caller, code, scene));
  }

  /** The answer of a scan for which the holder is asked; waits if the caller prefers to. */
  @GetMapping("/v1/presentations/requests/{id}")
  @Access(scope = Scope.PRESENTATION_VERIFY)
  DeferredResult<ResponseEntity<ScanAnswer>> request(
      Caller.Point caller,
      @PathVariable UUID id,
      @RequestHeader(name = "Prefer", required = false) @Nullable String prefer) {
    var _ =
        scans
            .find(id)
            .filter(scan -> scan.point().equals(caller.id()))
            .orElseThrow(() -> new Problem(ScanProblem.REQUEST_UNKNOWN));
    return waiting.answer(id, wait(prefer), ScanController::answer);
  }

  /** RFC 7240 §4.3; zero where nothing is said or it is not understood. */
  private static Duration wait(@Nullable String prefer) {
    if (prefer != null && prefer.matches("wait=[0-9]{1,3}")) {
      Duration asked = Duration.ofSeconds(Long.parseLong(prefer.substring("wait=".length())));
      return asked.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : asked;
    }
    return Duration.ZERO;
  }

  private static ResponseEntity<ScanAnswer> answer(ScanAnswer answer) {
    return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(answer);
  }

  /** The calling point: its scenes, how fresh the evidence is, how many scans it made today. */
  @GetMapping("/v1/verifier-points/self")
  @Access(scope = Scope.PRESENTATION_VERIFY)
  ResponseEntity<Self> self(Caller.Point caller) {
    VerifierPoint point = points.active(caller.id());
    Instant now = clock.instant();
    EvidencePack pack = trust.newest().pack();
    Instant today = LegalDay.start(LegalDay.of(now));
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noStore())
        .body(
            new Self(
                views.self(point),
                new PackView(
                    pack.version(),
                    pack.issuedAt(),
                    Math.max(0, Duration.between(pack.issuedAt(), now).toSeconds())),
                scans.count(point.id(), today)));
  }

  /** The pack with the keys of the point's scenes, to check offline codes without a network. */
  @GetMapping("/v1/verifier-points/self/pack")
  @Access(scope = Scope.PRESENTATION_VERIFY)
  ResponseEntity<byte[]> pack(Caller.Point caller) {
    VerifierPoint point = points.active(caller.id());
    PointPacks.PointPack pack = packs.pack(sceneKeys.forPoint(point.scenes()));
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noStore())
        .contentType(JOSE)
        .body(pack.bytes().toByteArray());
  }

  /** The point's own scans, without personal data. */
  @GetMapping("/v1/verifier-points/self/scans")
  @Access(scope = Scope.PRESENTATION_VERIFY)
  ResponseEntity<Log> log(
      Caller.Point caller, @RequestParam(required = false) @Nullable UUID cursor) {
    List<Scan> found = scans.of(caller.id(), cursor, PAGE + 1);
    List<Entry> items = found.stream().limit(PAGE).map(ScanController::entry).toList();
    UUID next = found.size() > PAGE ? items.getLast().id() : null;
    return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(new Log(items, next));
  }

  private static Entry entry(Scan scan) {
    Optional<ScanAnswer.Told> reason = scan.reason().map(Reasons::listed);
    return new Entry(
        scan.id(),
        scan.at(),
        scan.scene(),
        scan.mode(),
        scan.state(),
        scan.verdict().orElse(null),
        reason.orElse(null),
        scan.reference());
  }

  /** Takes in what the point checked without the service. */
  @PostMapping("/v1/presentations/offline-scans")
  @Access(scope = Scope.PRESENTATION_VERIFY)
  ResponseEntity<OfflineDesk.Reconciled> offline(
      Caller.Point caller, @RequestBody OfflineDesk.Report body) {
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noStore())
        .body(offline.reconcile(points.active(caller.id()), body));
  }
}

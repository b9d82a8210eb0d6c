package org.liangzheng.api.presentation.point;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.identity.Access;
import org.liangzheng.api.identity.AccessControl;
import org.liangzheng.api.identity.Caller;
import org.liangzheng.api.identity.Scope;
import org.liangzheng.api.text.Said;
import org.liangzheng.api.web.FieldProblems;
import org.liangzheng.api.web.Problem;
import org.liangzheng.api.web.WebProblem;
import org.liangzheng.api.web.idempotency.Answer;
import org.liangzheng.api.web.idempotency.Idempotency;
import org.liangzheng.api.web.idempotency.Outcome;
import org.liangzheng.api.web.idempotency.PlainActs;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** Verifier points, as the officers of their authority keep them. */
@RestController
class PointController {
  static final String REGISTER = "POST /v1/verifier-points";
  static final String CODES = "POST /v1/verifier-points/{id}/enrolment-codes";
  static final String SUSPEND = "POST /v1/verifier-points/{id}/suspension";
  static final String RESUME = "POST /v1/verifier-points/{id}/resumption";
  static final String REVOKE = "POST /v1/verifier-points/{id}/revocation";

  private static final int LONGEST = 100;
  private static final int MOST_SCENES = 50;

  private final Points points;
  private final Scenes scenes;
  private final AccessControl access;
  private final PlainActs acts;
  private final Clock clock;
  private final JsonMapper json;

  PointController(
      Points points,
      Scenes scenes,
      AccessControl access,
      PlainActs acts,
      Clock clock,
      JsonMapper json) {
    this.points = points;
    this.scenes = scenes;
    this.access = access;
    this.acts = acts;
    this.clock = clock;
    this.json = json;
  }

  /** Body that registers a point; {@code scenes} are codes of scenes of the catalogue. */
  record Register(
      @Nullable Said name,
      @Nullable Said place,
      @Nullable PlaceKind placeKind,
      @Nullable List<String> scenes) {}

  /**
   * A code of enrolment, shown this once.
   *
   * @param enrolmentCode 16 letters and digits in groups of four
   */
  record Made(UUID id, String enrolmentCode, Instant until) {}

  /** All points of an authority. */
  record Page(List<PointView.Shown> points) {}

  /** Registers a point of the caller's authority. */
  @PostMapping("/v1/verifier-points")
  @Access(scope = Scope.POINT_MANAGE)
  ResponseEntity<byte[]> register(
      Caller.Officer caller,
      @RequestHeader(name = Idempotency.HEADER, required = false) @Nullable String key,
      @RequestBody Register body) {
    return acts.run(
        caller.actor(),
        REGISTER,
        key,
        List.of(body, caller.authority().value()),
        (id, at) -> {
          VerifierPoint point = point(id, at, caller, body);
          String code = points.newCode();
          return new Outcome(
              Answer.json(
                  201, Map.of("Location", "/v1/verifier-points/" + id), made(id, code), json),
              () -> points.insert(point, code, caller.actor()));
        });
  }

  private Made made(UUID id, String code) {
    return new Made(id, code, clock.instant().plus(Points.ENROLMENT));
  }

  private VerifierPoint point(UUID id, Instant at, Caller.Officer caller, Register body) {
    FieldProblems problems = new FieldProblems();
    Said name = said(body.name(), "/name", problems);
    Said place = said(body.place(), "/place", problems);
    problems.require(body.placeKind() != null, "/placeKind", WebProblem.FIELD_MISSING);
    List<String> codes = body.scenes() == null ? List.of() : body.scenes();
    problems.require(!codes.isEmpty(), "/scenes", WebProblem.FIELD_MISSING);
    problems.require(codes.size() <= MOST_SCENES, "/scenes", WebProblem.FIELD_MALFORMED);
    for (int i = 0; i < Math.min(codes.size(), MOST_SCENES); i++) {
      problems.require(
          scenes.find(codes.get(i)).isPresent(), "/scenes/" + i, PointProblem.SCENE_UNKNOWN);
    }
    problems.throwIfAny();
    return new VerifierPoint(
        id,
        caller.authority(),
        name,
        place,
        Optional.ofNullable(body.placeKind()).orElseThrow(),
        codes.stream().distinct().sorted().toList(),
        at,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static Said said(@Nullable Said text, String pointer, FieldProblems problems) {
    if (text == null) {
      problems.add(pointer, WebProblem.FIELD_MISSING);
      return new Said("", "");
    }
    problems.require(line(text.zh()), pointer + "/zh", WebProblem.FIELD_MALFORMED);
    problems.require(line(text.en()), pointer + "/en", WebProblem.FIELD_MALFORMED);
    return text;
  }

  private static boolean line(@Nullable String text) {
    return text != null
        && !text.isBlank()
        && text.length() <= LONGEST
        && text.chars().noneMatch(Character::isISOControl);
  }

  /** The points of the caller's authority, newest first. */
  @GetMapping("/v1/verifier-points")
  @Access(scope = Scope.POINT_READ)
  ResponseEntity<Page> list(Caller.Officer caller) {
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noStore())
        .body(new Page(points.of(caller.authority()).stream().map(PointView::shown).toList()));
  }

  /** One of them. */
  @GetMapping("/v1/verifier-points/{id}")
  @Access(scope = Scope.POINT_READ)
  ResponseEntity<PointView.Shown> show(Caller.Officer caller, @PathVariable UUID id) {
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noStore())
        .body(PointView.shown(own(caller, id)));
  }

  /** Makes another code of enrolment, for a device that is new or lost its key. */
  @PostMapping("/v1/verifier-points/{id}/enrolment-codes")
  @Access(scope = Scope.POINT_MANAGE)
  ResponseEntity<byte[]> code(
      Caller.Officer caller,
      @PathVariable UUID id,
      @RequestHeader(name = Idempotency.HEADER, required = false) @Nullable String key) {
    return acts.run(
        caller.actor(),
        CODES,
        key,
        List.of(id, caller.authority().value()),
        (_, _) -> {
          VerifierPoint point = own(caller, id);
          String code = points.newCode();
          return new Outcome(
              Answer.json(201, Map.of(), made(id, code), json),
              () -> points.renewCode(point, code, caller.actor()));
        });
  }

  /** Takes a point out of use until it is resumed; one person may. */
  @PostMapping("/v1/verifier-points/{id}/suspension")
  @Access(scope = Scope.POINT_MANAGE)
  ResponseEntity<byte[]> suspend(
      Caller.Officer caller,
      @PathVariable UUID id,
      @RequestHeader(name = Idempotency.HEADER, required = false) @Nullable String key) {
    return act(caller, id, SUSPEND, key, point -> points.suspend(point, caller.actor()));
  }

  /** Lets a suspended point work again. */
  @PostMapping("/v1/verifier-points/{id}/resumption")
  @Access(scope = Scope.POINT_MANAGE)
  ResponseEntity<byte[]> resume(
      Caller.Officer caller,
      @PathVariable UUID id,
      @RequestHeader(name = Idempotency.HEADER, required = false) @Nullable String key) {
    return act(caller, id, RESUME, key, point -> points.resume(point, caller.actor()));
  }

  /** Ends a point for good. */
  @PostMapping("/v1/verifier-points/{id}/revocation")
  @Access(scope = Scope.POINT_MANAGE)
  ResponseEntity<byte[]> revoke(
      Caller.Officer caller,
      @PathVariable UUID id,
      @RequestHeader(name = Idempotency.HEADER, required = false) @Nullable String key) {
    return act(caller, id, REVOKE, key, point -> points.revoke(point, caller.actor()));
  }

  private ResponseEntity<byte[]> act(
      Caller.Officer caller,
      UUID id,
      String route,
      @Nullable String key,
      Consumer<VerifierPoint> does) {
    return acts.run(
        caller.actor(),
        route,
        key,
        List.of(id, caller.authority().value()),
        (_, _) -> {
          VerifierPoint point = own(caller, id);
          String word = route.substring(route.lastIndexOf('/') + 1);
          return new Outcome(
              Answer.json(200, Map.of(), Map.of("id", id, "done", word), json),
              () -> does.accept(point));
        });
  }

  private VerifierPoint own(Caller.Officer caller, UUID id) {
    VerifierPoint point =
        points.look(id).orElseThrow(() -> new Problem(PointProblem.POINT_UNKNOWN));
    access.requireOwn(caller, point.authority(), PointProblem.POINT_UNKNOWN);
    return point;
  }
}

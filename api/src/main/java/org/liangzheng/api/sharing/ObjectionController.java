package org.liangzheng.api.sharing;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.audit.AuditFact;
import org.liangzheng.api.audit.AuditLog;
import org.liangzheng.api.identity.Access;
import org.liangzheng.api.identity.AccessControl;
import org.liangzheng.api.identity.Caller;
import org.liangzheng.api.identity.MandateScope;
import org.liangzheng.api.identity.Scope;
import org.liangzheng.api.licence.LegalDay;
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
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** Objections of holders to a use, with a clock in working days. */
@RestController
class ObjectionController {
  static final String OBJECT = "POST /v1/holder/objections";
  static final String ANSWER = "POST /v1/objections/{id}/answer";
  private static final Pattern TEXT = Pattern.compile("\\P{Cc}{1,500}");

  private final Objections objections;
  private final FetchRows fetches;
  private final AccessControl access;
  private final AuditLog audit;
  private final SharingSettings settings;
  private final PlainActs acts;
  private final Clock clock;
  private final JsonMapper json;

  ObjectionController(
      Objections objections,
      FetchRows fetches,
      AccessControl access,
      AuditLog audit,
      SharingSettings settings,
      PlainActs acts,
      Clock clock,
      JsonMapper json) {
    this.objections = objections;
    this.fetches = fetches;
    this.access = access;
    this.audit = audit;
    this.settings = settings;
    this.acts = acts;
    this.clock = clock;
    this.json = json;
  }

  /**
   * Body of an objection.
   *
   * @param fetch the use; its id is the receipt's
   * @param text why, 1 to 500 characters; may be left out
   * @param pause whether the asker gets nothing more of that licence until it is answered
   */
  record Objecting(@Nullable UUID fetch, @Nullable String text, @Nullable Boolean pause) {
    @Override
    public String toString() {
      return "Objecting";
    }
  }

  /** Body of an answer: UPHELD or REJECTED, and why. */
  record Reply(Objections.@Nullable State outcome, @Nullable String text) {
    @Override
    public String toString() {
      return "Reply";
    }
  }

  /**
   * An objection.
   *
   * @param overdue whether its last day is past without an answer
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record View(
      UUID id,
      UUID fetch,
      String authority,
      UUID licence,
      Objections.State state,
      boolean paused,
      LocalDate dueOn,
      boolean overdue,
      String text,
      @Nullable String answer,
      Instant objectedAt,
      @Nullable Instant answeredAt) {
    @Override
    public String toString() {
      return "Objection[" + id + "]";
    }
  }

  /** All that is listed. */
  record Page(List<View> objections) {}

  /** A holder's own objections with their outcomes. */
  @GetMapping("/v1/holder/objections")
  @Access(scope = Scope.OBJECTION_OWN)
  ResponseEntity<Page> own(
      Caller.Holder caller, @RequestParam(required = false) @Nullable UUID principal) {
    UUID party = principal == null ? caller.party() : principal;
    access.requireFor(caller, party, MandateScope.OBJECT, SharingProblem.OBJECTION_UNKNOWN);
    return page(objections.of(party));
  }

  /** Objects to a use of one's own licence. */
  @PostMapping("/v1/holder/objections")
  @Access(scope = Scope.OBJECTION_OWN)
  ResponseEntity<byte[]> object(
      Caller.Holder caller,
      @RequestHeader(name = Idempotency.HEADER, required = false) @Nullable String key,
      @RequestBody Objecting body) {
    return acts.run(
        caller.actor(), OBJECT, key, List.of(body), (id, at) -> objected(id, body, caller, at));
  }

  private Outcome objected(UUID id, Objecting body, Caller.Holder caller, Instant at) {
    FieldProblems problems = new FieldProblems();
    problems.require(body.fetch() != null, "/fetch", WebProblem.FIELD_MISSING);
    problems.require(
        body.text() == null || TEXT.matcher(body.text()).matches(),
        "/text",
        WebProblem.FIELD_MALFORMED);
    problems.throwIfAny();
    FetchRows.Fetch fetch =
        fetches
            .find(Optional.ofNullable(body.fetch()).orElseThrow())
            .orElseThrow(() -> new Problem(SharingProblem.FETCH_UNKNOWN));
    access.requireFor(caller, fetch.party(), MandateScope.OBJECT, SharingProblem.FETCH_UNKNOWN);
    if (objections.ofFetch(fetch.id()).isPresent()) {
      throw new Problem(SharingProblem.OBJECTION_MADE_ALREADY);
    }
    LocalDate due =
        WorkingDays.of(settings.holidays(), settings.workdays())
            .after(LegalDay.of(at), settings.objectionDays());
    Objections.Objection objection =
        new Objections.Objection(
            id,
            fetch.id(),
            fetch.party(),
            fetch.authority(),
            fetch.licence(),
            Objections.State.OPEN,
            Boolean.TRUE.equals(body.pause()),
            due,
            Optional.ofNullable(body.text()).orElse(""),
            null,
            at,
            null);
    return new Outcome(
        Answer.json(201, Map.of(), view(objection), json),
        () -> {
          objections.insert(objection, caller.account());
          record("OBJECTION_MADE", objection, caller);
        });
  }

  /** Objections to what the caller's authority used, those to answer first. */
  @GetMapping("/v1/objections")
  @Access(scope = Scope.OBJECTION_ANSWER)
  ResponseEntity<Page> list(Caller.OfAuthority caller) {
    return page(objections.of(caller.authority()));
  }

  /** Answers: the holder sees the outcome; a pause ends only if the objection is rejected. */
  @PostMapping("/v1/objections/{id}/answer")
  @Access(scope = Scope.OBJECTION_ANSWER)
  ResponseEntity<byte[]> answer(
      Caller.OfAuthority caller,
      @PathVariable UUID id,
      @RequestHeader(name = Idempotency.HEADER, required = false) @Nullable String key,
      @RequestBody Reply body) {
    return acts.run(
        caller.actor(),
        ANSWER,
        key,
        List.of(id, body, caller.authority().value()),
        (_, at) -> answered(id, body, caller, at));
  }

  private Outcome answered(UUID id, Reply body, Caller.OfAuthority caller, Instant at) {
    Objections.Objection objection =
        objections.find(id).orElseThrow(() -> new Problem(SharingProblem.OBJECTION_UNKNOWN));
    access.requireOwn(caller, objection.authority(), SharingProblem.OBJECTION_UNKNOWN);
    FieldProblems problems = new FieldProblems();
    problems.require(
        body.outcome() != null && body.outcome() != Objections.State.OPEN,
        "/outcome",
        body.outcome() == null ? WebProblem.FIELD_MISSING : WebProblem.FIELD_MALFORMED);
    problems.require(
        body.text() != null && TEXT.matcher(body.text()).matches(),
        "/text",
        body.text() == null ? WebProblem.FIELD_MISSING : WebProblem.FIELD_MALFORMED);
    problems.throwIfAny();
    Objections.State outcome = Optional.ofNullable(body.outcome()).orElseThrow();
    String text = Optional.ofNullable(body.text()).orElseThrow();
    return new Outcome(
        Answer.json(200, Map.of(), Map.of("objection", id, "state", outcome), json),
        () -> {
          if (!objections.answer(id, outcome, text, at)) {
            throw new Problem(SharingProblem.OBJECTION_ANSWERED);
          }
          record("OBJECTION_" + outcome.name(), objection, caller);
        });
  }

  private void record(String act, Objections.Objection objection, Caller caller) {
    audit.record(
        new AuditFact(
            act,
            objection.id(),
            objection.authority(),
            caller.actor(),
            json.createObjectNode()
                .put("due", objection.dueOn().toString())
                .put("fetch", objection.fetch().toString())
                .put("paused", objection.paused())));
  }

  private ResponseEntity<Page> page(List<Objections.Objection> list) {
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noStore())
        .body(new Page(list.stream().map(this::view).toList()));
  }

  private View view(Objections.Objection one) {
    return new View(
        one.id(),
        one.fetch(),
        one.authority().value(),
        one.licence(),
        one.state(),
        one.paused(),
        one.dueOn(),
        one.state() == Objections.State.OPEN && LegalDay.of(clock.instant()).isAfter(one.dueOn()),
        one.text(),
        one.answer(),
        one.objectedAt(),
        one.answeredAt());
  }
}

package org.liangzheng.api.seal.task;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.authority.Authorities;
import org.liangzheng.api.identity.Access;
import org.liangzheng.api.identity.Caller;
import org.liangzheng.api.identity.Scope;
import org.liangzheng.api.seal.task.SealingTask.Decision;
import org.liangzheng.api.seal.task.SealingTask.Party;
import org.liangzheng.api.seal.task.SealingTask.State;
import org.liangzheng.api.seal.use.Sealing;
import org.liangzheng.api.web.FieldProblems;
import org.liangzheng.api.web.Ids;
import org.liangzheng.api.web.Problem;
import org.liangzheng.api.web.WebProblem;
import org.liangzheng.api.web.idempotency.Act;
import org.liangzheng.api.web.idempotency.Answer;
import org.liangzheng.api.web.idempotency.Idempotency;
import org.liangzheng.api.web.idempotency.Intent;
import org.liangzheng.api.web.idempotency.Outcome;
import org.liangzheng.api.web.idempotency.RequestDigest;
import org.liangzheng.verifier.crypto.ByteString;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** Sealing tasks over HTTP, for the authorities they involve. */
@RestController
class SealingTaskController {
  static final String PATH = "/v1/sealing-tasks";
  static final String CREATE = "POST /v1/sealing-tasks";
  static final String APPROVE = "POST /v1/sealing-tasks/{id}/approval";
  static final String REFUSE = "POST /v1/sealing-tasks/{id}/refusal";
  static final String WITHDRAW = "POST /v1/sealing-tasks/{id}/withdrawal";

  private static final MediaType OFD = MediaType.parseMediaType("application/ofd");
  private static final int PAGE = 50;
  private static final int DIGEST = 64;

  private final SealingTasks tasks;
  private final TaskStore store;
  private final Sealing sealing;
  private final Authorities authorities;
  private final Idempotency idempotency;
  private final Ids ids;
  private final JsonMapper json;

  SealingTaskController(
      SealingTasks tasks,
      TaskStore store,
      Sealing sealing,
      Authorities authorities,
      Idempotency idempotency,
      Ids ids,
      JsonMapper json) {
    this.tasks = tasks;
    this.store = store;
    this.sealing = sealing;
    this.authorities = authorities;
    this.idempotency = idempotency;
    this.ids = ids;
    this.json = json;
  }

  /**
   * A task as shown.
   *
   * @param original SHA-256 of the document as it came; sent back by who approves
   */
  record View(
      UUID id,
      String authority,
      String title,
      @Nullable String matter,
      TaskRequests.Order order,
      boolean lock,
      State state,
      String original,
      int revision,
      Instant createdAt,
      @Nullable Instant settledAt,
      @Nullable Instant deadline,
      List<PartyView> parties,
      @Nullable List<StepView> steps) {
    @Override
    public String toString() {
      return "View[" + id + "]";
    }
  }

  /** One authority of a task. */
  record PartyView(
      int number,
      String authority,
      Decision decision,
      boolean turn,
      @Nullable String decidedBy,
      @Nullable UUID use,
      @Nullable String reason,
      @Nullable Instant decidedAt) {}

  /** One entry of the journal. */
  record StepView(SealingTask.Act act, String authority, String actor, int revision, Instant at) {}

  /** A page, newest first. */
  record Page(List<View> tasks, @Nullable UUID next) {}

  /** Tasks that the caller's authority asked for or has to seal, newest first. */
  @GetMapping(PATH)
  @Access(scope = Scope.SEAL_USE)
  Page list(Caller.OfAuthority caller, @RequestParam(required = false) @Nullable UUID after) {
    List<SealingTask> found = store.list(caller.authority(), after, PAGE);
    return new Page(
        found.stream().map(task -> view(task, null)).toList(),
        found.size() < PAGE ? null : found.getLast().id());
  }

  /** One of them, with its journal. */
  @GetMapping(PATH + "/{id}")
  @Access(scope = Scope.SEAL_USE)
  View show(Caller.OfAuthority caller, @PathVariable UUID id) {
    SealingTask task = tasks.get(id, caller.authority());
    return view(
        task,
        store.steps(id).stream()
            .map(step ->
                new StepView(
                    step.act(), step.authority().value(), step.actor(), step.revision(), step.at()))
            .toList());
  }

  /** The document as it stands. */
  @GetMapping(PATH + "/{id}/file")
  @Access(scope = Scope.SEAL_USE)
  ResponseEntity<byte[]> file(Caller.OfAuthority caller, @PathVariable UUID id) {
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noStore())
        .contentType(OFD)
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            ContentDisposition.attachment().filename(id + ".ofd").build().toString())
        .body(store.document(tasks.get(id, caller.authority()).id()));
  }

  /** Asks several authorities to seal a document. */
  @PostMapping(PATH)
  @Access(scope = Scope.SEAL_USE)
  ResponseEntity<byte[]> create(
      Caller.OfAuthority caller,
      @RequestHeader(name = Idempotency.HEADER, required = false) @Nullable String key,
      @RequestBody TaskRequests.Create body) {
    return run(
        caller,
        CREATE,
        key,
        RequestDigest.of(json, body, caller.authority().value()),
        intent -> {
          byte[] document = TaskRequests.document(body);
          UUID[] allotted = allotted(intent);
          SealingTask task =
              TaskRequests.task(
                  body, document, allotted[0], allotted[1], intent.time(), caller, authorities);
          var _ = sealing.stampable(document);
          return new Outcome(
              Answer.json(201, Map.of("Location", PATH + "/" + task.id()), view(task, null), json),
              () -> tasks.create(task, document));
        });
  }

  /** Approves for the caller's authority and seals. */
  @PostMapping(PATH + "/{id}/approval")
  @Access(scope = Scope.SEAL_TASK_DECIDE)
  ResponseEntity<byte[]> approve(
      Caller.Officer caller,
      @PathVariable UUID id,
      @RequestHeader(name = Idempotency.HEADER, required = false) @Nullable String key,
      @RequestBody TaskRequests.Approve body) {
    return run(
        caller,
        APPROVE,
        key,
        RequestDigest.of(json, id, body, caller.authority().value()),
        intent -> {
          FieldProblems problems = new FieldProblems();
          UUID seal = body.seal();
          String digest = body.document();
          problems.require(seal != null, "/seal", WebProblem.FIELD_MISSING);
          problems.require(
              digest != null
                  && digest.length() == DIGEST
                  && digest.chars().allMatch(HexFormat::isHexDigit),
              "/document",
              digest == null ? WebProblem.FIELD_MISSING : WebProblem.FIELD_MALFORMED);
          problems.throwIfAny();
          if (seal == null || digest == null) {
            throw new IllegalStateException("there was a problem");
          }
          UUID[] allotted = allotted(intent);
          SealingTasks.Sealed sealed =
              tasks.approve(
                  new SealingTasks.Approval(
                      id,
                      caller,
                      seal,
                      ByteString.of(HexFormat.of().parseHex(digest)),
                      allotted[0],
                      // Each attempt may meet another document.
                      ids.next(),
                      intent.id(),
                      intent.time()));
          Map<String, Object> answer = new LinkedHashMap<>();
          answer.put("id", id);
          answer.put("state", sealed.state());
          answer.put("revision", sealed.revision());
          answer.put("use", allotted[0]);
          return new Outcome(Answer.json(200, Map.of(), answer, json), sealed.persist());
        });
  }

  /** Refuses for the caller's authority, which ends the task. */
  @PostMapping(PATH + "/{id}/refusal")
  @Access(scope = Scope.SEAL_TASK_DECIDE)
  ResponseEntity<byte[]> refuse(
      Caller.Officer caller,
      @PathVariable UUID id,
      @RequestHeader(name = Idempotency.HEADER, required = false) @Nullable String key,
      @RequestBody TaskRequests.Refuse body) {
    return run(
        caller,
        REFUSE,
        key,
        RequestDigest.of(json, id, body, caller.authority().value()),
        _ -> {
          SealingTask task = tasks.get(id, caller.authority());
          Party party = tasks.open(task, caller.authority());
          String reason = TaskRequests.reason(body);
          return new Outcome(
              ended(id, State.REFUSED), () -> tasks.refuse(task, party, caller.actor(), reason));
        });
  }

  /** Takes back a task that the caller's authority asked for. */
  @PostMapping(PATH + "/{id}/withdrawal")
  @Access(scope = Scope.SEAL_USE)
  ResponseEntity<byte[]> withdraw(
      Caller.OfAuthority caller,
      @PathVariable UUID id,
      @RequestHeader(name = Idempotency.HEADER, required = false) @Nullable String key) {
    return run(
        caller,
        WITHDRAW,
        key,
        RequestDigest.of(json, id, caller.authority().value()),
        _ -> {
          SealingTask task = tasks.get(id, caller.authority());
          if (!task.authority().equals(caller.authority())) {
            throw new Problem(TaskProblem.SEALING_TASK_NOT_YOURS);
          }
          if (task.state() != State.OPEN) {
            throw new Problem(TaskProblem.SEALING_TASK_SETTLED);
          }
          return new Outcome(
              ended(id, State.WITHDRAWN), () -> tasks.withdraw(task, caller.actor()));
        });
  }

  private Answer ended(UUID id, State state) {
    return Answer.json(200, Map.of(), Map.of("id", id, "state", state), json);
  }

  private ResponseEntity<byte[]> run(
      Caller.OfAuthority caller,
      String route,
      @Nullable String key,
      RequestDigest digest,
      Function<Intent, Outcome> perform) {
    return idempotency
        .run(
            caller.actor(),
            route,
            key,
            digest,
            Act.of(
                () -> (ids.next() + " " + ids.next()).getBytes(StandardCharsets.US_ASCII), perform))
        .toResponse();
  }

  private static UUID[] allotted(Intent intent) {
    String[] parts = new String(intent.allotted(), StandardCharsets.US_ASCII).split(" ");
    return new UUID[] {UUID.fromString(parts[0]), UUID.fromString(parts[1])};
  }

  private static View view(SealingTask task, @Nullable List<StepView> steps) {
    return new View(
        task.id(),
        task.authority().value(),
        task.title(),
        task.matter().orElse(null),
        task.sequence() ? TaskRequests.Order.SEQUENCE : TaskRequests.Order.PARALLEL,
        task.lock(),
        task.state(),
        task.original().value().toHex(),
        task.revision(),
        task.createdAt(),
        task.settledAt().orElse(null),
        task.deadline().orElse(null),
        task.parties().stream()
            .map(party ->
                new PartyView(
                    party.number(),
                    party.authority().value(),
                    party.decision(),
                    task.state() == State.OPEN
                        && party.decision() == Decision.WAITING
                        && task.turnOf(party),
                    party.decidedBy().orElse(null),
                    party.use().orElse(null),
                    party.reason().orElse(null),
                    party.decidedAt().orElse(null)))
            .toList(),
        steps);
  }
}

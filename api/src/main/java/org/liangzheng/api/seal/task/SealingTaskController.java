package org.liangzheng.api.seal.task;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.identity.Access;
import org.liangzheng.api.identity.Caller;
import org.liangzheng.api.identity.Scope;
import org.liangzheng.api.seal.task.SealingTask.Decision;
import org.liangzheng.api.seal.task.SealingTask.State;
import org.liangzheng.api.web.idempotency.Act;
import org.liangzheng.api.web.idempotency.Idempotency;
import org.liangzheng.api.web.idempotency.Intent;
import org.liangzheng.api.web.idempotency.Outcome;
import org.liangzheng.api.web.idempotency.RequestDigest;
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

  private final SealingTasks tasks;
  private final TaskActs taskActs;
  private final TaskStore store;
  private final Idempotency idempotency;
  private final JsonMapper json;

  SealingTaskController(
      SealingTasks tasks,
      TaskActs taskActs,
      TaskStore store,
      Idempotency idempotency,
      JsonMapper json) {
    this.tasks = tasks;
    this.taskActs = taskActs;
    this.store = store;
    this.idempotency = idempotency;
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
    static View of(SealingTask task, @Nullable List<StepView> steps) {
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
        found.stream().map(task -> View.of(task, null)).toList(),
        found.size() < PAGE ? null : found.getLast().id());
  }

  /** One of them, with its journal. */
  @GetMapping(PATH + "/{id}")
  @Access(scope = Scope.SEAL_USE)
  View show(Caller.OfAuthority caller, @PathVariable UUID id) {
    SealingTask task = tasks.get(id, caller.authority());
    return View.of(
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
        intent -> taskActs.create(intent, caller, body));
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
        intent -> taskActs.approve(intent, id, caller, body));
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
        _ -> taskActs.refuse(id, caller, body));
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
        _ -> taskActs.withdraw(id, caller));
  }

  private ResponseEntity<byte[]> run(
      Caller.OfAuthority caller,
      String route,
      @Nullable String key,
      RequestDigest digest,
      Function<Intent, Outcome> perform) {
    return idempotency
        .run(caller.actor(), route, key, digest, Act.of(taskActs::allot, perform))
        .toResponse();
  }
}

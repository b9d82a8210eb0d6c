package org.liangzheng.api.catalogue.matter;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.audit.AuditFact;
import org.liangzheng.api.audit.AuditLog;
import org.liangzheng.api.catalogue.Storable;
import org.liangzheng.api.catalogue.matter.MatterDrafts.Draft;
import org.liangzheng.api.identity.Access;
import org.liangzheng.api.identity.AccessControl;
import org.liangzheng.api.identity.Caller;
import org.liangzheng.api.identity.Scope;
import org.liangzheng.api.identity.approval.Approvals;
import org.liangzheng.api.identity.approval.ProposalAnswer;
import org.liangzheng.api.text.Said;
import org.liangzheng.api.text.Sentences;
import org.liangzheng.api.web.FieldProblem;
import org.liangzheng.api.web.FieldProblems;
import org.liangzheng.api.web.Ids;
import org.liangzheng.api.web.Problem;
import org.liangzheng.api.web.WebProblem;
import org.liangzheng.api.web.idempotency.Answer;
import org.liangzheng.api.web.idempotency.Idempotency;
import org.liangzheng.api.web.idempotency.NothingOutside;
import org.liangzheng.api.web.idempotency.Outcome;
import org.liangzheng.api.web.idempotency.RequestDigest;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Drafts of matters. A draft is kept as it is written, with all that is still wrong with it;
 * publishing it takes two people.
 */
@RestController
class MatterDraftController {
  static final String MAKE = "POST /v1/matter-drafts";
  static final String WRITE = "POST /v1/matter-drafts/{id}/definition";
  static final String PUBLISH = "POST /v1/matter-drafts/{id}/publication";
  static final String IMPORT = "POST /v1/matter-imports";
  static final String DISCARD = "POST /v1/matter-drafts/{id}/discarding";

  private final Matters matters;
  private final MatterDrafts drafts;
  private final MatterCheck check;
  private final Approvals approvals;
  private final AccessControl access;
  private final AuditLog audit;
  private final Idempotency idempotency;
  private final Ids ids;
  private final JsonMapper json;

  MatterDraftController(
      Matters matters,
      MatterDrafts drafts,
      MatterCheck check,
      Approvals approvals,
      AccessControl access,
      AuditLog audit,
      Idempotency idempotency,
      Ids ids,
      JsonMapper json) {
    this.matters = matters;
    this.drafts = drafts;
    this.check = check;
    this.approvals = approvals;
    this.access = access;
    this.audit = audit;
    this.idempotency = idempotency;
    this.ids = ids;
    this.json = json;
  }

  /** Something that is still wrong with a draft. */
  record Fault(String pointer, String code, String zh, String en, Said next) {}

  /**
   * A draft as shown.
   *
   * @param replaces number of the version it was written for; 0 for a new matter
   * @param faults all that has to be put right before it can be published
   * @param definition as it was written
   */
  record View(UUID id, int replaces, Instant changedAt, List<Fault> faults, JsonNode definition) {}

  /** A draft in a list. */
  record Summary(UUID id, String code, int replaces, Instant changedAt) {}

  /** All that is listed. */
  record Page(List<Summary> drafts) {}

  /** Drafts of the caller's authority, last changed first, at most 200. */
  @GetMapping("/v1/matter-drafts")
  @Access(scope = Scope.CATALOGUE_MANAGE)
  Page list(Caller.Officer caller) {
    return new Page(
        drafts.of(caller.authority()).stream()
            .map(draft ->
                new Summary(
                    draft.id(),
                    draft.definition().path("code").asString(""),
                    draft.replaces(),
                    draft.changedAt()))
            .toList());
  }

  /** One draft with what is still wrong with it. */
  @GetMapping("/v1/matter-drafts/{id}")
  @Access(scope = Scope.CATALOGUE_MANAGE)
  View show(Caller.Officer caller, @PathVariable UUID id) {
    return view(own(caller, id));
  }

  /** Keeps a new draft. */
  @PostMapping("/v1/matter-drafts")
  @Access(scope = Scope.CATALOGUE_MANAGE)
  ResponseEntity<byte[]> make(
      Caller.Officer caller,
      @RequestHeader(name = Idempotency.HEADER, required = false) @Nullable String key,
      @RequestBody JsonNode definition) {
    return act(
        caller,
        MAKE,
        key,
        RequestDigest.of(json, definition, caller.authority().value()),
        (id, now) -> {
          Draft draft = draft(id, caller, definition, now);
          return new Outcome(
              Answer.json(201, Map.of("Location", "/v1/matter-drafts/" + id), view(draft), json),
              () -> {
                drafts.insert(draft);
                record("MATTER_DRAFTED", id, caller);
              });
        });
  }

  /** Writes a draft anew, for the version of the matter that is the newest now. */
  @PostMapping("/v1/matter-drafts/{id}/definition")
  @Access(scope = Scope.CATALOGUE_MANAGE)
  ResponseEntity<byte[]> write(
      Caller.Officer caller,
      @PathVariable UUID id,
      @RequestHeader(name = Idempotency.HEADER, required = false) @Nullable String key,
      @RequestBody JsonNode definition) {
    return act(
        caller,
        WRITE,
        key,
        RequestDigest.of(json, id, definition, caller.authority().value()),
        (_, now) -> {
          Draft draft = draft(own(caller, id).id(), caller, definition, now);
          return new Outcome(
              Answer.json(200, Map.of(), view(draft), json),
              () -> {
                if (!drafts.update(draft)) {
                  throw new Problem(MatterProblem.MATTER_DRAFT_UNKNOWN);
                }
                record("MATTER_REDRAFTED", id, caller);
              });
        });
  }

  /** What an import left: a draft for each matter. */
  record Imported(List<View> drafts) {}

  /**
   * Keeps a draft for each matter of a file, in the form of an export: JSON or CSV. Drafts of the
   * same matters that were there stay.
   */
  @PostMapping("/v1/matter-imports")
  @Access(scope = Scope.CATALOGUE_MANAGE)
  ResponseEntity<byte[]> take(
      Caller.Officer caller,
      @RequestHeader(name = Idempotency.HEADER, required = false) @Nullable String key,
      @RequestHeader(name = "Content-Type", required = false) @Nullable String type,
      @RequestBody byte[] body) {
    List<JsonNode> definitions = definitions(type, body);
    return act(
        caller,
        IMPORT,
        key,
        RequestDigest.of(json, definitions, caller.authority().value()),
        (_, now) -> {
          List<Draft> made = new ArrayList<>();
          definitions.forEach(definition -> made.add(draft(ids.next(), caller, definition, now)));
          return new Outcome(
              Answer.json(
                  201, Map.of(), new Imported(made.stream().map(this::view).toList()), json),
              () ->
                  made.forEach(draft -> {
                    drafts.insert(draft);
                    record("MATTER_DRAFTED", draft.id(), caller);
                  }));
        });
  }

  private List<JsonNode> definitions(@Nullable String type, byte[] body) {
    String text = new String(body, StandardCharsets.UTF_8);
    if (type != null && type.toLowerCase(Locale.ROOT).startsWith("text/csv")) {
      return MatterFile.definitions(text, json);
    }
    JsonNode list;
    try {
      list = json.readTree(text).path("matters");
    } catch (JacksonException notJson) {
      throw new Problem(MatterProblem.MATTER_FILE_UNREADABLE).causedBy(notJson);
    }
    if (!list.isArray() || list.isEmpty() || list.size() > MatterFile.MOST) {
      throw new Problem(MatterProblem.MATTER_FILE_UNREADABLE);
    }
    List<JsonNode> definitions = new ArrayList<>();
    list.forEach(definitions::add);
    return definitions;
  }

  /** Proposes to publish a draft as it is now; a second catalogue manager approves. */
  @PostMapping("/v1/matter-drafts/{id}/publication")
  @Access(scope = Scope.CATALOGUE_MANAGE)
  ResponseEntity<byte[]> publish(
      Caller.Officer caller,
      @PathVariable UUID id,
      @RequestHeader(name = Idempotency.HEADER, required = false) @Nullable String key) {
    return act(
        caller,
        PUBLISH,
        key,
        RequestDigest.of(json, id, caller.authority().value()),
        (proposal, _) -> {
          Draft draft = own(caller, id);
          Approvals.Draft proposed =
              approvals.propose(
                  proposal,
                  caller,
                  MatterPublishAct.ACT,
                  new MatterPublishAct.Request(id, draft.replaces(), draft.definition()));
          return new Outcome(
              ProposalAnswer.of(proposed.proposal(), json), () -> approvals.keep(proposed));
        });
  }

  /** Throws a draft away. */
  @PostMapping("/v1/matter-drafts/{id}/discarding")
  @Access(scope = Scope.CATALOGUE_MANAGE)
  ResponseEntity<byte[]> discard(
      Caller.Officer caller,
      @PathVariable UUID id,
      @RequestHeader(name = Idempotency.HEADER, required = false) @Nullable String key) {
    return act(
        caller,
        DISCARD,
        key,
        RequestDigest.of(json, id, caller.authority().value()),
        (_, _) -> {
          Draft draft = own(caller, id);
          return new Outcome(
              Answer.json(200, Map.of(), Map.of("draft", id, "discarded", true), json),
              () -> {
                if (!drafts.remove(draft.id())) {
                  throw new Problem(MatterProblem.MATTER_DRAFT_UNKNOWN);
                }
                record("MATTER_DRAFT_DISCARDED", id, caller);
              });
        });
  }

  private ResponseEntity<byte[]> act(
      Caller.Officer caller,
      String route,
      @Nullable String key,
      RequestDigest digest,
      BiFunction<UUID, Instant, Outcome> perform) {
    return idempotency
        .run(caller.actor(), route, key, digest, NothingOutside.act(ids::next, perform))
        .toResponse();
  }

  private Draft own(Caller.Officer caller, UUID id) {
    Draft draft =
        drafts.find(id).orElseThrow(() -> new Problem(MatterProblem.MATTER_DRAFT_UNKNOWN));
    access.requireOwn(caller, draft.authority(), MatterProblem.MATTER_DRAFT_UNKNOWN);
    return draft;
  }

  private Draft draft(UUID id, Caller.Officer caller, JsonNode definition, Instant now) {
    FieldProblems problems = new FieldProblems();
    problems.require(
        definition.isObject() && Storable.is(definition), "", WebProblem.FIELD_MALFORMED);
    problems.throwIfAny();
    int replaces =
        MatterReader.code(definition)
            .flatMap(matters::newest)
            .map(PublishedMatter::version)
            .orElse(0);
    return new Draft(id, caller.authority(), replaces, definition, now);
  }

  private View view(Draft draft) {
    List<FieldProblem> problems = check.check(draft.definition());
    return new View(
        draft.id(),
        draft.replaces(),
        draft.changedAt(),
        problems.stream().map(MatterDraftController::fault).toList(),
        draft.definition());
  }

  private static Fault fault(FieldProblem problem) {
    Sentences sentences = Sentences.of(problem.code().getClass());
    String code = problem.code().code();
    Said said = sentences.say("problem." + code, problem.arguments());
    return new Fault(
        problem.pointer(),
        code,
        said.zh(),
        said.en(),
        sentences.say("problem." + code + ".next", problem.arguments()));
  }

  private void record(String act, UUID draft, Caller.Officer caller) {
    audit.record(
        new AuditFact(act, draft, caller.authority(), caller.actor(), json.createObjectNode()));
  }
}

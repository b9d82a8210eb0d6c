package org.liangzheng.api.catalogue.publication;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.audit.AuditFact;
import org.liangzheng.api.audit.AuditLog;
import org.liangzheng.api.identity.AccessControl;
import org.liangzheng.api.identity.Caller;
import org.liangzheng.api.identity.approval.Approvals;
import org.liangzheng.api.text.Said;
import org.liangzheng.api.text.Sentences;
import org.liangzheng.api.web.FieldProblem;
import org.liangzheng.api.web.FieldProblems;
import org.liangzheng.api.web.Ids;
import org.liangzheng.api.web.Problem;
import org.liangzheng.api.web.WebProblem;
import org.liangzheng.api.web.idempotency.Answer;
import org.liangzheng.api.web.idempotency.Outcome;
import org.liangzheng.api.web.idempotency.PlainActs;
import org.liangzheng.api.web.idempotency.PlainRoutes;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is done to drafts. A draft is kept as it is written, with all that is still wrong with it;
 * publishing it takes two people.
 */
@Component
public class DraftDesk {
  private final Approvals approvals;
  private final AccessControl access;
  private final AuditLog audit;
  private final PlainActs acts;
  private final Ids ids;
  private final JsonMapper json;

  DraftDesk(
      Approvals approvals,
      AccessControl access,
      AuditLog audit,
      PlainActs acts,
      Ids ids,
      JsonMapper json) {
    this.approvals = approvals;
    this.access = access;
    this.audit = audit;
    this.acts = acts;
    this.ids = ids;
    this.json = json;
  }

  /** Something that is still wrong with a draft. */
  public record Fault(String pointer, String code, String zh, String en, Said next) {}

  /**
   * A draft as shown.
   *
   * @param replaces number of the version it was written for; 0 for a new code
   * @param faults all that has to be put right before it can be published
   * @param definition as it was written
   */
  public record View(
      UUID id, int replaces, Instant changedAt, List<Fault> faults, JsonNode definition) {}

  /** A draft in a list. */
  public record Summary(UUID id, String code, int replaces, Instant changedAt) {}

  /** All that is listed. */
  public record Page(List<Summary> drafts) {}

  /** What an import left: a draft for each definition. */
  private record Imported(List<View> drafts) {}

  /** Routes of this desk for one kind. */
  public static PlainRoutes routes(String drafts) {
    return PlainRoutes.of(make(drafts), write(drafts), publish(drafts), discard(drafts));
  }

  private static String make(String drafts) {
    return "POST " + drafts;
  }

  private static String write(String drafts) {
    return "POST " + drafts + "/{id}/definition";
  }

  private static String publish(String drafts) {
    return "POST " + drafts + "/{id}/publication";
  }

  private static String discard(String drafts) {
    return "POST " + drafts + "/{id}/discarding";
  }

  /** Drafts of the caller's authority, last changed first, at most 200. */
  public Page list(Publishable kind, Caller.Officer caller) {
    return new Page(
        kind.drafts().of(caller.authority()).stream()
            .map(draft ->
                new Summary(
                    draft.id(),
                    draft.definition().path("code").asString(""),
                    draft.replaces(),
                    draft.changedAt()))
            .toList());
  }

  /** One draft with what is still wrong with it. */
  public View show(Publishable kind, Caller.Officer caller, UUID id) {
    return view(kind, own(kind, caller, id));
  }

  /** Keeps a new draft. */
  public ResponseEntity<byte[]> make(
      Publishable kind, Caller.Officer caller, @Nullable String key, JsonNode definition) {
    return acts.run(
        caller.actor(),
        make(kind.names().drafts()),
        key,
        List.of(definition, caller.authority().value()),
        (id, now) -> {
          Draft draft = draft(kind, id, caller, definition, now);
          String place = kind.names().drafts() + "/" + id;
          return new Outcome(
              Answer.json(201, Map.of("Location", place), view(kind, draft), json),
              () -> keep(kind, draft, caller));
        });
  }

  /**
   * Keeps a new draft of each definition; drafts of the same codes that were there stay.
   *
   * @param route of the import
   */
  public ResponseEntity<byte[]> take(
      Publishable kind,
      String route,
      Caller.Officer caller,
      @Nullable String key,
      List<JsonNode> definitions) {
    return acts.run(
        caller.actor(),
        route,
        key,
        List.of(definitions, caller.authority().value()),
        (_, now) -> {
          List<Draft> made = new ArrayList<>();
          definitions.forEach(
              definition -> made.add(draft(kind, ids.next(), caller, definition, now)));
          List<View> views = made.stream().map(draft -> view(kind, draft)).toList();
          return new Outcome(
              Answer.json(201, Map.of(), new Imported(views), json),
              () -> made.forEach(draft -> keep(kind, draft, caller)));
        });
  }

  private void keep(Publishable kind, Draft draft, Caller.Officer caller) {
    kind.drafts().insert(draft);
    record(kind.names().acts().drafted(), draft.id(), caller);
  }

  /** Writes a draft anew, for the version that is the newest now. */
  public ResponseEntity<byte[]> write(
      Publishable kind, Caller.Officer caller, UUID id, @Nullable String key, JsonNode definition) {
    return acts.run(
        caller.actor(),
        write(kind.names().drafts()),
        key,
        List.of(id, definition, caller.authority().value()),
        (_, now) -> {
          Draft draft = draft(kind, own(kind, caller, id).id(), caller, definition, now);
          return new Outcome(
              Answer.json(200, Map.of(), view(kind, draft), json),
              () -> {
                if (!kind.drafts().update(draft)) {
                  throw unknown(kind);
                }
                record(kind.names().acts().redrafted(), id, caller);
              });
        });
  }

  /** Proposes to publish a draft as it is now; a second catalogue manager approves. */
  public ResponseEntity<byte[]> publish(
      Publishable kind, Caller.Officer caller, UUID id, @Nullable String key) {
    return acts.run(
        caller.actor(),
        publish(kind.names().drafts()),
        key,
        List.of(id, caller.authority().value()),
        (proposal, _) -> {
          Draft draft = own(kind, caller, id);
          return approvals.proposed(
              proposal,
              caller,
              kind.names().acts().publication(),
              new PublicationAct.Request(id, draft.replaces(), draft.definition()));
        });
  }

  /** Throws a draft away. */
  public ResponseEntity<byte[]> discard(
      Publishable kind, Caller.Officer caller, UUID id, @Nullable String key) {
    return acts.run(
        caller.actor(),
        discard(kind.names().drafts()),
        key,
        List.of(id, caller.authority().value()),
        (_, _) -> {
          Draft draft = own(kind, caller, id);
          return new Outcome(
              Answer.json(200, Map.of(), Map.of("draft", id, "discarded", true), json),
              () -> {
                if (!kind.drafts().remove(draft.id())) {
                  throw unknown(kind);
                }
                record(kind.names().acts().discarded(), id, caller);
              });
        });
  }

  private static Problem unknown(Publishable kind) {
    return new Problem(kind.names().problems().draftUnknown());
  }

  private Draft own(Publishable kind, Caller.Officer caller, UUID id) {
    Draft draft = kind.drafts().find(id).orElseThrow(() -> unknown(kind));
    access.requireOwn(caller, draft.authority(), kind.names().problems().draftUnknown());
    return draft;
  }

  private static Draft draft(
      Publishable kind, UUID id, Caller.Officer caller, JsonNode definition, Instant now) {
    FieldProblems problems = new FieldProblems();
    problems.require(
        definition.isObject() && Storable.is(definition), "", WebProblem.FIELD_MALFORMED);
    problems.throwIfAny();
    int replaces = kind.code(definition).map(kind.versions()::last).orElse(0);
    return new Draft(id, caller.authority(), replaces, definition, now);
  }

  private static View view(Publishable kind, Draft draft) {
    return new View(
        draft.id(),
        draft.replaces(),
        draft.changedAt(),
        kind.check(draft.definition()).stream().map(DraftDesk::fault).toList(),
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

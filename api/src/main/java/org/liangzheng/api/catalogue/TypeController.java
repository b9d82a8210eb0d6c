package org.liangzheng.api.catalogue;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.audit.AuditFact;
import org.liangzheng.api.audit.AuditLog;
import org.liangzheng.api.identity.Access;
import org.liangzheng.api.identity.Caller;
import org.liangzheng.api.identity.Scope;
import org.liangzheng.api.identity.approval.ApprovalProblem;
import org.liangzheng.api.text.Said;
import org.liangzheng.api.web.Ids;
import org.liangzheng.api.web.Problem;
import org.liangzheng.api.web.WebProblem;
import org.liangzheng.api.web.idempotency.Answer;
import org.liangzheng.api.web.idempotency.Idempotency;
import org.liangzheng.api.web.idempotency.NothingOutside;
import org.liangzheng.api.web.idempotency.Outcome;
import org.liangzheng.api.web.idempotency.RequestDigest;
import org.liangzheng.verifier.crypto.MalformedException;
import org.liangzheng.verifier.format.licence.LicenceTypeCode;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Published licence types; the same for every authority. */
@RestController
class TypeController {
  static final String WITHDRAW = "POST /v1/licence-types/{id}/withdrawal";
  private static final int REASON = 500;

  private final Catalogue catalogue;
  private final Keeping keeping;
  private final AuditLog audit;
  private final Idempotency idempotency;
  private final Ids ids;
  private final JsonMapper json;
  private final Clock clock;

  TypeController(
      Catalogue catalogue,
      Keeping keeping,
      AuditLog audit,
      Idempotency idempotency,
      Ids ids,
      JsonMapper json,
      Clock clock) {
    this.catalogue = catalogue;
    this.keeping = keeping;
    this.audit = audit;
    this.idempotency = idempotency;
    this.ids = ids;
    this.json = json;
    this.clock = clock;
  }

  /** What licences can be issued by a version. */
  enum State {
    /** Licences are issued by it. */
    IN_USE,
    /** A later version took its place. */
    REPLACED,
    /** Nothing is issued by it, and no later version took its place. */
    WITHDRAWN
  }

  /** A version in a list. */
  record Summary(UUID id, String code, int version, Said name, State state, Instant publishedAt) {}

  /** All that is listed. */
  record Page(List<Summary> types) {}

  /**
   * A version in full.
   *
   * @param withdrawnAt absent unless it is withdrawn
   * @param definition as it was published
   */
  record View(
      UUID id,
      String code,
      int version,
      State state,
      Instant publishedAt,
      @Nullable Instant withdrawnAt,
      JsonNode definition) {}

  /** Body of a withdrawal. */
  record Withdraw(@Nullable String reason) {}

  /**
   * The newest version of each type.
   *
   * @param code of one type alone; an unknown one gives an empty list
   */
  @GetMapping("/v1/licence-types")
  @Access(scope = Scope.CATALOGUE_READ)
  Page list(Caller.OfAuthority caller, @RequestParam(required = false) @Nullable String code) {
    if (code == null) {
      return page(catalogue.list(Optional.empty()));
    }
    try {
      return page(catalogue.list(Optional.of(LicenceTypeCode.parse(code))));
    } catch (MalformedException noCode) {
      throw new Problem(WebProblem.PARAMETER_INVALID, "code");
    }
  }

  /** One version of a type. */
  @GetMapping("/v1/licence-types/{id}")
  @Access(scope = Scope.CATALOGUE_READ)
  View show(Caller.OfAuthority caller, @PathVariable UUID id) {
    PublishedType type = get(id);
    return new View(
        type.id(),
        type.code().value(),
        type.version(),
        state(type),
        type.publishedAt(),
        type.withdrawnAt().orElse(null),
        type.definition());
  }

  /** All versions of the type that a version belongs to, newest first. */
  @GetMapping("/v1/licence-types/{id}/versions")
  @Access(scope = Scope.CATALOGUE_READ)
  Page versions(Caller.OfAuthority caller, @PathVariable UUID id) {
    return page(catalogue.versions(get(id).code()));
  }

  /**
   * Withdraws a type: nothing is issued by it from now on. One person is enough to stop; two bring
   * it back with a new version.
   */
  @PostMapping("/v1/licence-types/{id}/withdrawal")
  @Access(scope = Scope.CATALOGUE_MANAGE)
  ResponseEntity<byte[]> withdraw(
      Caller.Officer caller,
      @PathVariable UUID id,
      @RequestHeader(name = Idempotency.HEADER, required = false) @Nullable String key,
      @RequestBody Withdraw body) {
    return idempotency
        .run(
            caller.actor(),
            WITHDRAW,
            key,
            RequestDigest.of(json, id, body, caller.authority().value()),
            NothingOutside.act(ids::next, (_, _) -> withdrawn(id, caller, body.reason())))
        .toResponse();
  }

  private Outcome withdrawn(UUID id, Caller.Officer caller, @Nullable String reason) {
    PublishedType type = get(id);
    keeping.require(caller.authority(), type.code());
    if (reason == null || reason.isBlank() || reason.length() > REASON) {
      throw new Problem(ApprovalProblem.REASON_MISSING);
    }
    return new Outcome(
        Answer.json(200, Map.of(), Map.of("type", id, "state", State.WITHDRAWN), json),
        () -> {
          catalogue.withdraw(id, reason, clock.instant());
          audit.record(
              new AuditFact(
                  "LICENCE_TYPE_WITHDRAWN",
                  id,
                  caller.authority(),
                  caller.actor(),
                  json.createObjectNode()
                      .put("type", type.code().value())
                      .put("version", type.version())));
        });
  }

  private PublishedType get(UUID id) {
    return catalogue.find(id).orElseThrow(() -> new Problem(CatalogueProblem.TYPE_UNKNOWN));
  }

  private static Page page(List<PublishedType> types) {
    return new Page(types.stream().map(TypeController::summary).toList());
  }

  private static Summary summary(PublishedType type) {
    JsonNode name = type.definition().path("name");
    return new Summary(
        type.id(),
        type.code().value(),
        type.version(),
        new Said(name.path("zh").asString(""), name.path("en").asString("")),
        state(type),
        type.publishedAt());
  }

  private static State state(PublishedType type) {
    if (!type.newest()) {
      return State.REPLACED;
    }
    return type.withdrawnAt().isPresent() ? State.WITHDRAWN : State.IN_USE;
  }
}

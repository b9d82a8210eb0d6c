package org.liangzheng.api.seal.grant;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.identity.Access;
import org.liangzheng.api.identity.Caller;
import org.liangzheng.api.identity.Scope;
import org.liangzheng.api.identity.approval.Approvals;
import org.liangzheng.api.web.FieldProblems;
import org.liangzheng.api.web.Problem;
import org.liangzheng.api.web.WebProblem;
import org.liangzheng.api.web.idempotency.Answer;
import org.liangzheng.api.web.idempotency.Idempotency;
import org.liangzheng.api.web.idempotency.Outcome;
import org.liangzheng.api.web.idempotency.PlainActs;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** Leave to use the licence seal of the caller's authority, over HTTP. */
@RestController
class SealGrantController {
  static final String PROPOSE = "POST /v1/seal-grants";
  static final String END = "POST /v1/seal-grants/{id}/withdrawal";

  private static final String PATH = "/v1/seal-grants";
  private static final Pattern REASON = Pattern.compile("\\P{Cc}{1,500}");
  private static final int PAGE = 100;

  private final SealGrants grants;
  private final GrantStore store;
  private final Approvals approvals;
  private final PlainActs acts;
  private final JsonMapper json;

  SealGrantController(
      SealGrants grants, GrantStore store, Approvals approvals, PlainActs acts, JsonMapper json) {
    this.grants = grants;
    this.store = store;
    this.approvals = approvals;
    this.acts = acts;
    this.json = json;
  }

  /**
   * What leave is asked to be given for.
   *
   * @param type code of the licence type, 21 characters
   * @param version of the type
   * @param until last legal day, included; none: until it is taken back
   */
  record Propose(@Nullable String type, @Nullable Integer version, @Nullable LocalDate until) {}

  /**
   * @param reason 1 to 500 characters in one line; kept encrypted
   */
  record Withdraw(@Nullable String reason) {}

  /** A grant as shown. */
  record View(
      UUID id,
      UUID seal,
      String type,
      int version,
      String role,
      @Nullable LocalDate until,
      boolean standing,
      String grantedBy,
      Instant grantedAt,
      @Nullable String endedBy,
      @Nullable Instant endedAt,
      @Nullable String reason) {
    @Override
    public String toString() {
      return "View[" + id + "]";
    }
  }

  /** A page; {@code next}: ask again with it as {@code after}. */
  record Page(List<View> grants, @Nullable UUID next) {}

  /** Leave that the caller's authority has given, also what is over. */
  @GetMapping(PATH)
  @Access(scope = Scope.SEAL_READ)
  Page list(Caller.OfAuthority caller, @RequestParam(required = false) @Nullable UUID after) {
    List<SealGrant> found = store.list(caller.authority(), after, PAGE);
    return new Page(
        found.stream().map(this::view).toList(), found.size() < PAGE ? null : found.getLast().id());
  }

  /**
   * Proposes to let the authority's licence seal stand on the licences that others issue by a
   * version of a type; a second seal keeper approves.
   */
  @PostMapping(PATH)
  @Access(scope = Scope.SEAL_MANAGE)
  ResponseEntity<byte[]> propose(
      Caller.Officer caller,
      @RequestHeader(name = Idempotency.HEADER, required = false) @Nullable String key,
      @RequestBody Propose body) {
    return acts.run(
        caller.actor(),
        PROPOSE,
        key,
        List.of(body, caller.authority().value()),
        (id, time) -> proposed(id, time, caller, body));
  }

  private Outcome proposed(UUID id, Instant time, Caller.Officer caller, Propose body) {
    FieldProblems problems = new FieldProblems();
    problems.require(body.type() != null, "/type", WebProblem.FIELD_MISSING);
    problems.require(body.version() != null, "/version", WebProblem.FIELD_MISSING);
    problems.require(
        body.until() == null || !body.until().isBefore(SealGrant.legalDay(time)),
        "/until",
        WebProblem.FIELD_MALFORMED);
    problems.throwIfAny();
    SealGrants.Asked asked =
        grants.asked(
            caller.authority(),
            GrantAct.code(body.type()),
            Optional.ofNullable(body.version()).orElseThrow());
    return approvals.proposed(
        id,
        caller,
        GrantAct.ACT,
        new GrantAct.Proposed(
            asked.seal(),
            asked.type().code().value(),
            asked.type().version(),
            asked.type().name(),
            asked.role(),
            body.until()));
  }

  /** Takes leave back at once; one person may. */
  @PostMapping(PATH + "/{id}/withdrawal")
  @Access(scope = Scope.SEAL_MANAGE)
  ResponseEntity<byte[]> withdraw(
      Caller.Officer caller,
      @PathVariable UUID id,
      @RequestHeader(name = Idempotency.HEADER, required = false) @Nullable String key,
      @RequestBody Withdraw body) {
    return acts.run(
        caller.actor(),
        END,
        key,
        List.of(id, body, caller.authority().value()),
        (_, _) -> withdrawn(id, caller, body));
  }

  private Outcome withdrawn(UUID id, Caller.Officer caller, Withdraw body) {
    SealGrant grant =
        store
            .find(id, caller.authority())
            .orElseThrow(() -> new Problem(GrantProblem.SEAL_GRANT_UNKNOWN));
    String reason = Optional.ofNullable(body.reason()).orElse("");
    FieldProblems problems = new FieldProblems();
    problems.require(
        REASON.matcher(reason).matches() && !reason.isBlank(),
        "/reason",
        body.reason() == null ? WebProblem.FIELD_MISSING : WebProblem.FIELD_MALFORMED);
    problems.throwIfAny();
    if (grant.end().isPresent()) {
      throw new Problem(GrantProblem.SEAL_GRANT_ENDED);
    }
    return new Outcome(
        Answer.json(200, Map.of(), Map.of("id", id, "standing", false), json),
        () -> grants.end(grant, caller.actor(), reason));
  }

  private View view(SealGrant grant) {
    return new View(
        grant.id(),
        grant.seal(),
        grant.type().value(),
        grant.version(),
        grant.role(),
        grant.lastDay().orElse(null),
        grant.standsAt(grants.now()),
        grant.grantedBy(),
        grant.grantedAt(),
        grant.end().map(SealGrant.End::actor).orElse(null),
        grant.end().map(SealGrant.End::at).orElse(null),
        grant.end().map(SealGrant.End::reason).orElse(null));
  }
}

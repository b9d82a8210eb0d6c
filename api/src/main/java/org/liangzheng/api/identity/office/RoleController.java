package org.liangzheng.api.identity.office;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.audit.AuditFact;
import org.liangzheng.api.audit.AuditLog;
import org.liangzheng.api.identity.Access;
import org.liangzheng.api.identity.AccessControl;
import org.liangzheng.api.identity.Caller;
import org.liangzheng.api.identity.Scope;
import org.liangzheng.api.identity.approval.Approvals;
import org.liangzheng.api.identity.approval.Reasons;
import org.liangzheng.api.identity.person.PersonProblem;
import org.liangzheng.api.identity.person.Role;
import org.liangzheng.api.identity.person.RoleGrant;
import org.liangzheng.api.identity.person.Roles;
import org.liangzheng.api.web.Problem;
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
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Roles of people for the caller's authority: two grant, one revokes. */
@RestController
class RoleController {
  static final String PROPOSE = "POST /v1/roles";
  static final String REVOKE = "POST /v1/roles/{id}/revocation";

  private final Roles roles;
  private final Approvals approvals;
  private final AccessControl access;
  private final AuditLog audit;
  private final PlainActs acts;
  private final JsonMapper json;

  RoleController(
      Roles roles,
      Approvals approvals,
      AccessControl access,
      AuditLog audit,
      PlainActs acts,
      JsonMapper json) {
    this.roles = roles;
    this.approvals = approvals;
    this.access = access;
    this.audit = audit;
    this.acts = acts;
    this.json = json;
  }

  /** A grant as shown. */
  record View(
      UUID id,
      UUID account,
      Role role,
      @Nullable UUID proposal,
      Instant grantedAt,
      @Nullable Instant revokedAt) {}

  /** All that is listed. */
  record Page(List<View> roles) {}

  /** Body of a revocation. */
  record Revoke(@Nullable String reason) {}

  /** Who has and had which role for the caller's authority, newest first. */
  @GetMapping("/v1/roles")
  @Access(scope = Scope.ROLE_READ)
  Page list(Caller.Officer caller) {
    return new Page(roles.list(caller.authority()).stream().map(RoleController::view).toList());
  }

  /** Proposes to grant a role; a second administrator approves. */
  @PostMapping("/v1/roles")
  @Access(scope = Scope.ROLE_MANAGE)
  ResponseEntity<byte[]> propose(
      Caller.Officer caller,
      @RequestHeader(name = Idempotency.HEADER, required = false) @Nullable String key,
      @RequestBody RoleGrantAct.Request body) {
    return acts.run(
        caller.actor(),
        PROPOSE,
        key,
        List.of(body, caller.authority().value()),
        (id, _) -> approvals.proposed(id, caller, RoleGrantAct.ACT, body));
  }

  /** Revokes a role of the caller's authority; one person is enough. */
  @PostMapping("/v1/roles/{id}/revocation")
  @Access(scope = Scope.ROLE_MANAGE)
  ResponseEntity<byte[]> revoke(
      Caller.Officer caller,
      @PathVariable UUID id,
      @RequestHeader(name = Idempotency.HEADER, required = false) @Nullable String key,
      @RequestBody Revoke body) {
    return acts.run(
        caller.actor(),
        REVOKE,
        key,
        List.of(id, body, caller.authority().value()),
        (_, _) -> revoked(id, caller, body.reason()));
  }

  private Outcome revoked(UUID id, Caller.Officer caller, @Nullable String given) {
    RoleGrant grant = roles.find(id).orElseThrow(() -> new Problem(PersonProblem.ROLE_UNKNOWN));
    access.requireOwn(caller, grant.authority(), PersonProblem.ROLE_UNKNOWN);
    String reason = Reasons.require(given);
    return new Outcome(
        Answer.json(200, Map.of(), Map.of("role", id, "revoked", true), json),
        () -> {
          if (!roles.revoke(grant, caller.account(), reason)) {
            throw new Problem(PersonProblem.ROLE_UNKNOWN);
          }
          ObjectNode facts = json.createObjectNode();
          facts.put("role", grant.role().name());
          facts.put("grant", id.toString());
          audit.record(
              new AuditFact(
                  "ROLE_REVOKED", grant.account(), grant.authority(), caller.actor(), facts));
        });
  }

  private static View view(RoleGrant grant) {
    return new View(
        grant.id(),
        grant.account(),
        grant.role(),
        grant.proposal().orElse(null),
        grant.grantedAt(),
        grant.revokedAt().orElse(null));
  }
}

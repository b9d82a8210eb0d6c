package org.liangzheng.api.identity.office;

import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.audit.AuditFact;
import org.liangzheng.api.audit.AuditLog;
import org.liangzheng.api.identity.approval.Approved;
import org.liangzheng.api.identity.approval.ApprovedAct;
import org.liangzheng.api.identity.person.Account;
import org.liangzheng.api.identity.person.Accounts;
import org.liangzheng.api.identity.person.PersonProblem;
import org.liangzheng.api.identity.person.Role;
import org.liangzheng.api.identity.person.Roles;
import org.liangzheng.api.web.FieldProblems;
import org.liangzheng.api.web.Problem;
import org.liangzheng.api.web.WebProblem;
import org.liangzheng.verifier.format.licence.OrganizationId;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Granting a role. The grant has the proposal's id, so that it happens once. */
@Component
class RoleGrantAct implements ApprovedAct {
  static final String ACT = "ROLE_GRANT";

  private final Accounts accounts;
  private final Roles roles;
  private final AuditLog audit;
  private final JsonMapper json;

  RoleGrantAct(Accounts accounts, Roles roles, AuditLog audit, JsonMapper json) {
    this.accounts = accounts;
    this.roles = roles;
    this.audit = audit;
    this.json = json;
  }

  /** What is proposed; also the body of the request. */
  record Request(@Nullable UUID account, @Nullable String role) {}

  @Override
  public String act() {
    return ACT;
  }

  @Override
  public Role role() {
    return Role.ADMINISTRATOR;
  }

  @Override
  public UUID check(OrganizationId authority, JsonNode request) {
    Request asked = json.treeToValue(request, Request.class);
    FieldProblems problems = new FieldProblems();
    problems.require(asked.account() != null, "/account", WebProblem.FIELD_MISSING);
    problems.require(asked.role() != null, "/role", WebProblem.FIELD_MISSING);
    problems.require(
        asked.role() == null || role(asked.role()).isPresent(),
        "/role",
        WebProblem.FIELD_MALFORMED);
    problems.throwIfAny();
    UUID account = Optional.ofNullable(asked.account()).orElseThrow();
    Role role = role(Optional.ofNullable(asked.role()).orElseThrow()).orElseThrow();
    if (accounts.find(account).filter(Account::enabled).isEmpty()) {
      throw new Problem(PersonProblem.ACCOUNT_UNKNOWN);
    }
    if (roles.holds(account, authority, role)) {
      throw new Problem(PersonProblem.ROLE_HELD);
    }
    return account;
  }

  private static Optional<Role> role(String name) {
    return Arrays.stream(Role.values()).filter(role -> role.name().equals(name)).findFirst();
  }

  @Override
  public Runnable execute(Approved approved) {
    Request asked = json.treeToValue(approved.request(), Request.class);
    Role role = Role.valueOf(Optional.ofNullable(asked.role()).orElseThrow());
    return () -> {
      if (!roles.grant(
          approved.proposal(),
          approved.subject(),
          approved.authority(),
          role,
          approved.proposal())) {
        throw new Problem(PersonProblem.ROLE_HELD);
      }
      ObjectNode facts = json.createObjectNode();
      facts.put("role", role.name());
      facts.put("proposal", approved.proposal().toString());
      audit.record(
          new AuditFact(
              "ROLE_GRANTED",
              approved.subject(),
              approved.authority(),
              approved.approvers().getLast().toString(),
              facts));
    };
  }
}

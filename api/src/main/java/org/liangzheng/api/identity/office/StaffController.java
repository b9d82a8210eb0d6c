package org.liangzheng.api.identity.office;

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
import org.liangzheng.api.identity.person.Account;
import org.liangzheng.api.identity.person.Accounts;
import org.liangzheng.api.identity.person.Parties;
import org.liangzheng.api.identity.person.Party;
import org.liangzheng.api.identity.person.Passwords;
import org.liangzheng.api.identity.person.PersonProblem;
import org.liangzheng.api.web.FieldProblems;
import org.liangzheng.api.web.Problem;
import org.liangzheng.api.web.WebProblem;
import org.liangzheng.api.web.idempotency.Answer;
import org.liangzheng.api.web.idempotency.Idempotency;
import org.liangzheng.api.web.idempotency.Outcome;
import org.liangzheng.api.web.idempotency.PlainActs;
import org.liangzheng.verifier.format.licence.OrganizationId;
import org.liangzheng.verifier.format.licence.PersonId;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** Accounts of the people who work for the caller's authority. */
@RestController
class StaffController {
  static final String REGISTER = "POST /v1/accounts";
  static final String DISABLE = "POST /v1/accounts/{id}/disabling";

  private final Accounts accounts;
  private final Parties parties;
  private final Passwords passwords;
  private final AccessControl access;
  private final AuditLog audit;
  private final PlainActs acts;
  private final JsonMapper json;

  StaffController(
      Accounts accounts,
      Parties parties,
      Passwords passwords,
      AccessControl access,
      AuditLog audit,
      PlainActs acts,
      JsonMapper json) {
    this.accounts = accounts;
    this.parties = parties;
    this.passwords = passwords;
    this.access = access;
    this.audit = audit;
    this.acts = acts;
    this.json = json;
  }

  /**
   * Body that makes an account.
   *
   * @param code citizen number
   * @param name as on the person's document
   */
  record Register(@Nullable String code, @Nullable String name, @Nullable String signInName) {}

  /**
   * A new account.
   *
   * @param initialPassword to be handed over; has to be changed at first use
   */
  record Registered(UUID account, String initialPassword) {}

  /** Makes an account without any role. */
  @PostMapping("/v1/accounts")
  @Access(scope = Scope.ACCOUNT_MANAGE)
  ResponseEntity<byte[]> register(
      Caller.Officer caller,
      @RequestHeader(name = Idempotency.HEADER, required = false) @Nullable String key,
      @RequestBody Register body) {
    return acts.run(
        caller.actor(),
        REGISTER,
        key,
        List.of(body, caller.authority().value()),
        (id, _) -> registered(id, caller, body));
  }

  private Outcome registered(UUID id, Caller.Officer caller, Register body) {
    FieldProblems problems = new FieldProblems();
    String code = body.code();
    String name = body.name();
    String signInName = body.signInName();
    problems.require(code != null, "/code", WebProblem.FIELD_MISSING);
    problems.require(
        code == null || PersonId.isValid(code), "/code", PersonProblem.PERSON_CODE_WRONG);
    problems.require(name != null && !name.isBlank(), "/name", WebProblem.FIELD_MISSING);
    problems.require(
        name == null || name.isBlank() || name.matches("\\P{Cc}{1,120}"),
        "/name",
        WebProblem.FIELD_MALFORMED);
    problems.require(signInName != null, "/signInName", WebProblem.FIELD_MISSING);
    problems.throwIfAny();
    if (code == null || name == null || signInName == null) {
      throw new IllegalStateException("there was a problem");
    }
    Accounts.requireName(signInName);
    if (accounts.isTaken(signInName)) {
      throw new Problem(PersonProblem.SIGN_IN_NAME_TAKEN);
    }
    String password = passwords.generate();
    Accounts.HashedPassword hashed = accounts.hash(password);
    return new Outcome(
        Answer.json(201, Map.of(), new Registered(id, password), json),
        () -> {
          Party person = parties.ensure(new PersonId(code));
          if (person.name().isEmpty()) {
            person = parties.ensure(person.code(), name);
          }
          var _ = accounts.register(id, person, signInName, hashed, true, caller.authority());
          audit.record(
              new AuditFact(
                  "ACCOUNT_MADE", id, caller.authority(), caller.actor(), json.createObjectNode()));
        });
  }

  /** Disables an account the caller's authority made; sessions and tokens end. */
  @PostMapping("/v1/accounts/{id}/disabling")
  @Access(scope = Scope.ACCOUNT_MANAGE)
  ResponseEntity<byte[]> disable(
      Caller.Officer caller,
      @PathVariable UUID id,
      @RequestHeader(name = Idempotency.HEADER, required = false) @Nullable String key) {
    return acts.run(
        caller.actor(),
        DISABLE,
        key,
        List.of(id, caller.authority().value()),
        (_, _) -> disabled(id, caller));
  }

  private Outcome disabled(UUID id, Caller.Officer caller) {
    OrganizationId owner =
        accounts
            .find(id)
            .flatMap(Account::registeredBy)
            .orElseThrow(() -> new Problem(PersonProblem.ACCOUNT_UNKNOWN));
    access.requireOwn(caller, owner, PersonProblem.ACCOUNT_UNKNOWN);
    return new Outcome(
        Answer.json(200, Map.of(), Map.of("account", id, "disabled", true), json),
        () -> {
          if (accounts.disable(id)) {
            audit.record(
                new AuditFact(
                    "ACCOUNT_DISABLED", id, owner, caller.actor(), json.createObjectNode()));
          }
        });
  }
}

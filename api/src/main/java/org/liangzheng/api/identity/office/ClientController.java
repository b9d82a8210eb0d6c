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
import org.liangzheng.api.identity.Clients;
import org.liangzheng.api.identity.Scope;
import org.liangzheng.api.identity.approval.Approvals;
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

/** Machines of the caller's authority: two people register one, one disables it. */
@RestController
class ClientController {
  static final String PROPOSE = "POST /v1/clients";
  static final String DISABLE = "POST /v1/clients/{id}/disabling";

  private final Clients clients;
  private final Approvals approvals;
  private final AccessControl access;
  private final AuditLog audit;
  private final PlainActs acts;
  private final JsonMapper json;

  ClientController(
      Clients clients,
      Approvals approvals,
      AccessControl access,
      AuditLog audit,
      PlainActs acts,
      JsonMapper json) {
    this.clients = clients;
    this.approvals = approvals;
    this.access = access;
    this.audit = audit;
    this.acts = acts;
    this.json = json;
  }

  /**
   * A machine as shown.
   *
   * @param keys RFC 7638 thumbprints
   * @param certificates RFC 8705 thumbprints
   */
  record View(
      String client,
      String name,
      List<String> scopes,
      List<String> keys,
      List<String> certificates,
      @Nullable String certificateSubject,
      boolean enabled) {}

  /** All that is listed. */
  record Page(List<View> clients) {}

  /** The machines of the caller's authority. */
  @GetMapping("/v1/clients")
  @Access(scope = Scope.CLIENT_READ)
  Page list(Caller.Officer caller) {
    return new Page(clients.list(caller.authority()).stream().map(ClientController::view).toList());
  }

  /**
   * Proposes to register a machine, or to change a registered one; a second administrator approves.
   */
  @PostMapping("/v1/clients")
  @Access(scope = Scope.CLIENT_MANAGE)
  ResponseEntity<byte[]> propose(
      Caller.Officer caller,
      @RequestHeader(name = Idempotency.HEADER, required = false) @Nullable String key,
      @RequestBody ClientRegisterAct.Request body) {
    return acts.run(
        caller.actor(),
        PROPOSE,
        key,
        List.of(body, caller.authority().value()),
        (id, _) -> approvals.proposed(id, caller, ClientRegisterAct.ACT, body));
  }

  /** Disables a machine; its tokens end at once here and within 30 s on other nodes. */
  @PostMapping("/v1/clients/{id}/disabling")
  @Access(scope = Scope.CLIENT_MANAGE)
  ResponseEntity<byte[]> disable(
      Caller.Officer caller,
      @PathVariable String id,
      @RequestHeader(name = Idempotency.HEADER, required = false) @Nullable String key) {
    return acts.run(
        caller.actor(),
        DISABLE,
        key,
        List.of(id, caller.authority().value()),
        (_, _) -> disabled(id, caller));
  }

  private Outcome disabled(String id, Caller.Officer caller) {
    Clients.Listed client =
        clients.show(id).orElseThrow(() -> new Problem(OfficeProblem.CLIENT_UNKNOWN));
    access.requireOwn(caller, client.authority(), OfficeProblem.CLIENT_UNKNOWN);
    UUID subject = ClientRegisterAct.subject(id);
    return new Outcome(
        Answer.json(200, Map.of(), Map.of("client", id, "disabled", true), json),
        () -> {
          if (clients.disable(id)) {
            ObjectNode facts = json.createObjectNode();
            facts.put("client", id);
            audit.record(
                new AuditFact(
                    "CLIENT_DISABLED", subject, caller.authority(), caller.actor(), facts));
          }
        });
  }

  private static View view(Clients.Listed one) {
    return new View(
        one.id(),
        one.name(),
        Scope.names(one.scopes()),
        one.keys(),
        one.certificates(),
        one.certificateSubject(),
        one.enabled());
  }
}

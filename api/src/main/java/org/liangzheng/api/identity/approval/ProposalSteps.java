package org.liangzheng.api.identity.approval;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.audit.AuditFact;
import org.liangzheng.api.audit.AuditLog;
import org.liangzheng.api.identity.approval.Proposal.State;
import org.liangzheng.api.web.idempotency.RequestDigest;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.format.licence.OrganizationId;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What each step of a proposal's life leaves behind: its new state, and its entry in the log. */
@Component
class ProposalSteps {
  private final ProposalStore store;
  private final AuditLog audit;
  private final JsonMapper json;
  private final Clock clock;

  ProposalSteps(ProposalStore store, AuditLog audit, JsonMapper json, Clock clock) {
    this.store = store;
    this.audit = audit;
    this.json = json;
    this.clock = clock;
  }

  /** To the millisecond, as it is stored. */
  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  /** What is approved: SHA-256 over act, authority and request. */
  ByteString digest(String act, OrganizationId authority, JsonNode request) {
    return ByteString.of(RequestDigest.of(json, act, authority.value(), request).bytes());
  }

  /**
   * Ends a proposal, or what becomes of it after its approval.
   *
   * @param by account that refused or withdrew it
   * @param failure problem code it failed with
   * @throws IllegalStateException if it is not in the state it leaves
   */
  void settle(
      Proposal proposal,
      State from,
      State to,
      @Nullable UUID by,
      @Nullable String reason,
      @Nullable String failure) {
    if (!store.settle(proposal.id(), from, to, now(), by, reason, failure)) {
      throw new IllegalStateException("proposal " + proposal.id() + " has moved");
    }
  }

  /** Writes down what an account did, in the transaction of the caller. */
  void record(Proposal proposal, String what, UUID account) {
    ObjectNode facts = json.createObjectNode();
    facts.put("proposed", proposal.act());
    facts.put("digest", HexFormat.of().formatHex(proposal.digest().toByteArray()));
    facts.put("proposal", proposal.id().toString());
    audit.record(
        new AuditFact(what, proposal.subject(), proposal.authority(), account.toString(), facts));
  }
}

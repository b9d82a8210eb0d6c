package org.liangzheng.api.identity.approval;

import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.identity.Access;
import org.liangzheng.api.identity.Caller;
import org.liangzheng.api.identity.Scope;
import org.liangzheng.api.web.FieldProblems;
import org.liangzheng.api.web.WebProblem;
import org.liangzheng.api.web.idempotency.Answer;
import org.liangzheng.api.web.idempotency.Idempotency;
import org.liangzheng.api.web.idempotency.Outcome;
import org.liangzheng.api.web.idempotency.PlainActs;
import org.liangzheng.verifier.crypto.ByteString;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What waits for two people, and their decisions. */
@RestController
class ApprovalController {
  static final String APPROVE = "POST /v1/approvals/{id}/approve";
  static final String REFUSE = "POST /v1/approvals/{id}/refuse";
  static final String WITHDRAW = "POST /v1/approvals/{id}/withdraw";

  private static final int DIGEST = 64;

  private final Approvals approvals;
  private final PlainActs acts;
  private final JsonMapper json;

  ApprovalController(Approvals approvals, PlainActs acts, JsonMapper json) {
    this.approvals = approvals;
    this.acts = acts;
    this.json = json;
  }

  /**
   * A proposal as shown.
   *
   * @param digest 64 hexadecimal digits; sent back by who approves
   * @param approvedBy accounts, the proposer first
   * @param mine whether the caller is the proposer, so that another person is needed
   */
  record View(
      UUID id,
      String act,
      UUID subject,
      String digest,
      Proposal.State state,
      Instant proposedAt,
      Instant expiresAt,
      List<UUID> approvedBy,
      int needed,
      boolean mine,
      @Nullable Instant settledAt,
      @Nullable UUID settledBy,
      @Nullable String failure,
      @Nullable JsonNode request,
      @Nullable String reason) {}

  /** All that is listed. */
  record Page(List<View> proposals) {}

  /** Body of an approval. */
  record Approve(@Nullable String digest) {}

  /** Body of a refusal. */
  record Refuse(@Nullable String reason) {}

  /** What the caller's roles decide for its authority, newest first; without the requests. */
  @GetMapping("/v1/approvals")
  @Access(scope = Scope.APPROVAL_READ)
  Page list(Caller.Officer caller) {
    return new Page(
        approvals.list(caller).stream()
            .map(proposal -> view(proposal, caller, null, null))
            .toList());
  }

  /** One of them with what exactly is proposed. */
  @GetMapping("/v1/approvals/{id}")
  @Access(scope = Scope.APPROVAL_READ)
  View show(Caller.Officer caller, @PathVariable UUID id) {
    Proposal proposal = approvals.get(id, caller);
    return view(
        proposal, caller, approvals.request(proposal), approvals.reason(proposal).orElse(null));
  }

  /** Approves what has this digest; with the second person it is carried out. */
  @PostMapping("/v1/approvals/{id}/approve")
  @Access(scope = Scope.APPROVAL_DECIDE)
  ResponseEntity<byte[]> approve(
      Caller.Officer caller,
      @PathVariable UUID id,
      @RequestHeader(name = Idempotency.HEADER, required = false) @Nullable String key,
      @RequestBody Approve body) {
    ByteString digest = digest(body.digest());
    ResponseEntity<byte[]> answer =
        decide(
            caller,
            APPROVE,
            key,
            id,
            body,
            "APPROVED",
            () -> approvals.approve(id, caller, digest));
    approvals.carryOut(id);
    return answer;
  }

  /** Refuses; one person is enough. */
  @PostMapping("/v1/approvals/{id}/refuse")
  @Access(scope = Scope.APPROVAL_DECIDE)
  ResponseEntity<byte[]> refuse(
      Caller.Officer caller,
      @PathVariable UUID id,
      @RequestHeader(name = Idempotency.HEADER, required = false) @Nullable String key,
      @RequestBody Refuse body) {
    return decide(
        caller,
        REFUSE,
        key,
        id,
        body,
        "REFUSED",
        () -> approvals.refuse(id, caller, body.reason()));
  }

  /** Takes one's own proposal back. */
  @PostMapping("/v1/approvals/{id}/withdraw")
  @Access(scope = Scope.APPROVAL_DECIDE)
  ResponseEntity<byte[]> withdraw(
      Caller.Officer caller,
      @PathVariable UUID id,
      @RequestHeader(name = Idempotency.HEADER, required = false) @Nullable String key) {
    return decide(
        caller, WITHDRAW, key, id, Map.of(), "WITHDRAWN", () -> approvals.withdraw(id, caller));
  }

  private ResponseEntity<byte[]> decide(
      Caller.Officer caller,
      String route,
      @Nullable String key,
      UUID id,
      Object body,
      String decision,
      Runnable persist) {
    return acts.run(
        caller.actor(),
        route,
        key,
        List.of(id, caller.authority().value(), body),
        (_, _) ->
            new Outcome(
                Answer.json(200, Map.of(), Map.of("proposal", id, "decision", decision), json),
                persist));
  }

  private static ByteString digest(@Nullable String text) {
    if (text == null) {
      throw FieldProblems.only("/digest", WebProblem.FIELD_MISSING);
    }
    if (text.length() != DIGEST || !text.chars().allMatch(HexFormat::isHexDigit)) {
      throw FieldProblems.only("/digest", WebProblem.FIELD_MALFORMED);
    }
    return ByteString.of(HexFormat.of().parseHex(text));
  }

  private static View view(
      Proposal proposal,
      Caller.Officer caller,
      @Nullable JsonNode request,
      @Nullable String reason) {
    return new View(
        proposal.id(),
        proposal.act(),
        proposal.subject(),
        HexFormat.of().formatHex(proposal.digest().toByteArray()),
        proposal.state(),
        proposal.proposedAt(),
        proposal.expiresAt(),
        proposal.approvals().stream().map(Proposal.Approval::account).toList(),
        Proposal.NEEDED,
        proposal.approvals().getFirst().party().equals(caller.party()),
        proposal.settledAt().orElse(null),
        proposal.settledBy().orElse(null),
        proposal.failure().orElse(null),
        request,
        reason);
  }
}

package org.liangzheng.api.identity.approval;

import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.identity.Caller;
import org.liangzheng.api.identity.approval.Proposal.Approval;
import org.liangzheng.api.identity.approval.Proposal.State;
import org.liangzheng.api.identity.person.Account;
import org.liangzheng.api.identity.person.Accounts;
import org.liangzheng.api.identity.person.Roles;
import org.liangzheng.api.web.Problem;
import org.liangzheng.api.web.idempotency.Outcome;
import org.liangzheng.verifier.crypto.ByteString;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Where two people decide; see the package for how a feature uses it. */
@Service
public class Approvals {
  private static final int MOST_LISTED = 200;

  private final ProposalStore store;
  private final ApprovedActs acts;
  private final ProposalSteps steps;
  private final CarryingOut carryingOut;
  private final Roles roles;
  private final Accounts accounts;
  private final JsonMapper json;
  private final Clock clock;

  Approvals(
      ProposalStore store,
      ApprovedActs acts,
      ProposalSteps steps,
      CarryingOut carryingOut,
      Roles roles,
      Accounts accounts,
      JsonMapper json,
      Clock clock) {
    this.store = store;
    this.acts = acts;
    this.steps = steps;
    this.carryingOut = carryingOut;
    this.roles = roles;
    this.accounts = accounts;
    this.json = json;
    this.clock = clock;
  }

  /**
   * A proposal, not yet kept; it carries its proposer's approval. Keep it with {@link #keep} in the
   * transaction of the answer.
   *
   * @param id allotted by the caller
   * @param act name of an {@link ApprovedAct} bean
   * @param request what is to be done; written as JSON
   * @throws Problem ACT_ROLE_MISSING, or as the act's check
   */
  public Draft propose(UUID id, Caller.Officer proposer, String act, Object request) {
    ApprovedAct owner = acts.get(act);
    acts.requireRole(proposer, owner);
    // Read back: the digest is of what is kept.
    JsonNode tree = json.readTree(json.writeValueAsBytes(request));
    Instant now = steps.now();
    return new Draft(
        new Proposal(
            id,
            act,
            proposer.authority(),
            owner.check(proposer.authority(), tree),
            steps.digest(act, proposer.authority(), tree),
            State.OPEN,
            now,
            now.plus(owner.life()),
            List.of(new Approval(proposer.account(), proposer.party(), now)),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()),
        tree);
  }

  /**
   * Proposes, as what an act comes to: the answer tells of the proposal, and it is kept with it.
   *
   * @throws Problem as {@link #propose}
   */
  public Outcome proposed(UUID id, Caller.Officer proposer, String act, Object request) {
    Draft draft = propose(id, proposer, act, request);
    return new Outcome(ProposalAnswer.of(draft.proposal(), json), () -> keep(draft));
  }

  /** A proposal with its request, before it is kept. */
  public record Draft(Proposal proposal, JsonNode request) {
    @Override
    public String toString() {
      return "Draft[" + proposal.id() + "]";
    }
  }

  /**
   * Keeps a proposal, in the transaction of the caller.
   *
   * @throws IllegalStateException outside a transaction
   */
  public void keep(Draft draft) {
    requireTransaction();
    store.insert(draft.proposal(), draft.request());
    steps.record(
        draft.proposal(), "PROPOSAL_MADE", draft.proposal().approvals().getFirst().account());
  }

  /**
   * Approves exactly what was proposed, in the transaction of the caller; carry it out afterwards
   * with {@link #carryOut}.
   *
   * @param digest 32 bytes, of what the person has read
   * @throws Problem PROPOSAL_UNKNOWN, PROPOSAL_EXPIRED, PROPOSAL_SETTLED, PROPOSAL_CHANGED,
   *     SECOND_PERSON_NEEDED, ACT_ROLE_MISSING, APPROVER_NOT_ENTITLED
   */
  public void approve(UUID id, Caller.Officer person, ByteString digest) {
    requireTransaction();
    Proposal proposal = open(id, person);
    if (!MessageDigest.isEqual(digest.toByteArray(), proposal.digest().toByteArray())) {
      throw new Problem(ApprovalProblem.PROPOSAL_CHANGED);
    }
    if (!store.approve(id, new Approval(person.account(), person.party(), steps.now()))) {
      throw new Problem(ApprovalProblem.SECOND_PERSON_NEEDED);
    }
    Proposal now = store.find(id).orElseThrow();
    steps.record(now, "PROPOSAL_APPROVED", person.account());
    if (now.persons() >= Proposal.NEEDED) {
      requireStillEntitled(now);
      if (!store.move(id, State.OPEN, State.APPROVED)) {
        throw new IllegalStateException("a locked proposal has moved");
      }
    }
  }

  /** Those who approved earlier must still be who they were then. */
  private void requireStillEntitled(Proposal proposal) {
    ApprovedAct owner = acts.get(proposal.act());
    for (Approval approval : proposal.approvals()) {
      boolean enabled = accounts.find(approval.account()).filter(Account::enabled).isPresent();
      if (!enabled || !roles.holds(approval.account(), proposal.authority(), owner.role())) {
        throw new Problem(ApprovalProblem.APPROVER_NOT_ENTITLED);
      }
    }
  }

  /**
   * Refuses, in the transaction of the caller. One person is enough.
   *
   * @param reason as of {@link Reasons}; kept encrypted
   * @throws Problem as {@link #approve}, and REASON_MISSING
   */
  public void refuse(UUID id, Caller.Officer person, @Nullable String reason) {
    requireTransaction();
    Proposal proposal = open(id, person);
    String given = Reasons.require(reason);
    steps.settle(proposal, State.OPEN, State.REFUSED, person.account(), given, null);
    steps.record(proposal, "PROPOSAL_REFUSED", person.account());
  }

  /**
   * Takes back what one has proposed, in the transaction of the caller.
   *
   * @throws Problem as {@link #approve}, and PROPOSER_ONLY
   */
  public void withdraw(UUID id, Caller.Officer person) {
    requireTransaction();
    Proposal proposal = open(id, person);
    if (!proposal.approvals().getFirst().party().equals(person.party())) {
      throw new Problem(ApprovalProblem.PROPOSER_ONLY);
    }
    steps.settle(proposal, State.OPEN, State.WITHDRAWN, person.account(), null, null);
    steps.record(proposal, "PROPOSAL_WITHDRAWN", person.account());
  }

  /** Of the caller's authority and of acts the caller's roles decide, newest first, at most 200. */
  public List<Proposal> list(Caller.Officer person) {
    List<String> names = acts.decidedBy(person.roles());
    return names.isEmpty()
        ? List.of()
        : store.list(person.authority(), names, MOST_LISTED).stream().map(this::aged).toList();
  }

  /**
   * One proposal the caller's roles decide.
   *
   * @throws Problem PROPOSAL_UNKNOWN, also for other authorities' and other roles'
   */
  public Proposal get(UUID id, Caller.Officer person) {
    return store
        .find(id)
        .filter(proposal -> proposal.authority().equals(person.authority()))
        .filter(proposal -> person.roles().contains(acts.get(proposal.act()).role()))
        .map(this::aged)
        .orElseThrow(() -> new Problem(ApprovalProblem.PROPOSAL_UNKNOWN));
  }

  /** What exactly is proposed; for those who may decide it. */
  JsonNode request(Proposal proposal) {
    return store.request(proposal.id());
  }

  Optional<String> reason(Proposal proposal) {
    return store.reason(proposal.id());
  }

  /**
   * Carries out what two people have approved, if that is due and no other node is at it. Never
   * throws for what the act comes to: that stands in the proposal.
   *
   * @throws IllegalStateException inside a transaction
   */
  public void carryOut(UUID id) {
    carryingOut.one(id);
  }

  private Proposal open(UUID id, Caller.Officer person) {
    Proposal proposal =
        store
            .lock(id)
            .filter(found -> found.authority().equals(person.authority()))
            .orElseThrow(() -> new Problem(ApprovalProblem.PROPOSAL_UNKNOWN));
    acts.requireRole(person, acts.get(proposal.act()));
    return switch (aged(proposal).state()) {
      case OPEN -> proposal;
      case EXPIRED -> throw new Problem(ApprovalProblem.PROPOSAL_EXPIRED);
      case APPROVED, EXECUTED, FAILED, REFUSED, WITHDRAWN ->
          throw new Problem(ApprovalProblem.PROPOSAL_SETTLED);
    };
  }

  private Proposal aged(Proposal proposal) {
    return proposal.at(clock.instant());
  }

  private static void requireTransaction() {
    if (!TransactionSynchronizationManager.isActualTransactionActive()) {
      throw new IllegalStateException("a decision and its record are written together");
    }
  }
}

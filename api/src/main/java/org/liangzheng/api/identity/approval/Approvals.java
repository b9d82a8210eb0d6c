package org.liangzheng.api.identity.approval;

import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.audit.AuditFact;
import org.liangzheng.api.audit.AuditLog;
import org.liangzheng.api.identity.Caller;
import org.liangzheng.api.identity.approval.Proposal.Approval;
import org.liangzheng.api.identity.approval.Proposal.State;
import org.liangzheng.api.identity.person.Account;
import org.liangzheng.api.identity.person.Accounts;
import org.liangzheng.api.identity.person.Roles;
import org.liangzheng.api.schedule.OneNode;
import org.liangzheng.api.web.Problem;
import org.liangzheng.api.web.idempotency.Outcome;
import org.liangzheng.api.web.idempotency.RequestDigest;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.format.licence.OrganizationId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Where two people decide; see the package for how a feature uses it. */
@Service
public class Approvals {
  private static final Logger LOG = LoggerFactory.getLogger(Approvals.class);
  private static final Pattern NAME = Pattern.compile("[A-Z][A-Z_]{2,39}");
  private static final Pattern REASON = Pattern.compile("\\P{Cc}{1,500}");
  private static final int MOST_LISTED = 200;
  private static final int BATCH = 100;

  private final ProposalStore store;
  private final ObjectProvider<ApprovedAct> beans;
  private final Roles roles;
  private final Accounts accounts;
  private final AuditLog audit;
  private final OneNode oneNode;
  private final TransactionTemplate transactions;
  private final JsonMapper json;
  private final Clock clock;

  Approvals(
      ProposalStore store,
      ObjectProvider<ApprovedAct> beans,
      Roles roles,
      Accounts accounts,
      AuditLog audit,
      OneNode oneNode,
      TransactionTemplate transactions,
      JsonMapper json,
      Clock clock) {
    this.store = store;
    this.beans = beans;
    this.roles = roles;
    this.accounts = accounts;
    this.audit = audit;
    this.oneNode = oneNode;
    this.transactions = transactions;
    this.json = json;
    this.clock = clock;
  }

  /** Found when first asked for: the features that own them may need this service. */
  private Map<String, ApprovedAct> acts() {
    Map<String, ApprovedAct> acts = new LinkedHashMap<>();
    beans.forEach(act -> {
      if (!NAME.matcher(act.act()).matches() || acts.put(act.act(), act) != null) {
        throw new IllegalStateException("not the name of one act: " + act.act());
      }
    });
    return acts;
  }

  private ApprovedAct act(String name) {
    return Optional.ofNullable(acts().get(name))
        .orElseThrow(() -> new IllegalStateException("no feature owns the act " + name));
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
    ApprovedAct owner = act(act);
    requireRole(proposer, owner);
    // Read back: the digest is of what is kept.
    JsonNode tree = json.readTree(json.writeValueAsBytes(request));
    Instant now = now();
    return new Draft(
        new Proposal(
            id,
            act,
            proposer.authority(),
            owner.check(proposer.authority(), tree),
            digest(act, proposer.authority(), tree),
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
    record(draft.proposal(), "PROPOSAL_MADE", draft.proposal().approvals().getFirst().account());
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
    if (!store.approve(id, new Approval(person.account(), person.party(), now()))) {
      throw new Problem(ApprovalProblem.SECOND_PERSON_NEEDED);
    }
    Proposal now = store.find(id).orElseThrow();
    record(now, "PROPOSAL_APPROVED", person.account());
    long persons = now.approvals().stream().map(Approval::party).distinct().count();
    if (persons >= Proposal.NEEDED) {
      requireStillEntitled(now);
      if (!store.move(id, State.OPEN, State.APPROVED)) {
        throw new IllegalStateException("a locked proposal has moved");
      }
    }
  }

  /** Those who approved earlier must still be who they were then. */
  private void requireStillEntitled(Proposal proposal) {
    ApprovedAct owner = act(proposal.act());
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
   * @param reason 1 to 500 characters in one line; kept encrypted
   * @throws Problem as {@link #approve}, and REASON_MISSING
   */
  public void refuse(UUID id, Caller.Officer person, @Nullable String reason) {
    requireTransaction();
    Proposal proposal = open(id, person);
    if (reason == null || reason.isBlank() || !REASON.matcher(reason).matches()) {
      throw new Problem(ApprovalProblem.REASON_MISSING);
    }
    settle(proposal, State.OPEN, State.REFUSED, person.account(), reason, null);
    record(proposal, "PROPOSAL_REFUSED", person.account());
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
    settle(proposal, State.OPEN, State.WITHDRAWN, person.account(), null, null);
    record(proposal, "PROPOSAL_WITHDRAWN", person.account());
  }

  /** Of the caller's authority and of acts the caller's roles decide, newest first, at most 200. */
  public List<Proposal> list(Caller.Officer person) {
    List<String> names =
        acts().values().stream()
            .filter(act -> person.roles().contains(act.role()))
            .map(ApprovedAct::act)
            .toList();
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
        .filter(proposal -> person.roles().contains(act(proposal.act()).role()))
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

  private Proposal open(UUID id, Caller.Officer person) {
    Proposal proposal =
        store
            .lock(id)
            .filter(found -> found.authority().equals(person.authority()))
            .orElseThrow(() -> new Problem(ApprovalProblem.PROPOSAL_UNKNOWN));
    requireRole(person, act(proposal.act()));
    return switch (aged(proposal).state()) {
      case OPEN -> proposal;
      case EXPIRED -> throw new Problem(ApprovalProblem.PROPOSAL_EXPIRED);
      case APPROVED, EXECUTED, FAILED, REFUSED, WITHDRAWN ->
          throw new Problem(ApprovalProblem.PROPOSAL_SETTLED);
    };
  }

  /** An open proposal past its time counts as expired, whether or not a job has said so. */
  private Proposal aged(Proposal proposal) {
    if (proposal.state() != State.OPEN || proposal.expiresAt().isAfter(clock.instant())) {
      return proposal;
    }
    return new Proposal(
        proposal.id(),
        proposal.act(),
        proposal.authority(),
        proposal.subject(),
        proposal.digest(),
        State.EXPIRED,
        proposal.proposedAt(),
        proposal.expiresAt(),
        proposal.approvals(),
        Optional.of(proposal.expiresAt()),
        Optional.empty(),
        Optional.empty());
  }

  /** As the register has it now, not as it was when the token was looked at. */
  private void requireRole(Caller.Officer person, ApprovedAct owner) {
    if (!roles.holds(person.account(), person.authority(), owner.role())) {
      throw new Problem(ApprovalProblem.ACT_ROLE_MISSING, owner.role().name());
    }
  }

  /**
   * Carries out what two people have approved, if that is due and no other node is at it. Never
   * throws for what the act comes to: that stands in the proposal.
   */
  public void carryOut(UUID id) {
    if (TransactionSynchronizationManager.isActualTransactionActive()) {
      throw new IllegalStateException("an act must not run inside a transaction");
    }
    try {
      var _ = oneNode.tryRun("identity_proposal " + id, () -> carryOutAlone(id));
    } catch (RuntimeException failed) {
      // Stays APPROVED; the job tries again.
      LOG.warn("Proposal {} could not be carried out yet", id, failed);
    }
  }

  private void carryOutAlone(UUID id) {
    Proposal proposal = store.find(id).filter(one -> one.state() == State.APPROVED).orElse(null);
    if (proposal == null) {
      return;
    }
    JsonNode request = store.request(id);
    if (!digest(proposal.act(), proposal.authority(), request).equals(proposal.digest())
        || proposal.approvals().stream().map(Approval::party).distinct().count()
            < Proposal.NEEDED) {
      throw new IllegalStateException("proposal " + id + " is not what was approved");
    }
    UUID last =
        proposal.approvals().stream()
            .max(Comparator.comparing(Approval::at))
            .orElseThrow()
            .account();
    try {
      ApprovedAct owner = act(proposal.act());
      var _ = owner.check(proposal.authority(), request);
      Runnable persist =
          owner.execute(
              new Approved(
                  id,
                  proposal.authority(),
                  proposal.subject(),
                  request,
                  proposal.approvals().stream().map(Approval::account).toList()));
      transactions.executeWithoutResult(_ -> {
        settle(proposal, State.APPROVED, State.EXECUTED, null, null, null);
        persist.run();
        record(proposal, "PROPOSAL_EXECUTED", last);
      });
    } catch (Problem problem) {
      if (!problem.code().isFinal()) {
        throw problem;
      }
      transactions.executeWithoutResult(_ -> {
        settle(proposal, State.APPROVED, State.FAILED, null, null, problem.code().code());
        record(proposal, "PROPOSAL_FAILED", last);
      });
    }
  }

  /** What a crash left approved and not done. */
  void carryOutAll() {
    store.due(BATCH).forEach(this::carryOut);
  }

  private void settle(
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

  private ByteString digest(String act, OrganizationId authority, JsonNode request) {
    return ByteString.of(RequestDigest.of(json, act, authority.value(), request).bytes());
  }

  private void record(Proposal proposal, String what, UUID account) {
    ObjectNode facts = json.createObjectNode();
    facts.put("proposed", proposal.act());
    facts.put("digest", java.util.HexFormat.of().formatHex(proposal.digest().toByteArray()));
    facts.put("proposal", proposal.id().toString());
    audit.record(
        new AuditFact(what, proposal.subject(), proposal.authority(), account.toString(), facts));
  }

  private static void requireTransaction() {
    if (!TransactionSynchronizationManager.isActualTransactionActive()) {
      throw new IllegalStateException("a decision and its record are written together");
    }
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}

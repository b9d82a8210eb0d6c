package org.liangzheng.api.identity.approval;

import java.util.Comparator;
import java.util.UUID;
import org.liangzheng.api.identity.approval.Proposal.Approval;
import org.liangzheng.api.identity.approval.Proposal.State;
import org.liangzheng.api.schedule.OneNode;
import org.liangzheng.api.web.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** Carries out what two people have approved, on one node at a time. */
@Component
class CarryingOut {
  private static final Logger LOG = LoggerFactory.getLogger(CarryingOut.class);
  private static final int BATCH = 100;

  private final ProposalStore store;
  private final ApprovedActs acts;
  private final ProposalSteps steps;
  private final OneNode oneNode;
  private final TransactionTemplate transactions;

  CarryingOut(
      ProposalStore store,
      ApprovedActs acts,
      ProposalSteps steps,
      OneNode oneNode,
      TransactionTemplate transactions) {
    this.store = store;
    this.acts = acts;
    this.steps = steps;
    this.oneNode = oneNode;
    this.transactions = transactions;
  }

  /** Whatever a crash left approved and not done. */
  void all() {
    store.due(BATCH).forEach(this::one);
  }

  /**
   * One proposal, if that is due and no other node is at it. Never throws for what the act comes
   * to: that stands in the proposal.
   */
  void one(UUID id) {
    if (TransactionSynchronizationManager.isActualTransactionActive()) {
      throw new IllegalStateException("an act must not run inside a transaction");
    }
    try {
      var _ = oneNode.tryRun("identity_proposal " + id, () -> alone(id));
    } catch (RuntimeException failed) {
      // Stays APPROVED; the job tries again.
      LOG.warn("Proposal {} could not be carried out yet", id, failed);
    }
  }

  private void alone(UUID id) {
    Proposal proposal = store.find(id).filter(one -> one.state() == State.APPROVED).orElse(null);
    if (proposal == null) {
      return;
    }
    JsonNode request = store.request(id);
    if (!steps.digest(proposal.act(), proposal.authority(), request).equals(proposal.digest())
        || proposal.persons() < Proposal.NEEDED) {
      throw new IllegalStateException("proposal " + id + " is not what was approved");
    }
    UUID last =
        proposal.approvals().stream()
            .max(Comparator.comparing(Approval::at))
            .orElseThrow()
            .account();
    try {
      Runnable persist = execute(proposal, request);
      transactions.executeWithoutResult(_ -> {
        steps.settle(proposal, State.APPROVED, State.EXECUTED, null, null, null);
        persist.run();
        steps.record(proposal, "PROPOSAL_EXECUTED", last);
      });
    } catch (Problem problem) {
      if (!problem.code().isFinal()) {
        throw problem;
      }
      transactions.executeWithoutResult(_ -> {
        steps.settle(proposal, State.APPROVED, State.FAILED, null, null, problem.code().code());
        steps.record(proposal, "PROPOSAL_FAILED", last);
      });
    }
  }

  private Runnable execute(Proposal proposal, JsonNode request) {
    ApprovedAct act = acts.get(proposal.act());
    var _ = act.check(proposal.authority(), request);
    return act.execute(
        new Approved(
            proposal.id(),
            proposal.authority(),
            proposal.subject(),
            request,
            proposal.approvals().stream().map(Approval::account).toList()));
  }
}

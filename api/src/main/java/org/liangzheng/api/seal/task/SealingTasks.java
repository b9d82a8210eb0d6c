package org.liangzheng.api.seal.task;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.audit.AuditFact;
import org.liangzheng.api.audit.AuditLog;
import org.liangzheng.api.identity.Caller;
import org.liangzheng.api.schedule.OneNode;
import org.liangzheng.api.seal.OfficeSeal;
import org.liangzheng.api.seal.SealBook;
import org.liangzheng.api.seal.SealUse;
import org.liangzheng.api.seal.Seals;
import org.liangzheng.api.seal.task.SealingTask.Act;
import org.liangzheng.api.seal.task.SealingTask.Decision;
import org.liangzheng.api.seal.task.SealingTask.Party;
import org.liangzheng.api.seal.task.SealingTask.State;
import org.liangzheng.api.seal.use.PlaceBody;
import org.liangzheng.api.seal.use.Sealing;
import org.liangzheng.api.web.Ids;
import org.liangzheng.api.web.Problem;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.Sha256Digest;
import org.liangzheng.verifier.format.licence.OrganizationId;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** What the authorities of a task do. */
@Component
class SealingTasks {
  /** Who ends a task whose deadline has passed. */
  static final String CLOCK = "clock";

  private static final int MOST_OVER = 100;

  private final TaskStore store;
  private final Seals seals;
  private final Sealing sealing;
  private final SealBook book;
  private final OneNode oneNode;
  private final AuditLog audit;
  private final Ids ids;
  private final Clock clock;
  private final JsonMapper json;
  private final TransactionTemplate transactions;

  SealingTasks(
      TaskStore store,
      Seals seals,
      Sealing sealing,
      SealBook book,
      OneNode oneNode,
      AuditLog audit,
      Ids ids,
      Clock clock,
      JsonMapper json,
      TransactionTemplate transactions) {
    this.store = store;
    this.seals = seals;
    this.sealing = sealing;
    this.book = book;
    this.oneNode = oneNode;
    this.audit = audit;
    this.ids = ids;
    this.clock = clock;
    this.json = json;
    this.transactions = transactions;
  }

  /**
   * A task that involves an authority.
   *
   * @throws Problem SEALING_TASK_UNKNOWN, also for tasks that do not
   */
  SealingTask get(UUID id, OrganizationId authority) {
    return store
        .find(id)
        .filter(task -> task.involves(authority))
        .orElseThrow(() -> new Problem(TaskProblem.SEALING_TASK_UNKNOWN));
  }

  /** Writes a new task down, in the transaction of its act. */
  void create(SealingTask task, byte[] document) {
    store.insert(task, document);
    record(task, Act.CREATE, task.authority(), task.createdBy(), 0, task.createdAt());
  }

  /**
   * An officer's approval, as it was asked for.
   *
   * @param seal an office seal of the officer's authority
   * @param document SHA-256 of the document as it came: what the officer has read
   * @param use id of the use
   * @param next id of the document after it
   */
  record Approval(
      UUID task,
      Caller.Officer officer,
      UUID seal,
      ByteString document,
      UUID use,
      UUID next,
      UUID intent,
      Instant time) {}

  /**
   * What an approval comes to.
   *
   * @param persist to be run in the transaction of the act
   */
  record Sealed(SealingTask task, State state, int revision, Runnable persist) {}

  /**
   * Seals for an authority; one at a time seals a document, so that no signature is made in vain.
   *
   * @throws Problem of the task, the seal, custody
   */
  Sealed approve(Approval approval) {
    AtomicReference<@Nullable Sealed> done = new AtomicReference<>();
    boolean alone =
        oneNode.tryRun("seal_task " + approval.task(), () -> done.set(approveAlone(approval)));
    Sealed sealed = done.get();
    if (!alone || sealed == null) {
      throw busy();
    }
    return sealed;
  }

  private Sealed approveAlone(Approval approval) {
    OrganizationId authority = approval.officer().authority();
    SealingTask task = get(approval.task(), authority);
    Party party = open(task, authority);
    if (!task.original().value().equals(approval.document())) {
      throw new Problem(TaskProblem.SEALING_TASK_OTHER_DOCUMENT);
    }
    if (!task.turnOf(party)) {
      throw new Problem(TaskProblem.SEALING_TASK_NOT_YOUR_TURN);
    }
    OfficeSeal seal = seals.officeSeal(approval.seal(), authority);
    boolean last = task.isLast(party);
    // Whoever sealed before may store what it made only now, after it has let the lock go.
    byte[] document = store.document(task).orElseThrow(SealingTasks::busy);
    byte[] sealed =
        sealing.document(
            new Sealing.Order(
                seal,
                approval.officer().actor(),
                task.matter().orElse(null),
                approval.use(),
                approval.intent(),
                approval.time()),
            document,
            PlaceBody.read(party.places()),
            last && task.lock());
    State to = last ? State.COMPLETED : State.OPEN;
    return new Sealed(
        task, to, task.revision() + 1, () -> keep(approval, task, party, seal, to, sealed));
  }

  private void keep(
      Approval approval, SealingTask task, Party party, OfficeSeal seal, State to, byte[] sealed) {
    Instant now = now();
    String actor = approval.officer().actor();
    if (!store.advance(task, to, approval.next(), now)) {
      throw busy();
    }
    book.record(
        new SealUse(
            approval.use(),
            seal.id(),
            seal.version(),
            party.authority(),
            SealUse.Act.SEAL_TASK,
            actor,
            task.matter(),
            Optional.of(task.id()),
            Optional.empty(),
            List.of(task.original().value(), Sha256Digest.of(sealed).value()),
            approval.time()));
    store.replace(task, approval.next(), sealed);
    store.decide(task, party, Decision.SEALED, actor, approval.use(), null, now);
    record(task, Act.SEAL, party.authority(), actor, task.revision() + 1, now);
  }

  private static Problem busy() {
    return new Problem(TaskProblem.SEALING_TASK_BUSY).withHeader("Retry-After", "1");
  }

  /**
   * Who may still decide for an authority.
   *
   * @throws Problem SEALING_TASK_OVER, SEALING_TASK_SETTLED, SEALING_TASK_DONE,
   *     SEALING_TASK_UNKNOWN for an authority that asked for it and does not seal
   */
  Party open(SealingTask task, OrganizationId authority) {
    Party party =
        task.party(authority).orElseThrow(() -> new Problem(TaskProblem.SEALING_TASK_UNKNOWN));
    if (party.decision() == Decision.SEALED) {
      throw new Problem(TaskProblem.SEALING_TASK_DONE);
    }
    if (task.state() == State.EXPIRED || (task.state() == State.OPEN && task.isOver(now()))) {
      throw new Problem(TaskProblem.SEALING_TASK_OVER);
    }
    if (task.state() != State.OPEN) {
      throw new Problem(TaskProblem.SEALING_TASK_SETTLED);
    }
    return party;
  }

  /** Refuses for an authority, which ends the task; in the transaction of the act. */
  void refuse(SealingTask task, Party party, String actor, String reason) {
    Instant now = now();
    if (!store.advance(task, State.REFUSED, task.document(), now)) {
      throw busy();
    }
    store.decide(task, party, Decision.REFUSED, actor, null, reason, now);
    record(task, Act.REFUSE, party.authority(), actor, task.revision() + 1, now);
  }

  /** Takes a task back, in the transaction of the act. */
  void withdraw(SealingTask task, String actor) {
    Instant now = now();
    if (!store.advance(task, State.WITHDRAWN, task.document(), now)) {
      throw busy();
    }
    record(task, Act.WITHDRAW, task.authority(), actor, task.revision() + 1, now);
  }

  /** Ends what was not sealed in time, each in a transaction of its own. */
  void expire() {
    Instant now = now();
    for (SealingTask task : store.over(now, MOST_OVER)) {
      transactions.executeWithoutResult(_ -> {
        // Whoever was quicker, by an approval under way or on another node, has settled it.
        if (store.advance(task, State.EXPIRED, task.document(), now)) {
          record(task, Act.EXPIRE, task.authority(), CLOCK, task.revision() + 1, now);
        }
      });
    }
  }

  private void record(
      SealingTask task,
      Act act,
      OrganizationId authority,
      String actor,
      int revision,
      Instant now) {
    store.step(task.id(), new SealingTask.Step(ids.next(), act, authority, actor, revision, now));
    audit.record(
        new AuditFact(
            "SEALING_TASK_" + act.name(),
            task.id(),
            authority,
            actor,
            json.createObjectNode().put("revision", revision)));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}

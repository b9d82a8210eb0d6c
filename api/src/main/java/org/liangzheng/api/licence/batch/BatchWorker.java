package org.liangzheng.api.licence.batch;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.liangzheng.api.licence.batch.BatchLines.OpenLine;
import org.liangzheng.api.licence.batch.BatchRuns.Claim;
import org.liangzheng.api.trust.TrustDirectory;
import org.liangzheng.api.trust.TrustProblem;
import org.liangzheng.api.web.Problem;
import org.liangzheng.api.web.ProblemDocuments;
import org.liangzheng.api.web.WebProblem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Carries out the lines of batches, on some threads of this node, beside all other nodes. */
@Component
class BatchWorker implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(BatchWorker.class);

  /** How long a batch that was cancelled may go on, and how often a lease is renewed at most. */
  private static final Duration LOOK = Duration.ofSeconds(1);

  private static final Duration STOP = Duration.ofSeconds(10);

  private final BatchRuns runs;
  private final BatchLines lines;
  private final BatchKinds kinds;
  private final TrustDirectory trust;
  private final TransactionTemplate transactions;
  private final ProblemDocuments documents;
  private final BatchSettings settings;
  private final Clock clock;

  /** Permits to look for work before the next poll. */
  private final Semaphore woken = new Semaphore(0);

  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean going;
  private volatile boolean ready;

  BatchWorker(
      BatchRuns runs,
      BatchLines lines,
      BatchKinds kinds,
      TrustDirectory trust,
      TransactionTemplate transactions,
      ProblemDocuments documents,
      BatchSettings settings,
      Clock clock) {
    this.runs = runs;
    this.lines = lines;
    this.kinds = kinds;
    this.trust = trust;
    this.transactions = transactions;
    this.documents = documents;
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public void start() {
    going = true;
    if (ready) {
      begin();
    }
  }

  /** Not before the service is ready: until then types and evidence may not be. */
  @EventListener(ApplicationReadyEvent.class)
  void ready() {
    ready = true;
    begin();
  }

  private void begin() {
    for (int i = 1; i <= settings.workers(); i++) {
      threads.add(Thread.ofPlatform().daemon().name("batch-" + i).start(this::work));
    }
  }

  /** Each thread ends the line it is at; the rest of its chunk goes back. */
  @Override
  public void stop() {
    going = false;
    wake();
    for (Thread thread : threads) {
      try {
        if (!thread.join(STOP)) {
          LOG.warn("A batch's line is still being carried out; its lease will run out");
        }
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
      }
    }
    threads.clear();
  }

  @Override
  public boolean isRunning() {
    return going;
  }

  /** There may be work. */
  void wake() {
    woken.release(settings.workers());
  }

  private void work() {
    while (going) {
      try {
        Optional<Claim> claim = runs.claim();
        if (claim.isPresent()) {
          carryOut(claim.get());
        } else {
          rest();
        }
      } catch (RuntimeException failed) {
        // The lease runs out; meanwhile the database may come back.
        if (BatchFaults.isDatabaseAway(failed)) {
          LOG.warn("The database is away, batches wait: {}", failed.getClass().getSimpleName());
        } else {
          LOG.error("A part of a batch was not carried out; it is taken up again", failed);
        }
        rest();
      }
    }
  }

  private void rest() {
    try {
      if (going && woken.tryAcquire(settings.poll().toMillis(), TimeUnit.MILLISECONDS)) {
        // One look is enough for all that was told meanwhile.
        var _ = woken.drainPermits();
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      going = false;
    }
  }

  private void carryOut(Claim claim) {
    Instant look = clock.instant().plus(LOOK);
    Batch.State state = claim.batch().state();
    for (OpenLine line : claim.lines()) {
      if (!going) {
        runs.release(claim);
        return;
      }
      if (!clock.instant().isBefore(look)) {
        Optional<Batch.State> now = runs.renew(claim);
        if (now.isEmpty()) {
          return; // another node took it for dead
        }
        state = now.get();
        look = clock.instant().plus(LOOK);
      }
      Optional<Problem> away =
          state == Batch.State.CANCELLING ? cancel(claim, line) : carryOut(claim, line);
      if (away.isPresent()) {
        pause(claim, away.get());
        return;
      }
    }
    runs.close(claim);
  }

  /** What an attempt before the cancelling left behind stays. */
  private Optional<Problem> cancel(Claim claim, OpenLine line) {
    Optional<BatchKind.Result> earlier =
        line.intent().attempt() > 1 ? kind(claim).recover(line.intent()) : Optional.empty();
    if (earlier.isPresent()) {
      settle(claim, line, earlier::get);
    } else {
      lines.cancel(line, claim.attempt());
    }
    return Optional.empty();
  }

  /**
   * @return what is away, if that is why the line was not carried out
   */
  private Optional<Problem> carryOut(Claim claim, OpenLine line) {
    for (int tries = line.tries() + 1; ; tries++) {
      try {
        settle(claim, line, work(claim, line));
        return Optional.empty();
      } catch (Problem problem) {
        if (BatchFaults.isAway(problem)) {
          return Optional.of(problem);
        }
        if (problem.code().isFinal()) {
          lines.settle(line, claim.attempt(), "REFUSED", document(problem, line));
          return Optional.empty();
        }
        if (isEvidenceOld()) {
          // Then nothing passes its own check.
          return Optional.of(new Problem(TrustProblem.EVIDENCE_MISSING));
        }
        if (hasFailed(claim, line, tries, problem, problem)) {
          return Optional.empty();
        }
      } catch (RuntimeException unforeseen) {
        if (BatchFaults.isDatabaseAway(unforeseen)) {
          throw unforeseen;
        }
        Problem internal = new Problem(WebProblem.INTERNAL_ERROR);
        if (hasFailed(claim, line, tries, internal, unforeseen)) {
          return Optional.empty();
        }
      }
    }
  }

  private Supplier<BatchKind.Result> work(Claim claim, OpenLine line) {
    if (line.intent().attempt() > 1) {
      Optional<BatchKind.Result> earlier = kind(claim).recover(line.intent());
      if (earlier.isPresent()) {
        return earlier::get;
      }
    }
    byte[] text =
        line.line()
            .text()
            .orElseThrow(() ->
                new Problem(
                    BatchProblem.BATCH_LINE_TOO_LONG, Integer.toString(kind(claim).maxLine())));
    return kind(claim).perform(line.intent(), text, claim.batch().order());
  }

  private boolean hasFailed(
      Claim claim, OpenLine line, int tries, Problem problem, RuntimeException cause) {
    LOG.error(
        "Batch {}, line {}: try {} failed", claim.batch().id(), line.line().number(), tries, cause);
    if (tries < settings.tries()) {
      lines.tried(line, claim.attempt());
      return false;
    }
    lines.settle(line, claim.attempt(), "FAILED", document(problem, line));
    return true;
  }

  private void settle(Claim claim, OpenLine line, Supplier<BatchKind.Result> work) {
    transactions.executeWithoutResult(_ -> {
      // First, so that the row is locked and whoever lost the lease writes nothing at all.
      if (lines.holds(line, claim.attempt())) {
        lines.done(line, work.get());
      }
    });
    if (claim.batch().failures() > 0) {
      runs.goesOn(claim.batch().id());
    }
  }

  private boolean isEvidenceOld() {
    Instant now = clock.instant();
    return trust.evidence().age().map(age -> age.tooOldAt(now)).orElse(false);
  }

  private void pause(Claim claim, Problem away) {
    String after = away.headers().get(HttpHeaders.RETRY_AFTER);
    Duration atLeast = Duration.ofSeconds(after == null ? 0 : Long.parseLong(after));
    LOG.warn("Batch {} pauses: {}; its lines wait", claim.batch().id(), away.code().code());
    runs.pause(claim.batch().id(), away.code().code(), atLeast);
    runs.release(claim);
  }

  private byte[] document(Problem problem, OpenLine line) {
    return documents.bytes(problem, line.intent().id().toString());
  }

  private BatchKind kind(Claim claim) {
    return kinds.get(claim.batch().order().kind());
  }
}

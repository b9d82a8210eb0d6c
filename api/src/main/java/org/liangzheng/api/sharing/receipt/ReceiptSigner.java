package org.liangzheng.api.sharing.receipt;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.custody.Custody;
import org.liangzheng.api.custody.SignatureAct;
import org.liangzheng.api.custody.SignatureOrder;
import org.liangzheng.api.web.Ids;
import org.liangzheng.api.web.Problem;
import org.liangzheng.api.web.WebProblem;
import org.liangzheng.signer.receipt.PreparedReceipts;
import org.liangzheng.verifier.format.receipt.ReceiptLeaf;
import org.liangzheng.verifier.format.receipt.UsageReceipt;

/**
 * Signs receipts together: what comes within one window gets one signature. While that is made the
 * next ones gather, so the vault is asked once at a time, however many fetches there are. Nobody
 * waits for others when there are none.
 */
public final class ReceiptSigner implements AutoCloseable {
  /** Longest time a receipt may wait for others. */
  public static final Duration LONGEST_WINDOW = Duration.ofMillis(20);

  private static final String ACTOR = "sharing-receipts";
  private static final int MOST_WAITING = 4096;
  private static final int BATCH = 512;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final ReceiptKeys keys;
  private final Custody custody;
  private final Duration window;
  private final Ids ids;
  private final Clock clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<Waiting> queue = new ArrayDeque<>();
  private int expected;
  private @Nullable Thread thread;

  public ReceiptSigner(ReceiptKeys keys, Custody custody, Duration window, Ids ids, Clock clock) {
    if (window.isNegative() || window.compareTo(LONGEST_WINDOW) > 0) {
      throw new IllegalArgumentException("receipts wait for others 0 to 20 ms");
    }
    this.keys = keys;
    this.custody = custody;
    this.window = window;
    this.ids = ids;
    this.clock = clock;
  }

  private record Waiting(ReceiptLeaf leaf, CompletableFuture<UsageReceipt> receipt) {}

  /** One receipt that is about to come. Belongs to one thread. */
  public final class Expected implements AutoCloseable {
    private boolean over;

    /** As {@link ReceiptSigner#sign}. */
    public UsageReceipt sign(ReceiptLeaf leaf) {
      if (over) {
        throw new IllegalStateException("one receipt was expected");
      }
      over = true;
      return await(offer(leaf, 1));
    }

    /** It does not come, if it has not come: nobody waits for it any more. */
    @Override
    public void close() {
      if (!over) {
        over = true;
        lock.lock();
        try {
          expected--;
          wake();
        } finally {
          lock.unlock();
        }
      }
    }
  }

  /**
   * Says that a receipt is about to come, within milliseconds: those that are there wait for it.
   */
  public Expected expect() {
    lock.lock();
    try {
      expected++;
    } finally {
      lock.unlock();
    }
    return new Expected();
  }

  /**
   * Signs one, with whatever others there are.
   *
   * @throws Problem of custody, {@code receipt-key-missing}, or {@code unavailable}
   */
  public UsageReceipt sign(ReceiptLeaf leaf) {
    return await(offer(leaf, 0));
  }

  /**
   * @param announced 1 for one that was expected
   */
  private Waiting offer(ReceiptLeaf leaf, int announced) {
    Waiting waiting = new Waiting(leaf, new CompletableFuture<>());
    lock.lock();
    try {
      expected -= announced;
      if (queue.size() == MOST_WAITING) {
        throw new Problem(WebProblem.UNAVAILABLE).withHeader("Retry-After", "1");
      }
      if (thread == null || !thread.isAlive()) {
        thread = Thread.ofPlatform().name("receipts").daemon().start(this::run);
      }
      queue.add(waiting);
      wake();
      return waiting;
    } finally {
      lock.unlock();
    }
  }

  /** With the lock: wakes the signer where that changes what it does. */
  private void wake() {
    if (queue.size() == 1 || expected == 0 || queue.size() >= BATCH) {
      changed.signal();
    }
  }

  private static UsageReceipt await(Waiting waiting) {
    try {
      return waiting.receipt().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof Problem problem) {
        throw problem;
      }
      throw new IllegalStateException("a receipt could not be signed", failed.getCause());
    } catch (TimeoutException late) {
      throw new Problem(WebProblem.UNAVAILABLE).withHeader("Retry-After", "5").causedBy(late);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new Problem(WebProblem.UNAVAILABLE).withHeader("Retry-After", "1").causedBy(stopped);
    }
  }

  private void run() {
    while (!Thread.currentThread().isInterrupted()) {
      List<Waiting> batch = List.of();
      try {
        batch = gather();
        sign(batch);
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
      } catch (RuntimeException failed) {
        fail(batch, failed);
      }
    }
    lock.lock();
    try {
      fail(queue, new Problem(WebProblem.UNAVAILABLE).withHeader("Retry-After", "1"));
      queue.clear();
    } finally {
      lock.unlock();
    }
  }

  private static void fail(Collection<Waiting> all, RuntimeException why) {
    all.forEach(one -> one.receipt().completeExceptionally(why));
  }

  /** At least one, and with it those that come in the window, as long as any are expected. */
  private List<Waiting> gather() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (queue.isEmpty()) {
        changed.await();
      }
      long left = window.toNanos();
      while (left > 0 && expected > 0 && queue.size() < BATCH) {
        left = changed.awaitNanos(left);
      }
      List<Waiting> batch = new ArrayList<>();
      while (batch.size() < BATCH && !queue.isEmpty()) {
        batch.add(queue.remove());
      }
      return batch;
    } finally {
      lock.unlock();
    }
  }

  private void sign(List<Waiting> batch) {
    List<ReceiptLeaf> leaves = batch.stream().map(Waiting::leaf).toList();
    Instant at = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    for (ReceiptLeaf leaf : leaves) {
      Instant told = leaf.facts().latest();
      // Clocks of threads may be set back: a receipt is never older than what it tells of.
      at = told.isAfter(at) ? told : at;
    }
    ReceiptKeys.Entitled key = keys.entitled(at);
    PreparedReceipts prepared = PreparedReceipts.of(leaves, at, key.publicKey());
    List<UsageReceipt> receipts =
        prepared.finish(
            custody.sign(
                new SignatureOrder(
                    key.key(),
                    SignatureAct.SIGN_RECEIPT,
                    ACTOR,
                    "receipts:" + ids.next(),
                    prepared.digest(),
                    null)));
    for (int i = 0; i < batch.size(); i++) {
      batch.get(i).receipt().complete(receipts.get(i));
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      if (thread != null) {
        thread.interrupt();
      }
    } finally {
      lock.unlock();
    }
  }
}

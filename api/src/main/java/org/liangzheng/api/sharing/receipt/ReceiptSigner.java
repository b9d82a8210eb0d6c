package org.liangzheng.api.sharing.receipt;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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
 * next ones gather, so the vault is asked once at a time, however many fetches there are.
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
  private final BlockingQueue<Waiting> queue = new ArrayBlockingQueue<>(MOST_WAITING);
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

  /**
   * Signs one, with whatever others there are.
   *
   * @throws Problem of custody, {@code receipt-key-missing}, or {@code unavailable}
   */
  public UsageReceipt sign(ReceiptLeaf leaf) {
    Waiting waiting = new Waiting(leaf, new CompletableFuture<>());
    start();
    if (!queue.offer(waiting)) {
      throw new Problem(WebProblem.UNAVAILABLE).withHeader("Retry-After", "1");
    }
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

  private synchronized void start() {
    if (thread == null || !thread.isAlive()) {
      thread = Thread.ofPlatform().name("receipts").daemon().start(this::run);
    }
  }

  private void run() {
    List<Waiting> batch = new ArrayList<>();
    while (!Thread.currentThread().isInterrupted()) {
      try {
        batch.add(queue.take());
        queue.drainTo(batch, BATCH - batch.size());
        if (batch.size() == 1 && window.isPositive()) {
          Waiting another = queue.poll(window.toNanos(), TimeUnit.NANOSECONDS);
          if (another != null) {
            batch.add(another);
            queue.drainTo(batch, BATCH - batch.size());
          }
        }
        sign(batch);
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        batch.forEach(one -> one.receipt().cancel(false));
      } catch (RuntimeException failed) {
        batch.forEach(one -> one.receipt().completeExceptionally(failed));
      } finally {
        batch.clear();
      }
    }
  }

  private void sign(List<Waiting> batch) {
    List<ReceiptLeaf> leaves = batch.stream().map(Waiting::leaf).toList();
    Instant at = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    for (ReceiptLeaf leaf : leaves) {
      Instant used = leaf.facts().asking().at();
      // Clocks of threads may be set back: a receipt is never older than its use.
      at = used.isAfter(at) ? used : at;
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
  public synchronized void close() {
    if (thread != null) {
      thread.interrupt();
    }
  }
}

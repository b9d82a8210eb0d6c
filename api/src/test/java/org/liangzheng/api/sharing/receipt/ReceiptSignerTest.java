package org.liangzheng.api.sharing.receipt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.liangzheng.api.ApiTest;
import org.liangzheng.api.custody.Custody;
import org.liangzheng.api.web.Ids;
import org.liangzheng.api.web.Problem;
import org.liangzheng.api.web.WebProblem;
import org.liangzheng.testkit.TestReceipts;
import org.liangzheng.verifier.format.receipt.ReceiptFacts;
import org.liangzheng.verifier.format.receipt.ReceiptLeaf;
import org.liangzheng.verifier.format.receipt.UsageReceipt;
import org.springframework.beans.factory.annotation.Autowired;

/** Receipts that are on their way together share a signature, and each gets its own. */
@ApiTest
class ReceiptSignerTest {
  /** Of those who come within 20 ms on a machine that may stand still for longer. */
  private static final int TRIES = 50;

  @Autowired private ReceiptKeys keys;
  @Autowired private Custody custody;
  @Autowired private Ids ids;
  @Autowired private Clock clock;

  private ReceiptSigner signer;
  private ExecutorService threads;

  @BeforeEach
  void start() {
    signer = new ReceiptSigner(keys, custody, ReceiptSigner.LONGEST_WINDOW, ids, clock);
    threads = Executors.newVirtualThreadPerTaskExecutor();
  }

  @AfterEach
  void stop() {
    threads.close();
    signer.close();
  }

  private static ReceiptLeaf leaf(int number) {
    return ReceiptLeaf.of(
        TestReceipts.facts(number, ReceiptFacts.Basis.STATUTORY, ReceiptFacts.Form.FIELDS));
  }

  @Test
  void thoseThatAreExpectedShareASignature() throws Exception {
    boolean shared = false;
    for (int i = 0; i < TRIES && !shared; i++) {
      CountDownLatch both = new CountDownLatch(2);
      Future<UsageReceipt> first = threads.submit(() -> expected(both, leaf(1)));
      Future<UsageReceipt> second = threads.submit(() -> expected(both, leaf(2)));
      assertThat(first.get().leaf()).isEqualTo(leaf(1));
      assertThat(second.get().leaf()).isEqualTo(leaf(2));
      shared = first.get().signedBatch().equals(second.get().signedBatch());
    }
    assertThat(shared).isTrue();
  }

  private UsageReceipt expected(CountDownLatch both, ReceiptLeaf leaf) throws Exception {
    try (ReceiptSigner.Expected receipt = signer.expect()) {
      both.countDown();
      both.await();
      return receipt.sign(leaf);
    }
  }

  @Test
  void oneThatNeverComesHoldsUpTheOthersForAWindowOnly() throws Exception {
    try (ReceiptSigner.Expected _ = signer.expect()) {
      assertThat(threads.submit(() -> signer.sign(leaf(3))).get(10, TimeUnit.SECONDS).leaf())
          .isEqualTo(leaf(3));
    }
    ReceiptSigner.Expected twice = signer.expect();
    UsageReceipt _ = twice.sign(leaf(4));
    assertThatThrownBy(() -> twice.sign(leaf(5))).isInstanceOf(IllegalStateException.class);
    twice.close();
  }

  @Test
  void aRefusalReachesEachOfThem() {
    // Long after the keys of the trust list.
    Clock late = Clock.fixed(Instant.parse("2090-01-01T00:00:00Z"), ZoneOffset.UTC);
    try (ReceiptSigner keyless =
        new ReceiptSigner(keys, custody, Duration.ofMillis(5), ids, late)) {
      Future<UsageReceipt> one = threads.submit(() -> keyless.sign(leaf(6)));
      Future<UsageReceipt> other = threads.submit(() -> keyless.sign(leaf(7)));
      for (Future<UsageReceipt> refused : List.of(one, other)) {
        assertThatThrownBy(refused::get)
            .cause()
            .isInstanceOfSatisfying(
                Problem.class,
                why -> assertThat(why.code()).isEqualTo(ReceiptProblem.RECEIPT_KEY_MISSING));
      }
    }
  }

  @Test
  void whoWaitsWhenItStopsIsTold() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> signer.sign(leaf(8)))
        .isInstanceOfSatisfying(
            Problem.class, why -> assertThat(why.code()).isEqualTo(WebProblem.UNAVAILABLE));
    assertThat(Thread.interrupted()).isTrue();
  }
}

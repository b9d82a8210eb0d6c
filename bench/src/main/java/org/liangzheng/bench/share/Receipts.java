package org.liangzheng.bench.share;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.liangzheng.signer.receipt.PreparedReceipts;
import org.liangzheng.signer.sample.SampleRole;
import org.liangzheng.testkit.TestKey;
import org.liangzheng.testkit.TestReceipts;
import org.liangzheng.testkit.TestWorld;
import org.liangzheng.verifier.crypto.SignatureSuite;
import org.liangzheng.verifier.format.receipt.ReceiptFacts;
import org.liangzheng.verifier.format.receipt.ReceiptLeaf;
import org.liangzheng.verifier.format.receipt.UsageReceipt;

/**
 * Receipts with no service around them: leaf, tree, one signature for a batch, the file. The key
 * lies in plain memory.
 */
final class Receipts {
  private final int batch;
  private final TestKey key = TestWorld.of(SignatureSuite.SM2_SM3).key(SampleRole.RECEIPT);
  private final List<ReceiptLeaf> waiting = new ArrayList<>();
  private final AtomicInteger number = new AtomicInteger();

  /**
   * Ready to make them.
   *
   * @param batch receipts that share a signature
   */
  Receipts(int batch) {
    this.batch = batch;
  }

  /** One more; whoever fills the batch signs for all. */
  void make() {
    ReceiptLeaf leaf =
        ReceiptLeaf.of(
            TestReceipts.facts(
                number.incrementAndGet(), ReceiptFacts.Basis.STATUTORY, ReceiptFacts.Form.FIELDS));
    List<ReceiptLeaf> full;
    synchronized (waiting) {
      waiting.add(leaf);
      if (waiting.size() < batch) {
        return;
      }
      full = List.copyOf(waiting);
      waiting.clear();
    }
    PreparedReceipts prepared = PreparedReceipts.of(full, TestWorld.NOW, key.publicKey());
    for (UsageReceipt receipt : prepared.finish(key.sign(prepared.digest()))) {
      if (receipt.toBytes().length == 0) {
        throw new IllegalStateException("a receipt has bytes");
      }
    }
  }
}

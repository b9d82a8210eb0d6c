package org.liangzheng.testkit.fuzz;

import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.liangzheng.signer.sample.SampleRole;
import org.liangzheng.testkit.TestReceipts;
import org.liangzheng.testkit.TestWorld;
import org.liangzheng.verifier.check.Evidence;
import org.liangzheng.verifier.check.ReceiptReport;
import org.liangzheng.verifier.check.ReceiptVerifier;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.SignatureSuite;
import org.liangzheng.verifier.format.receipt.ReceiptRefusedException;
import org.liangzheng.verifier.format.receipt.UsageReceipt;
import org.liangzheng.verifier.report.Verdict;

/** Usage receipts: one form each, and VALID only what was put in a signed batch. */
public final class ReceiptFuzz {
  private static final Map<String, byte[]> SEEDS = new LinkedHashMap<>();
  private static final Map<SignatureSuite, Evidence> EVIDENCE = new LinkedHashMap<>();
  private static final Set<ByteString> LEAVES = new HashSet<>();

  static {
    for (SignatureSuite suite : SignatureSuite.values()) {
      TestWorld world = TestWorld.of(suite);
      EVIDENCE.put(suite, world.evidence());
      List<UsageReceipt> receipts =
          TestReceipts.signed(TestReceipts.leaves(5), world.key(SampleRole.RECEIPT));
      for (int i = 0; i < receipts.size(); i++) {
        UsageReceipt receipt = receipts.get(i);
        LEAVES.add(receipt.leaf().bytes());
        SEEDS.put(suite + "-" + i, receipt.toBytes());
        SEEDS.put(
            suite + "-logged-" + i,
            receipt
                .with(TestReceipts.proof(TestReceipts.logged(receipt), world.key(SampleRole.LOG)))
                .toBytes());
      }
    }
  }

  private ReceiptFuzz() {}

  static Map<String, byte[]> seeds() {
    return SEEDS;
  }

  public static void fuzzerTestOneInput(byte[] data) throws Exception {
    Bounded.run(() -> {
      EVIDENCE
          .values()
          .forEach(evidence -> {
            ReceiptReport report = ReceiptVerifier.verify(data, evidence, TestWorld.NOW);
            if (report.verdict() == Verdict.VALID
                && !LEAVES.contains(report.receipt().orElseThrow().leaf().bytes())) {
              throw new AssertionError("VALID, and nobody signed it");
            }
          });
      UsageReceipt read;
      try {
        read = UsageReceipt.read(data);
      } catch (ReceiptRefusedException refused) {
        return;
      }
      if (!Arrays.equals(read.toBytes(), data)) {
        throw new AssertionError("a second spelling of one receipt");
      }
    });
  }
}

package org.liangzheng.testkit;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.liangzheng.signer.receipt.PreparedReceipts;
import org.liangzheng.signer.sample.SampleDepartment;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.Sha256Digest;
import org.liangzheng.verifier.crypto.SignatureValue;
import org.liangzheng.verifier.format.json.CanonicalJson;
import org.liangzheng.verifier.format.log.Checkpoint;
import org.liangzheng.verifier.format.log.GrowingTree;
import org.liangzheng.verifier.format.log.InclusionProof;
import org.liangzheng.verifier.format.log.LogEntry;
import org.liangzheng.verifier.format.log.LogKey;
import org.liangzheng.verifier.format.log.LogProof;
import org.liangzheng.verifier.format.log.SignedCheckpoint;
import org.liangzheng.verifier.format.log.TreeHash;
import org.liangzheng.verifier.format.log.TreePosition;
import org.liangzheng.verifier.format.receipt.ReceiptFacts;
import org.liangzheng.verifier.format.receipt.ReceiptLeaf;
import org.liangzheng.verifier.format.receipt.UsageReceipt;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Usage receipts that are right in every respect. */
public final class TestReceipts {
  private static final List<ReceiptFacts.Basis> BASES = List.of(ReceiptFacts.Basis.values());
  private static final List<ReceiptFacts.Form> FORMS = List.of(ReceiptFacts.Form.values());
  private static final String ORIGIN = "log.example/liangcheng";

  private TestReceipts() {}

  /** Facts with a number in them, so that no two are the same. */
  public static ReceiptFacts facts(int number, ReceiptFacts.Basis basis, ReceiptFacts.Form form) {
    byte[] nonce = new byte[ReceiptFacts.NONCE_SIZE];
    nonce[0] = (byte) number;
    ByteString salt = ByteString.of(nonce);
    Sha256Digest given = ReceiptFacts.digest(salt, given(form));
    return new ReceiptFacts(
        new UUID(0x0193_0000_0000_7000L, number),
        new ReceiptFacts.Asking(
            SampleDepartment.MARKET.id(),
            TestWorld.NOW,
            new UUID(0x0193_0000_0000_7001L, number),
            "办〔2026〕" + number,
            "FOOD_PERMIT",
            1,
            "PREMISES",
            "FOOD_PERMIT",
            basis,
            basis == ReceiptFacts.Basis.CONSENT
                ? Optional.of(new UUID(0x0193_0000_0000_7002L, number))
                : Optional.empty()),
        new ReceiptFacts.Licence(
            new UUID(0x0193_0000_0000_7003L, number),
            SampleDepartment.MARKET.id(),
            TestLicences.TYPE,
            1,
            Sha256Digest.of(new byte[] {(byte) number}),
            "IN_FORCE",
            TestWorld.NOW),
        switch (form) {
          case FIELDS -> ReceiptFacts.Given.fields(List.of("name", "address"), given);
          case ANSWER -> ReceiptFacts.Given.answers(Map.of("OF_AGE", true), given);
          case ORIGINAL, COPY -> ReceiptFacts.Given.file(form, given);
        },
        salt);
  }

  /** What the facts of a form say was handed out. */
  public static byte[] given(ReceiptFacts.Form form) {
    return form.name().getBytes(StandardCharsets.UTF_8);
  }

  /** Leaves of all forms and bases. */
  public static List<ReceiptLeaf> leaves(int count) {
    List<ReceiptLeaf> leaves = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      leaves.add(
          ReceiptLeaf.of(facts(i, BASES.get(i % BASES.size()), FORMS.get(i % FORMS.size()))));
    }
    return leaves;
  }

  /** A batch signed by a key. */
  public static List<UsageReceipt> signed(List<ReceiptLeaf> leaves, TestKey key) {
    PreparedReceipts prepared = PreparedReceipts.of(leaves, TestWorld.NOW, key.publicKey());
    return prepared.finish(key.sign(prepared.digest()));
  }

  /** What the audit log writes down about a receipt. */
  public static ObjectNode logged(UsageReceipt receipt) {
    ObjectNode record = JsonNodeFactory.instance.objectNode();
    record.put("act", "LICENCE_FETCHED");
    record.put("subject", receipt.facts().id().toString());
    record.put(UsageReceipt.LOG_MEMBER, receipt.leaf().digest().value().toHex());
    return record;
  }

  /** A log's proof that it has a record, as the last of a few. */
  public static LogProof proof(ObjectNode record, TestKey... keys) {
    Map<TreePosition, TreeHash> hashes = new HashMap<>();
    GrowingTree tree = new GrowingTree();
    LogEntry last = entry(record);
    for (int i = 0; i < 4; i++) {
      tree.append(entry(JsonNodeFactory.instance.objectNode().put("n", i)).leaf(), hashes::put);
    }
    tree.append(last.leaf(), hashes::put);
    Checkpoint checkpoint = new Checkpoint(ORIGIN, tree.size(), tree.root());
    Map<LogKey, SignatureValue> values = new LinkedHashMap<>();
    for (TestKey key : keys) {
      LogKey logKey = new LogKey(ORIGIN, key.publicKey());
      values.put(logKey, key.sign(logKey.digest(checkpoint)));
    }
    return LogProof.of(
        last,
        InclusionProof.of(4, 5, at -> Optional.ofNullable(hashes.get(at)).orElseThrow()),
        SignedCheckpoint.of(checkpoint, values));
  }

  private static LogEntry entry(ObjectNode record) {
    return new LogEntry(
        ByteString.of(new byte[LogEntry.NONCE_SIZE]), ByteString.of(CanonicalJson.write(record)));
  }
}

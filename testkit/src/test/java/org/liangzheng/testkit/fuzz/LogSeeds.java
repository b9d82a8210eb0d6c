package org.liangzheng.testkit.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.liangzheng.testkit.SeededRandom;
import org.liangzheng.testkit.TestKey;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.SignatureSuite;
import org.liangzheng.verifier.crypto.SignatureValue;
import org.liangzheng.verifier.format.log.Checkpoint;
import org.liangzheng.verifier.format.log.GrowingTree;
import org.liangzheng.verifier.format.log.InclusionProof;
import org.liangzheng.verifier.format.log.LogEntry;
import org.liangzheng.verifier.format.log.LogKey;
import org.liangzheng.verifier.format.log.LogProof;
import org.liangzheng.verifier.format.log.SignedCheckpoint;
import org.liangzheng.verifier.format.log.TreeHash;
import org.liangzheng.verifier.format.log.TreePosition;

/** Checkpoints and proofs of a small log, by both suites. */
final class LogSeeds {
  private static final String ORIGIN = "log.example/liangcheng";
  private static final int ENTRIES = 11;

  private LogSeeds() {}

  static Map<String, byte[]> make() {
    Map<LogKey, TestKey> keys = new LinkedHashMap<>();
    for (SignatureSuite suite : SignatureSuite.values()) {
      TestKey key = TestKey.random(suite, new SeededRandom("log-seeds/" + suite));
      keys.put(new LogKey(ORIGIN, key.publicKey()), key);
    }
    Map<TreePosition, TreeHash> hashes = new HashMap<>();
    GrowingTree tree = new GrowingTree();
    for (int i = 0; i < ENTRIES; i++) {
      tree.append(entry(i).leaf(), hashes::put);
    }
    Checkpoint checkpoint = new Checkpoint(ORIGIN, tree.size(), tree.root());
    Map<LogKey, SignatureValue> values = new LinkedHashMap<>();
    keys.forEach((logKey, key) -> values.put(logKey, key.sign(logKey.digest(checkpoint))));
    SignedCheckpoint signed = SignedCheckpoint.of(checkpoint, values);
    Map<String, byte[]> seeds = new LinkedHashMap<>();
    seeds.put("checkpoint", signed.toBytes());
    for (int i : new int[] {0, 4, ENTRIES - 1}) {
      seeds.put(
          "proof-" + i,
          LogProof.of(entry(i), InclusionProof.of(i, ENTRIES, hashes::get), signed).toBytes());
    }
    return seeds;
  }

  private static LogEntry entry(int number) {
    byte[] nonce = new byte[LogEntry.NONCE_SIZE];
    nonce[0] = (byte) number;
    return new LogEntry(
        ByteString.of(nonce),
        ByteString.of(("{\"number\":" + number + "}").getBytes(StandardCharsets.UTF_8)));
  }
}

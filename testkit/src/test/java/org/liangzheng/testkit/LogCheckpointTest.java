package org.liangzheng.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.MalformedException;
import org.liangzheng.verifier.crypto.SignatureSuite;
import org.liangzheng.verifier.crypto.SignatureValue;
import org.liangzheng.verifier.format.log.Checkpoint;
import org.liangzheng.verifier.format.log.ConsistencyProof;
import org.liangzheng.verifier.format.log.GrowingTree;
import org.liangzheng.verifier.format.log.InclusionProof;
import org.liangzheng.verifier.format.log.LogEntry;
import org.liangzheng.verifier.format.log.LogFault;
import org.liangzheng.verifier.format.log.LogKey;
import org.liangzheng.verifier.format.log.LogProof;
import org.liangzheng.verifier.format.log.LogRefusedException;
import org.liangzheng.verifier.format.log.SeenLog;
import org.liangzheng.verifier.format.log.SignedCheckpoint;
import org.liangzheng.verifier.format.log.TreeHash;
import org.liangzheng.verifier.format.log.TreePosition;

class LogCheckpointTest {
  private static final String ORIGIN = "log.example/liangcheng";

  private final SecureRandom random = new SecureRandom();
  private final TestKey sm2 = TestKey.random(SignatureSuite.SM2_SM3, random);
  private final TestKey p256 = TestKey.random(SignatureSuite.P256_SHA256, random);
  private final LogKey sm2Key = new LogKey(ORIGIN, sm2.publicKey());
  private final LogKey p256Key = new LogKey(ORIGIN, p256.publicKey());
  private final List<LogKey> both = List.of(p256Key, sm2Key);

  private final Map<TreePosition, TreeHash> hashes = new HashMap<>();
  private final GrowingTree tree = new GrowingTree();
  private Checkpoint after5;
  private Checkpoint after9;

  @BeforeEach
  void grow() {
    for (int i = 0; i < 9; i++) {
      tree.append(entry(i).leaf(), hashes::put);
      if (i == 4) {
        after5 = new Checkpoint(ORIGIN, tree.size(), tree.root());
      }
    }
    after9 = new Checkpoint(ORIGIN, tree.size(), tree.root());
  }

  private static LogEntry entry(int number) {
    byte[] nonce = new byte[32];
    nonce[0] = (byte) number;
    return new LogEntry(
        ByteString.of(nonce),
        ByteString.of(("{\"number\":" + number + "}").getBytes(StandardCharsets.UTF_8)));
  }

  private SignedCheckpoint signed(Checkpoint checkpoint) {
    Map<LogKey, SignatureValue> values = new LinkedHashMap<>();
    values.put(p256Key, p256.sign(p256Key.digest(checkpoint)));
    values.put(sm2Key, sm2.sign(sm2Key.digest(checkpoint)));
    return SignedCheckpoint.of(checkpoint, values);
  }

  private static String text(SignedCheckpoint checkpoint) {
    return new String(checkpoint.toBytes(), StandardCharsets.UTF_8);
  }

  private static SignedCheckpoint read(String text) throws MalformedException {
    return SignedCheckpoint.read(text.getBytes(StandardCharsets.UTF_8));
  }

  private static void refused(LogFault fault, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            LogRefusedException.class, refused -> assertThat(refused.fault()).isEqualTo(fault));
  }

  @Test
  void aCheckpointIsReadAsItWasMade() throws Exception {
    SignedCheckpoint signed = signed(after9);
    SignedCheckpoint again = SignedCheckpoint.read(signed.toBytes());
    assertThat(again.verified(both)).isEqualTo(after9);
    assertThat(again.toBytes()).isEqualTo(signed.toBytes());
    assertThat(text(signed).lines().limit(4))
        .containsExactly(ORIGIN, "9", after9.root().toBase64(), "");
  }

  /** What C2SP says of a P-256 line, read here without our own code. */
  @Test
  void thePlatformsOwnEcdsaVerifiesTheP256Line() throws Exception {
    String note = text(signed(after9));
    String line = note.lines().filter(l -> l.startsWith("— ")).findFirst().orElseThrow();
    byte[] content = Base64.getDecoder().decode(line.substring(line.lastIndexOf(' ') + 1));
    byte[] spki = p256.publicKey().toSpki().toByteArray();
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(spki);
    assertThat(content).startsWith(digest[0], digest[1], digest[2], digest[3]);
    Signature ecdsa = Signature.getInstance("SHA256withECDSA");
    ecdsa.initVerify(KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(spki)));
    ecdsa.update(note.substring(0, note.indexOf("\n\n") + 1).getBytes(StandardCharsets.UTF_8));
    assertThat(ecdsa.verify(content, 4, content.length - 4)).isTrue();
  }

  @Test
  void eachSuiteMustHaveSigned() throws Exception {
    String note = text(signed(after9));
    String last = note.substring(0, note.lastIndexOf("— "));
    refused(LogFault.CHECKPOINT_NOT_SIGNED, () -> read(last).verified(both));
    assertThat(read(last).verified(List.of(p256Key))).isEqualTo(after9);
    refused(LogFault.CHECKPOINT_NOT_SIGNED, () -> read(note).verified(List.of()));
    LogKey stranger =
        new LogKey(ORIGIN, TestKey.random(SignatureSuite.P256_SHA256, random).publicKey());
    refused(LogFault.CHECKPOINT_NOT_SIGNED, () -> read(note).verified(List.of(stranger, sm2Key)));
  }

  @Test
  void aKeyThatIsBeingReplacedMayStillSignAlone() throws Exception {
    LogKey next = new LogKey(ORIGIN, TestKey.random(SignatureSuite.SM2_SM3, random).publicKey());
    assertThat(signed(after9).verified(List.of(p256Key, sm2Key, next))).isEqualTo(after9);
  }

  @Test
  void aSignatureOverAnotherCheckpointIsWrong() throws Exception {
    String five = text(signed(after5));
    String nine = text(signed(after9));
    String swapped = five.substring(0, five.indexOf("\n\n")) + nine.substring(nine.indexOf("\n\n"));
    refused(LogFault.CHECKPOINT_SIGNATURE_WRONG, () -> read(swapped).verified(both));
  }

  @Test
  void everyChangedByteIsRefusedOrSaysNothing() throws Exception {
    byte[] note = signed(after9).toBytes();
    for (int i = 0; i < note.length; i++) {
      byte[] changed = note.clone();
      changed[i] ^= 1;
      try {
        SignedCheckpoint.read(changed).verified(both);
        throw new AssertionError("believed with byte " + i + " changed");
      } catch (MalformedException | LogRefusedException refused) {
        // as it should be
      }
    }
  }

  @Test
  void keysOfAnotherLogJudgeNothing() {
    LogKey other = new LogKey("log.example/other", p256.publicKey());
    refused(LogFault.CHECKPOINT_OF_ANOTHER_LOG, () -> signed(after9).verified(List.of(other)));
  }

  @Test
  void onlyRightSignaturesArePutUnderACheckpoint() {
    SignatureValue wrong = p256.sign(p256Key.digest(after5));
    assertThatThrownBy(() -> SignedCheckpoint.of(after9, Map.of(p256Key, wrong)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> SignedCheckpoint.of(after9, Map.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "log.example/a\n9\nAAAA\n",
        "log.example/a\n09\n%s\n\n%s",
        "log.example/a\n-1\n%s\n\n%s",
        "log.example/a\n9\n%s\nextension\n\n%s",
        "log.example/a\n9\n%s\n\n",
        "log example/a\n9\n%s\n\n%s",
        "log.example/a\r\n9\n%s\n\n%s",
        "log.example/a\n0\n%s\n\n%s",
        "log.example/a\n9999999999999999999\n%s\n\n%s"
      })
  void otherTextsAreNoCheckpoints(String pattern) {
    String line =
        text(signed(after9)).lines().filter(l -> l.startsWith("— ")).findFirst().orElseThrow();
    String text = pattern.formatted(after9.root().toBase64(), line + "\n");
    assertThatThrownBy(() -> read(text)).isInstanceOf(MalformedException.class);
  }

  @Test
  void aProofProvesItsEntryAndNothingElse() throws Exception {
    LogProof proof = LogProof.of(entry(3), InclusionProof.of(3, 9, hashes::get), signed(after9));
    LogProof again = LogProof.read(proof.toBytes());
    assertThat(again.verified(both)).isEqualTo(entry(3));
    assertThat(again.index()).isEqualTo(3);
    assertThat(again.toBytes()).isEqualTo(proof.toBytes());

    LogProof other = LogProof.of(entry(4), InclusionProof.of(3, 9, hashes::get), signed(after9));
    refused(LogFault.ENTRY_NOT_INCLUDED, () -> other.verified(both));
    LogProof older = LogProof.of(entry(3), InclusionProof.of(3, 9, hashes::get), signed(after5));
    refused(LogFault.ENTRY_NOT_INCLUDED, () -> older.verified(both));
    LogProof beyond = LogProof.of(entry(8), InclusionProof.of(8, 9, hashes::get), signed(after5));
    refused(LogFault.ENTRY_NOT_INCLUDED, () -> beyond.verified(both));
  }

  @Test
  void everyChangedByteOfAProofIsRefused() throws Exception {
    byte[] proof =
        LogProof.of(entry(3), InclusionProof.of(3, 9, hashes::get), signed(after9)).toBytes();
    for (int i = 0; i < proof.length; i++) {
      byte[] changed = proof.clone();
      changed[i] ^= 1;
      try {
        LogProof.read(changed).verified(both);
        throw new AssertionError("believed with byte " + i + " changed");
      } catch (MalformedException | LogRefusedException refused) {
        // as it should be
      }
    }
  }

  @Test
  void whoSawACheckpointTakesOnlyItsOwnContinuation() throws Exception {
    SeenLog seen = new SeenLog(after5);
    ConsistencyProof grown = ConsistencyProof.of(5, 9, hashes::get);
    assertThat(seen.grow(after9, grown).checkpoint()).isEqualTo(after9);
    assertThat(seen.grow(after5, ConsistencyProof.of(5, 5, hashes::get)).checkpoint())
        .isEqualTo(after5);

    refused(
        LogFault.LOG_SHRANK,
        () -> new SeenLog(after9).grow(after5, ConsistencyProof.of(5, 5, hashes::get)));
    Checkpoint rewritten = new Checkpoint(ORIGIN, 9, entry(1).leaf());
    refused(LogFault.LOG_REWRITTEN, () -> seen.grow(rewritten, grown));
    Checkpoint forked = new Checkpoint(ORIGIN, 5, entry(1).leaf());
    refused(
        LogFault.LOG_REWRITTEN, () -> seen.grow(forked, ConsistencyProof.of(5, 5, hashes::get)));
    refused(
        LogFault.LOG_REWRITTEN, () -> seen.grow(after9, ConsistencyProof.of(4, 9, hashes::get)));
    refused(
        LogFault.CHECKPOINT_OF_ANOTHER_LOG,
        () -> seen.grow(new Checkpoint("log.example/b", 9, after9.root()), grown));
  }

  @Test
  void zerosInASignatureLineAreRefused() throws Exception {
    String note = text(signed(after9));
    byte[] zero = {0x30, 0x06, 0x02, 0x01, 0x00, 0x02, 0x01, 0x00};
    byte[] both0 = new byte[4 + zero.length];
    System.arraycopy(p256Key.id().toByteArray(), 0, both0, 0, 4);
    System.arraycopy(zero, 0, both0, 4, zero.length);
    String forged =
        note.substring(0, note.indexOf("— "))
            + "— "
            + ORIGIN
            + " "
            + Base64.getEncoder().encodeToString(both0)
            + "\n";
    refused(LogFault.CHECKPOINT_SIGNATURE_WRONG, () -> read(forged).verified(List.of(p256Key)));
  }
}

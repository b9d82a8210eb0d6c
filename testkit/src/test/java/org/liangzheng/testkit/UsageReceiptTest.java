package org.liangzheng.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.liangzheng.signer.SelfCheckException;
import org.liangzheng.signer.receipt.PreparedReceipts;
import org.liangzheng.signer.sample.SampleRole;
import org.liangzheng.verifier.check.Evidence;
import org.liangzheng.verifier.check.ReceiptReport;
import org.liangzheng.verifier.check.ReceiptVerifier;
import org.liangzheng.verifier.crypto.SignatureSuite;
import org.liangzheng.verifier.format.log.LogProof;
import org.liangzheng.verifier.format.pack.PackAge;
import org.liangzheng.verifier.format.pack.PackReader;
import org.liangzheng.verifier.format.receipt.ReceiptFacts;
import org.liangzheng.verifier.format.receipt.ReceiptFault;
import org.liangzheng.verifier.format.receipt.ReceiptLeaf;
import org.liangzheng.verifier.format.receipt.ReceiptText;
import org.liangzheng.verifier.format.receipt.UsageReceipt;
import org.liangzheng.verifier.report.Verdict;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A receipt from signer to verifier, and one tampered sample per refusal. */
class UsageReceiptTest {
  private static final TestWorld WORLD = TestWorld.of(SignatureSuite.SM2_SM3);
  private static final TestKey KEY = WORLD.key(SampleRole.RECEIPT);
  private static final Instant NOW = TestWorld.NOW;
  private static final List<UsageReceipt> BATCH = TestReceipts.signed(TestReceipts.leaves(5), KEY);
  private static final UsageReceipt RECEIPT = BATCH.get(2);
  private static final Set<ReceiptFault> SHOWN = EnumSet.noneOf(ReceiptFault.class);

  private static ReceiptReport verify(byte[] bytes) {
    return ReceiptVerifier.verify(bytes, WORLD.evidence(), NOW);
  }

  private static void refused(ReceiptFault fault, byte[] bytes, Evidence evidence, Instant at) {
    ReceiptReport report = ReceiptVerifier.verify(bytes, evidence, at);
    assertThat(report.fault()).contains(fault);
    assertThat(report.verdict()).isEqualTo(fault.verdict()).isNotEqualTo(Verdict.VALID);
    assertThat(report.logged()).isFalse();
    SHOWN.add(fault);
  }

  private static void refused(ReceiptFault fault, byte[] bytes) {
    refused(fault, bytes, WORLD.evidence(), NOW);
  }

  private static byte[] changed(byte[] receipt, Consumer<ObjectNode> change) {
    return ReceiptForge.changed(receipt, change);
  }

  private static byte[] changed(Consumer<ObjectNode> change) {
    return changed(RECEIPT.toBytes(), change);
  }

  private static byte[] leaf(Consumer<ObjectNode> change) {
    return ReceiptForge.leaf(RECEIPT.toBytes(), change);
  }

  /** The batch with another header or payload, rightly signed by a key. */
  private static byte[] batch(TestKey key, Consumer<ObjectNode> header, Consumer<ObjectNode> body) {
    return ReceiptForge.batch(RECEIPT.toBytes(), key, header, body);
  }

  private static String base64(byte[] bytes) {
    return ReceiptForge.base64(bytes);
  }

  @ParameterizedTest
  @EnumSource(SignatureSuite.class)
  void whatIsSignedIsValidInEveryPlaceOfItsBatch(SignatureSuite suite) throws Exception {
    TestWorld world = TestWorld.of(suite);
    for (int size : new int[] {1, 2, 3, 7, 8, 20}) {
      List<UsageReceipt> receipts =
          TestReceipts.signed(TestReceipts.leaves(size), world.key(SampleRole.RECEIPT));
      assertThat(receipts).hasSize(size);
      for (UsageReceipt receipt : receipts) {
        byte[] bytes = receipt.toBytes();
        ReceiptReport report = ReceiptVerifier.verify(bytes, world.evidence(), NOW);
        assertThat(report.fault()).isEmpty();
        assertThat(report.verdict()).isEqualTo(Verdict.VALID);
        assertThat(report.logged()).isFalse();
        assertThat(report.receipt()).contains(receipt);
        assertThat(UsageReceipt.read(bytes).toBytes()).isEqualTo(bytes);
        assertThat(bytes.length).isLessThan(4_000);
      }
    }
  }

  @Test
  void thePackOfTheServiceAloneIsEnough() throws Exception {
    Evidence evidence =
        Evidence.of(
            PackReader.read(WORLD.pack(), WORLD.world().root().anchor(), Optional.empty(), NOW),
            PackAge.DEFAULT_LIMIT);
    assertThat(ReceiptVerifier.verify(RECEIPT.toBytes(), evidence, NOW).verdict())
        .isEqualTo(Verdict.VALID);
    refused(
        ReceiptFault.RECEIPT_EVIDENCE_OLD,
        RECEIPT.toBytes(),
        evidence,
        NOW.plus(Duration.ofHours(5)));
  }

  @Test
  void whatWasHandedOutCanBeHeldAgainstIt() {
    assertThat(RECEIPT.facts().isAbout(TestReceipts.given(ReceiptFacts.Form.ORIGINAL))).isTrue();
    assertThat(RECEIPT.facts().isAbout(TestReceipts.given(ReceiptFacts.Form.COPY))).isFalse();
  }

  @Test
  void aProofOfTheLogIsCheckedWhenItIsThere() {
    TestKey log = WORLD.key(SampleRole.LOG);
    byte[] logged = RECEIPT.with(TestReceipts.proof(TestReceipts.logged(RECEIPT), log)).toBytes();
    ReceiptReport report = verify(logged);
    assertThat(report.fault()).isEmpty();
    assertThat(report.logged()).isTrue();

    LogProof foreign =
        TestReceipts.proof(
            TestReceipts.logged(RECEIPT), TestKey.seeded(SignatureSuite.SM2_SM3, "other-log"));
    refused(ReceiptFault.RECEIPT_LOG_PROOF_WRONG, RECEIPT.with(foreign).toBytes());
    LogProof other = TestReceipts.proof(TestReceipts.logged(BATCH.get(3)), log);
    refused(ReceiptFault.RECEIPT_LOG_ENTRY_OTHER, RECEIPT.with(other).toBytes());
    LogProof otherLeaf = TestReceipts.proof(TestReceipts.logged(RECEIPT).put("receipt", "00"), log);
    refused(ReceiptFault.RECEIPT_LOG_ENTRY_OTHER, RECEIPT.with(otherLeaf).toBytes());
  }

  @Test
  void everyChangeOfTheLeafIsSeen() {
    ReceiptFault fault = ReceiptFault.RECEIPT_NOT_IN_BATCH;
    refused(
        fault,
        leaf(l ->
            l.put("asker", l.get("asker").asString().equals("x") ? "" : "11100000MB0143028R")));
    refused(fault, leaf(l -> l.put("caseNumber", "1")));
    refused(fault, leaf(l -> l.put("material", "OTHER")));
    refused(fault, leaf(l -> l.put("cause", "OTHER")));
    refused(fault, leaf(l -> l.put("version", 2)));
    refused(fault, leaf(l -> l.put("status", "SUSPENDED")));
    refused(fault, leaf(l -> l.put("file", "0".repeat(64))));
    refused(fault, leaf(l -> l.put("given", "0".repeat(64))));
    refused(fault, leaf(l -> l.put("nonce", base64(new byte[32]))));
    refused(fault, leaf(l -> l.put("at", NOW.minusSeconds(1).toString())));
    // A neighbour's place, path or leaf.
    refused(fault, changed(json -> json.put("place", 3)));
    refused(
        fault,
        changed(json -> json.put("leaf", base64(BATCH.get(3).leaf().bytes().toByteArray()))));
    refused(fault, changed(json -> ((ArrayNode) json.get("path")).set(0, base64(new byte[32]))));
    refused(fault, changed(json -> ((ArrayNode) json.get("path")).remove(0)));
    refused(fault, changed(json -> ((ArrayNode) json.get("path")).add(base64(new byte[32]))));
    // Of another batch that the same key signed.
    UsageReceipt elsewhere = TestReceipts.signed(TestReceipts.leaves(3), KEY).get(2);
    refused(
        fault,
        changed(json ->
            json.put(
                "batch",
                new String(elsewhere.signedBatch().toByteArray(), StandardCharsets.US_ASCII))));
  }

  @Test
  void onlyAListedReceiptKeySigns() {
    refused(ReceiptFault.RECEIPT_NO_EVIDENCE, RECEIPT.toBytes(), Evidence.none(), NOW);
    refused(
        ReceiptFault.RECEIPT_KEY_NOT_LISTED,
        TestReceipts.signed(
                TestReceipts.leaves(1), TestKey.seeded(SignatureSuite.SM2_SM3, "nobody"))
            .getFirst()
            .toBytes());
    refused(
        ReceiptFault.RECEIPT_KEY_NOT_ENTITLED,
        TestReceipts.signed(TestReceipts.leaves(1), WORLD.key(SampleRole.PACK))
            .getFirst()
            .toBytes());
    refused(
        ReceiptFault.RECEIPT_KEY_NOT_ENTITLED,
        batch(KEY, _ -> {}, b -> b.put("issuedAt", NOW.minus(Duration.ofDays(400)).toString())));
    refused(
        ReceiptFault.RECEIPT_ALGORITHM_DIFFERS, batch(KEY, h -> h.put("alg", "ES256"), _ -> {}));
    refused(ReceiptFault.RECEIPT_ALGORITHM_DIFFERS, batch(KEY, h -> h.put("alg", "none"), _ -> {}));
    refused(
        ReceiptFault.RECEIPT_SIGNATURE_WRONG,
        batch(TestKey.seeded(SignatureSuite.SM2_SM3, "forger"), _ -> {}, _ -> {}));
    refused(
        ReceiptFault.RECEIPT_SIGNATURE_WRONG,
        changed(json -> {
          String text = json.get("batch").asString();
          json.put("batch", text.substring(0, text.lastIndexOf('.') + 1) + base64(new byte[64]));
        }));
  }

  @Test
  void timesHaveAnOrder() {
    refused(
        ReceiptFault.RECEIPT_TIMES_WRONG,
        batch(KEY, _ -> {}, b -> b.put("issuedAt", NOW.minusSeconds(1).toString())));
    refused(
        ReceiptFault.RECEIPT_FROM_THE_FUTURE,
        RECEIPT.toBytes(),
        WORLD.evidence(),
        NOW.minus(Duration.ofMinutes(6)));
    assertThat(
            ReceiptVerifier.verify(
                    RECEIPT.toBytes(), WORLD.evidence(), NOW.minus(Duration.ofMinutes(4)))
                .verdict())
        .isEqualTo(Verdict.VALID);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "{}", "[]", "PK", "a.b.c", "null", "{\"version\":1}"})
  void whatIsNoReceiptIsUnreadable(String text) {
    refused(ReceiptFault.RECEIPT_MALFORMED, text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void anotherFormIsUnreadable() {
    ReceiptFault form = ReceiptFault.RECEIPT_MALFORMED;
    refused(form, changed(json -> json.put("version", 2)));
    refused(form, changed(json -> json.put("more", 1)));
    refused(form, changed(json -> json.remove("path")));
    refused(form, changed(json -> json.put("place", 5)));
    refused(form, changed(json -> json.put("place", -1)));
    refused(form, changed(json -> json.put("place", "0")));
    refused(form, changed(json -> json.put("log", "AAAA")));
    refused(form, changed(json -> json.put("batch", "a.b.c")));
    refused(form, changed(json -> ((ArrayNode) json.get("path")).add(1)));
    refused(form, batch(KEY, h -> h.put("typ", "lz-pack+jws"), _ -> {}));
    refused(form, batch(KEY, h -> h.put("crit", "x"), _ -> {}));
    refused(form, batch(KEY, _ -> {}, b -> b.put("size", 0)));
    refused(form, batch(KEY, _ -> {}, b -> b.put("size", 4097)));
    refused(form, batch(KEY, _ -> {}, b -> b.put("root", "00")));
    refused(form, batch(KEY, _ -> {}, b -> b.put("more", 1)));
    refused(form, leaf(l -> l.put("more", 1)));
    refused(form, leaf(l -> l.remove("status")));
    refused(form, leaf(l -> l.put("id", "1")));
    refused(form, leaf(l -> l.put("id", l.get("id").asString().toUpperCase(Locale.ROOT) + "A")));
    refused(form, leaf(l -> l.put("asker", "11100000MB0143028X")));
    refused(form, leaf(l -> l.put("at", "2026-11-02T03:04:05.5Z")));
    refused(form, leaf(l -> l.put("caseNumber", "a\u0000b")));
    refused(form, leaf(l -> l.put("caseNumber", "x".repeat(61))));
    refused(form, leaf(l -> l.put("form", "PAPER")));
    refused(form, leaf(l -> l.put("form", "ANSWER")));
    refused(form, leaf(l -> l.put("basis", "CONSENT")));
    refused(form, leaf(l -> l.put("consent", l.get("id").asString())));
    refused(form, leaf(l -> l.putArray("fields")));
    refused(form, leaf(l -> l.putArray("fields").add("a")));
    refused(form, leaf(l -> l.putObject("answers")));
    refused(form, leaf(l -> l.put("nonce", base64(new byte[31]))));
    refused(form, leaf(l -> l.put("caseNumber", "x".repeat(17_000))));
    byte[] spaced =
        new String(RECEIPT.toBytes(), StandardCharsets.UTF_8)
            .replace(",\"leaf\"", ", \"leaf\"")
            .getBytes(StandardCharsets.UTF_8);
    refused(form, spaced);
    refused(ReceiptFault.RECEIPT_TOO_LARGE, new byte[UsageReceipt.MAX_SIZE + 1]);
  }

  /** No single byte can be another one. */
  @Test
  void everyFlippedByteIsSeen() {
    byte[] bytes = RECEIPT.toBytes();
    for (int at = 0; at < bytes.length; at++) {
      byte[] flipped = bytes.clone();
      flipped[at] ^= 1;
      assertThat(verify(flipped).verdict()).as("byte " + at).isNotEqualTo(Verdict.VALID);
    }
    for (int length = 0; length < bytes.length; length += 7) {
      assertThat(verify(Arrays.copyOf(bytes, length)).verdict()).isEqualTo(Verdict.UNREADABLE);
    }
  }

  @Test
  void theSignerChecksWhatItMakes() {
    PreparedReceipts prepared = PreparedReceipts.of(TestReceipts.leaves(2), NOW, KEY.publicKey());
    TestKey other = TestKey.seeded(SignatureSuite.SM2_SM3, "other");
    assertThatThrownBy(() -> prepared.finish(other.sign(prepared.digest())))
        .isInstanceOf(SelfCheckException.class);
    assertThatThrownBy(
            () -> PreparedReceipts.of(TestReceipts.leaves(1), NOW.minusSeconds(1), KEY.publicKey()))
        .isInstanceOf(IllegalArgumentException.class);
    ReceiptFacts told = TestReceipts.leaves(1).getFirst().facts();
    ReceiptFacts.Licence seen = told.licence();
    ReceiptLeaf seenLater =
        ReceiptLeaf.of(
            new ReceiptFacts(
                told.id(),
                told.asking(),
                new ReceiptFacts.Licence(
                    seen.id(),
                    seen.issuer(),
                    seen.type(),
                    seen.version(),
                    seen.file(),
                    seen.status(),
                    NOW.plusSeconds(1)),
                told.given(),
                told.nonce()));
    assertThatThrownBy(() -> PreparedReceipts.of(List.of(seenLater), NOW, KEY.publicKey()))
        .as("its status was seen after the signature: a verifier would refuse it")
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> PreparedReceipts.of(List.of(), NOW, KEY.publicKey()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void everyFaultHasBothLanguagesAndANextStep() {
    for (Locale locale : List.of(Locale.CHINESE, Locale.ENGLISH)) {
      ReceiptText text = ReceiptText.in(locale);
      for (ReceiptFault fault : ReceiptFault.values()) {
        assertThat(text.sentence(fault)).isNotBlank();
        assertThat(text.next(fault)).isNotBlank();
      }
      for (ReceiptFacts.Form form : ReceiptFacts.Form.values()) {
        assertThat(text.form(form)).isNotBlank();
      }
      for (ReceiptFacts.Basis basis : ReceiptFacts.Basis.values()) {
        assertThat(text.basis(basis)).isNotBlank();
      }
    }
    assertThat(ReceiptText.in(Locale.CHINESE).valid()).contains("凭证");
    assertThat(ReceiptText.in(Locale.FRENCH).valid()).contains("receipt");
  }

  /** The vector of docs/formats/receipt.md, reproduced from the page's words alone. */
  @Test
  void theVectorsOfThePageHold() throws Exception {
    ReceiptLeaf leaf = RECEIPT.leaf();
    MessageDigest sha = MessageDigest.getInstance("SHA-256");
    byte[] bytes = leaf.bytes().toByteArray();
    assertThat(leaf.digest().value().toHex())
        .isEqualTo(HexFormat.of().formatHex(sha.digest(bytes)));
    sha.update((byte) 0);
    assertThat(leaf.hash().value().toHex()).isEqualTo(HexFormat.of().formatHex(sha.digest(bytes)));
    String page =
        Files.readString(
            Path.of(System.getProperty("house.root", "..")).resolve("docs/formats/receipt.md"));
    assertThat(page).contains(new String(bytes, StandardCharsets.UTF_8));
    assertThat(page).contains(leaf.digest().value().toHex());
    assertThat(page).contains(leaf.hash().value().toHex());
    assertThat(page).contains(RECEIPT.batch().root().value().toHex());
  }
}

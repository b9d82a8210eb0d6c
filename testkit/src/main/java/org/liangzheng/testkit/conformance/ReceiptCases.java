package org.liangzheng.testkit.conformance;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.liangzheng.testkit.ReceiptForge;
import org.liangzheng.testkit.TestKey;
import org.liangzheng.testkit.TestReceipts;
import org.liangzheng.testkit.TestWorld;
import org.liangzheng.testkit.conformance.KitCase.Answer;
import org.liangzheng.verifier.crypto.SignatureSuite;
import org.liangzheng.verifier.format.log.LogProof;
import org.liangzheng.verifier.format.pack.PackAge;
import org.liangzheng.verifier.format.pack.Period;
import org.liangzheng.verifier.format.pack.ServiceKey;
import org.liangzheng.verifier.format.receipt.ReceiptFault;
import org.liangzheng.verifier.format.receipt.UsageReceipt;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Usage receipts: right ones, and each wrong one wrong in one way. */
final class ReceiptCases {
  private static final Instant MADE = TestWorld.NOW;
  private static final Instant PACKED = MADE.minus(Duration.ofMinutes(10));

  private final KitWorld world;
  private final KitCases.Adder to;
  private final String pack;
  private final TestKey key;
  private final TestKey log;
  private final List<UsageReceipt> batch;
  private final UsageReceipt receipt;

  private ReceiptCases(KitWorld world, KitCases.Adder to) {
    this.world = world;
    this.to = to;
    this.key = world.key("receipt");
    this.log = world.key("log");
    Period open = new Period(KitWorld.START, Optional.empty());
    this.pack =
        to.pack(
            "receipts",
            world.pack(
                PACKED,
                List.of(
                    new ServiceKey(ServiceKey.RECEIPT, key.publicKey(), open),
                    new ServiceKey(ServiceKey.LOG, log.publicKey(), open)),
                Optional.empty()));
    this.batch = TestReceipts.signed(TestReceipts.leaves(5), key);
    this.receipt = batch.get(2);
  }

  static void add(KitWorld world, KitCases.Adder to) {
    ReceiptCases cases = new ReceiptCases(world, to);
    cases.right();
    cases.signatures();
    if (world.suite() == SignatureSuite.SM2_SM3) {
      cases.contents();
      cases.times();
      cases.log();
      cases.forms();
    }
  }

  private void right() {
    good("good-fields", batch.get(0).toBytes(), "字段，依职能", "fields, by statute");
    good("good-answer-consent", batch.get(1).toBytes(), "是或否，依授权", "an answer, by consent");
    good("good-file", receipt.toBytes(), "原件", "an original");
    good(
        "good-alone",
        TestReceipts.signed(TestReceipts.leaves(1), key).getFirst().toBytes(),
        "一批只有一张",
        "alone in its batch");
    good("good-logged", logged(receipt, log), "带日志证明", "with the log's proof");
  }

  private void signatures() {
    bad(
        "forged",
        ReceiptForge.batch(receipt.toBytes(), world.key("forger"), _ -> {}, _ -> {}),
        ReceiptFault.RECEIPT_SIGNATURE_WRONG,
        "由别的密钥签名，却称是凭证密钥",
        "signed by another key than it names");
    bad(
        "key-not-listed",
        TestReceipts.signed(TestReceipts.leaves(1), world.key("nobody")).getFirst().toBytes(),
        ReceiptFault.RECEIPT_KEY_NOT_LISTED,
        "信任列表没有这把密钥",
        "the trust list does not name its key");
    bad(
        "key-for-packs",
        TestReceipts.signed(TestReceipts.leaves(1), world.key("pack")).getFirst().toBytes(),
        ReceiptFault.RECEIPT_KEY_NOT_ENTITLED,
        "用签证据包的密钥签名",
        "signed by the key that is for packs");
    bad(
        "leaf-altered",
        leaf(l -> l.put("material", "OTHER")),
        ReceiptFault.RECEIPT_NOT_IN_BATCH,
        "改了材料",
        "its material was changed");
  }

  private void contents() {
    ReceiptFault fault = ReceiptFault.RECEIPT_NOT_IN_BATCH;
    bad(
        "asker-altered",
        leaf(l -> l.put("asker", "11990100LC0000023R")),
        fault,
        "改了用证单位",
        "its asker was changed");
    bad(
        "version-altered",
        leaf(l -> l.put("version", 2)),
        fault,
        "改了证照版本",
        "its licence's version was changed");
    bad(
        "given-altered",
        leaf(l -> l.put("given", "0".repeat(64))),
        fault,
        "改了交付内容的摘要",
        "the digest of what was given was changed");
    bad(
        "place-of-neighbour",
        changed(json -> json.put("place", 3)),
        fault,
        "位置是邻张的",
        "in its neighbour's place");
    bad(
        "leaf-of-neighbour",
        changed(json ->
            json.put("leaf", ReceiptForge.base64(batch.get(3).leaf().bytes().toByteArray()))),
        fault,
        "叶子是邻张的",
        "its neighbour's leaf");
    bad(
        "path-short",
        changed(json -> ((ArrayNode) json.get("path")).remove(0)),
        fault,
        "路径少一节",
        "its path lacks a hash");
    bad(
        "path-long",
        changed(json -> ((ArrayNode) json.get("path")).add(ReceiptForge.base64(new byte[32]))),
        fault,
        "路径多一节",
        "its path has a hash too many");
    UsageReceipt elsewhere = TestReceipts.signed(TestReceipts.leaves(3), key).get(2);
    bad(
        "batch-of-others",
        changed(json ->
            json.put(
                "batch",
                new String(elsewhere.signedBatch().toByteArray(), StandardCharsets.US_ASCII))),
        fault,
        "签名是另一批的",
        "another batch's signature");
  }

  private void times() {
    bad(
        "used-after-signed",
        batch(_ -> {}, b -> b.put("issuedAt", MADE.minusSeconds(1).toString())),
        ReceiptFault.RECEIPT_TIMES_WRONG,
        "用证晚于签名",
        "it tells of a use after its signature");
    bad(
        "key-before-its-time",
        batch(_ -> {}, b -> b.put("issuedAt", MADE.minus(Duration.ofDays(400)).toString())),
        ReceiptFault.RECEIPT_KEY_NOT_ENTITLED,
        "签名早于密钥启用",
        "signed before its key was entitled");
    bad(
        "algorithm-other",
        batch(h -> h.put("alg", "ES256"), _ -> {}),
        ReceiptFault.RECEIPT_ALGORITHM_DIFFERS,
        "头部写着别的算法",
        "its header names another algorithm");
    bad(
        "algorithm-none",
        batch(h -> h.put("alg", "none"), _ -> {}),
        ReceiptFault.RECEIPT_ALGORITHM_DIFFERS,
        "头部写着没有算法",
        "its header names no algorithm");
    bad(
        "from-the-future",
        receipt.toBytes(),
        ReceiptFault.RECEIPT_FROM_THE_FUTURE,
        "签名在六分钟之后",
        "signed six minutes after the moment asked about",
        c -> c.at(MADE.minus(Duration.ofMinutes(6))));
    bad(
        "pack-stale",
        receipt.toBytes(),
        ReceiptFault.RECEIPT_EVIDENCE_OLD,
        "证据包已超过 4 小时",
        "the pack is older than four hours",
        c -> c.at(PACKED.plus(PackAge.DEFAULT_LIMIT).plusSeconds(1)));
    bad(
        "pack-none",
        receipt.toBytes(),
        ReceiptFault.RECEIPT_NO_EVIDENCE,
        "没有证据包",
        "there is no pack",
        KitCase::withoutPack);
  }

  private void log() {
    bad(
        "log-key-not-listed",
        logged(receipt, world.key("other-log")),
        ReceiptFault.RECEIPT_LOG_PROOF_WRONG,
        "日志证明由未列出的密钥签名",
        "the log's proof is by a key that is not listed");
    bad(
        "log-of-another-receipt",
        receipt.with(TestReceipts.proof(TestReceipts.logged(batch.get(3)), log)).toBytes(),
        ReceiptFault.RECEIPT_LOG_ENTRY_OTHER,
        "日志证明是另一张凭证的",
        "the log's proof is another receipt's");
    bad(
        "log-of-another-leaf",
        receipt
            .with(TestReceipts.proof(TestReceipts.logged(receipt).put("receipt", "00"), log))
            .toBytes(),
        ReceiptFault.RECEIPT_LOG_ENTRY_OTHER,
        "日志记的是另一个摘要",
        "the log has another digest");
  }

  private void forms() {
    malformed("version-two", changed(json -> json.put("version", 2)), "第 2 版", "of version 2");
    malformed("member-more", changed(json -> json.put("more", 1)), "多一个成员", "a member too many");
    malformed("path-missing", changed(json -> json.remove("path")), "没有路径", "no path");
    malformed("place-outside", changed(json -> json.put("place", 5)), "位置在批外", "a place outside");
    malformed(
        "leaf-member-more",
        leaf(l -> l.put("more", 1)),
        "叶子多一个成员",
        "a member too many in its leaf");
    malformed(
        "consent-missing", leaf(l -> l.put("basis", "CONSENT")), "依授权却无授权", "consent without one");
    malformed(
        "nonce-short",
        leaf(l -> l.put("nonce", ReceiptForge.base64(new byte[31]))),
        "随机数短一字节",
        "a nonce of 31 bytes");
    malformed(
        "batch-type",
        batch(h -> h.put("typ", "lz-pack+jws"), _ -> {}),
        "签名内容另有类型",
        "its batch is of another type");
    malformed(
        "not-canonical",
        new String(receipt.toBytes(), StandardCharsets.UTF_8)
            .replace(",\"leaf\"", ", \"leaf\"")
            .getBytes(StandardCharsets.UTF_8),
        "多一个空格",
        "a blank too many");
  }

  private static byte[] logged(UsageReceipt receipt, TestKey key) {
    LogProof proof = TestReceipts.proof(TestReceipts.logged(receipt), key);
    return receipt.with(proof).toBytes();
  }

  private byte[] changed(Consumer<ObjectNode> change) {
    return ReceiptForge.changed(receipt.toBytes(), change);
  }

  private byte[] leaf(Consumer<ObjectNode> change) {
    return ReceiptForge.leaf(receipt.toBytes(), change);
  }

  private byte[] batch(Consumer<ObjectNode> header, Consumer<ObjectNode> body) {
    return ReceiptForge.batch(receipt.toBytes(), key, header, body);
  }

  private void malformed(String name, byte[] file, String zh, String en) {
    bad(name, file, ReceiptFault.RECEIPT_MALFORMED, zh, en);
  }

  private void good(String name, byte[] file, String zh, String en) {
    add(name, file, Optional.empty(), zh, en, UnaryOperator.identity());
  }

  private void bad(String name, byte[] file, ReceiptFault fault, String zh, String en) {
    add(name, file, Optional.of(fault), zh, en, UnaryOperator.identity());
  }

  private void bad(
      String name,
      byte[] file,
      ReceiptFault fault,
      String zh,
      String en,
      UnaryOperator<KitCase> change) {
    add(name, file, Optional.of(fault), zh, en, change);
  }

  private void add(
      String name,
      byte[] file,
      Optional<ReceiptFault> fault,
      String zh,
      String en,
      UnaryOperator<KitCase> change) {
    to.add(
        "receipt-" + name,
        file,
        new Answer.OfReceipt(fault),
        "凭证：" + zh,
        "receipt: " + en,
        c -> change.apply(c.withPack(pack).at(MADE)));
  }
}

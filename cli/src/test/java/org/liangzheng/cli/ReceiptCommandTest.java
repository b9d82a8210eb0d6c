package org.liangzheng.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liangzheng.signer.sample.SampleDepartment;
import org.liangzheng.signer.sample.SampleRole;
import org.liangzheng.testkit.TestReceipts;
import org.liangzheng.testkit.TestWorld;
import org.liangzheng.verifier.crypto.SignatureSuite;
import org.liangzheng.verifier.format.receipt.UsageReceipt;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code lz verify RECEIPT}. */
class ReceiptCommandTest {
  private static final TestWorld WORLD = TestWorld.of(SignatureSuite.SM2_SM3);
  private static final List<UsageReceipt> RECEIPTS =
      TestReceipts.signed(TestReceipts.leaves(4), WORLD.key(SampleRole.RECEIPT));

  @TempDir Path folder;
  private Path file;
  private Path pack;
  private String anchor;

  @BeforeEach
  void write() throws Exception {
    file = Files.write(folder.resolve("a.receipt.json"), RECEIPTS.get(1).toBytes());
    pack = Files.write(folder.resolve("pack"), WORLD.pack());
    anchor = WORLD.world().root().anchor().value().toHex();
  }

  private Shell.Ended run(String... more) {
    String[] all = new String[more.length + 6];
    System.arraycopy(
        new String[] {"verify", file.toString(), "--pack", pack.toString(), "--anchor", anchor},
        0,
        all,
        0,
        6);
    System.arraycopy(more, 0, all, 6, more.length);
    return new Shell(folder).run((Object[]) all);
  }

  @Test
  void aReceiptIsProvedOffline() {
    Shell.Ended ended = run();
    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(ended.out())
        .contains("有效", "VALID")
        .contains(SampleDepartment.MARKET.displayName())
        .contains("办〔2026〕1", "FOOD_PERMIT", "OF_AGE", "依授权", "by consent")
        .contains("待列入", "pending");
    assertThat(run("--lang", "en").out()).doesNotContain("用证部门");
  }

  @Test
  void jsonHasItsFacts() {
    JsonNode line = JsonMapper.builder().build().readTree(run("--json").out());
    assertThat(line.get("type").asString()).isEqualTo("usage-receipt");
    assertThat(line.get("verdict").asString()).isEqualTo("VALID");
    assertThat(line.get("log").asString()).isEqualTo("PENDING");
    assertThat(line.at("/answers/OF_AGE").asBoolean()).isTrue();
    assertThat(line.get("basis").asString()).isEqualTo("CONSENT");
  }

  @Test
  void aForgedOneIsNot() throws Exception {
    byte[] bytes = RECEIPTS.get(1).toBytes();
    String forged =
        new String(bytes, java.nio.charset.StandardCharsets.UTF_8)
            .replace("\"place\":1", "\"place\":2");
    Files.writeString(file, forged);
    Shell.Ended ended = run();
    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.out())
        .contains("RECEIPT_NOT_IN_BATCH", "无效")
        // What it claims is not repeated.
        .doesNotContain("FOOD_PERMIT");
    JsonNode line = JsonMapper.builder().build().readTree(run("--json").out());
    assertThat(line.has("asker")).isFalse();
  }

  @Test
  void withoutAPackNothingIsKnown() {
    Shell.Ended ended = new Shell(folder).run("verify", file.toString());
    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.out()).contains("RECEIPT_NO_EVIDENCE");
  }

  @Test
  void whatOnlyLooksLikeOneIsUnreadable() throws Exception {
    Files.writeString(file, "{\"version\":1}");
    assertThat(run().code()).isEqualTo(3);
  }
}

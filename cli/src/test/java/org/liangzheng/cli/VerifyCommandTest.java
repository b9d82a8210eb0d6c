package org.liangzheng.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.liangzheng.testkit.TestLicences;
import org.liangzheng.testkit.TestPacks;
import org.liangzheng.testkit.TestWorld;
import org.liangzheng.verifier.crypto.SignatureSuite;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class VerifyCommandTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private static TestWorld world;
  private static byte[] licence;
  private static byte[] pack;
  private static String anchor;

  @TempDir Path folder;
  private Path file;
  private Path packFile;

  @BeforeAll
  static void makeWorld() {
    world = TestWorld.of(SignatureSuite.SM2_SM3);
    licence = TestLicences.valid(world).build();
    pack = world.pack();
    anchor = world.world().root().anchor().value().toHex();
  }

  @BeforeEach
  void writeFiles() throws IOException {
    file = Files.write(folder.resolve("营业执照 𠮷.ofd"), licence);
    packFile = Files.write(folder.resolve("证据包.lzpack"), pack);
  }

  private Shell shell() {
    return new Shell(folder.resolve("state"));
  }

  private Shell.Ended verify(Object... more) {
    return verify(shell(), more);
  }

  private Shell.Ended verify(Shell shell, Object... more) {
    Object[] arguments = new Object[more.length + 5];
    System.arraycopy(
        new Object[] {"verify", "--pack", packFile, "--anchor", anchor}, 0, arguments, 0, 5);
    System.arraycopy(more, 0, arguments, 5, more.length);
    return shell.run(arguments);
  }

  // ---- verdicts ----

  @Test
  void validEndsWith0() {
    Shell.Ended ended = verify(file);
    assertThat(ended.err()).isEmpty();
    assertThat(ended.code()).isZero();
    assertThat(ended.lines().getFirst()).startsWith("有效 VALID").contains("营业执照 𠮷.ofd");
    assertThat(ended.out())
        .contains("是否由登记系统签发、现在是否有效，未经查询", TestLicences.HOLDER_NAME, "2036-11-01")
        .contains("亮城市市场监督管理局证照专用章", "可以采信。", "It can be relied on.")
        .doesNotContain("自己的说法", "\u001b");
  }

  @Test
  void invalidEndsWith1() throws IOException {
    Files.write(
        file,
        TestLicences.valid(world)
            .namingSealsOf(org.liangzheng.signer.sample.SampleDepartment.HOUSING.id())
            .build());
    Shell.Ended ended = verify(file);
    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.out()).contains("无效 INVALID", "LICENCE_SEALS_MISSING", "自己的说法");
  }

  @Test
  void notInForceEndsWith1() throws IOException {
    Files.write(file, TestLicences.valid(world).until(LocalDate.of(2026, 11, 3)).build());
    Shell.Ended before = verify(file);
    assertThat(before.code()).isZero();
    Shell.Ended after = verify(file, "--as-of", "2026-11-04", "--max-age", "7d", "--json");
    assertThat(after.code()).isEqualTo(1);
    assertThat(after.out()).contains("\"LICENCE_EXPIRED\"");
    // Sure that it has ended, not sure that it is genuine.
    assertThat(verify(file, "--as-of", "2026-11-04", "--max-age", "7d").out())
        .contains("证据不足，真伪没有判定", "自己的说法")
        .doesNotContain("文件是真的");
    Instant later = TestWorld.NOW.plus(Duration.ofDays(6));
    Files.write(packFile, TestPacks.valid(world).expiringAt(later).build());
    Shell other = new Shell(folder.resolve("other"));
    assertThat(verify(other, file, "--as-of", "2026-11-04", "--max-age", "7d").out())
        .contains("文件是真的，但证照目前不在有效状态")
        .doesNotContain("自己的说法");
  }

  @Test
  void withoutAPackItIsUnknownAndEndsWith2() {
    Shell.Ended ended = shell().run("verify", file);
    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.out()).contains("无法判定 UNKNOWN", "NO_TRUST_LIST", "--pack");
  }

  @ParameterizedTest
  @ValueSource(strings = {"%PDF-1.7\n…", "", "not a licence"})
  void otherFilesAreUnreadableAndEndWith3(String content) throws IOException {
    Path pdf = Files.writeString(folder.resolve("副本.pdf"), content);
    Shell.Ended ended = verify(pdf);
    assertThat(ended.code()).isEqualTo(3);
    assertThat(ended.out()).contains("无法读取 UNREADABLE", "PACKAGE_NOT_ZIP");
  }

  @Test
  void aHugeFileIsRefusedUnread() throws IOException {
    Path huge = folder.resolve("huge.ofd");
    try (RandomAccessFile sparse = new RandomAccessFile(huge.toFile(), "rw")) {
      sparse.setLength(8L << 30);
    }
    Shell.Ended ended = verify(huge);
    assertThat(ended.code()).isEqualTo(3);
    assertThat(ended.out()).contains("PACKAGE_TOO_LARGE", "20 MiB");
    Path endless = Path.of("/dev/zero");
    assumeTrue(Files.exists(endless));
    assertThat(verify(endless).out()).contains("PACKAGE_TOO_LARGE");
  }

  // ---- inputs ----

  @Test
  void usageEndsWith64() {
    assertThat(shell().run("verify").code()).isEqualTo(64);
    assertThat(shell().run("verify", file, "--pack", packFile).code()).isEqualTo(64);
    assertThat(shell().run("verify", file, "--anchor", anchor).code()).isEqualTo(64);
    assertThat(shell().run("verify", file, "--lang", "fr").code()).isEqualTo(64);
    assertThat(shell().run("verify", file, "--nothing").code()).isEqualTo(64);
    assertThat(shell().run("nothing").code()).isEqualTo(64);
    assertThat(shell().run("keys", "nothing").code()).isEqualTo(64);
    assertThat(shell().run("verify", file, "--pack", packFile, "--anchor", "abc").err())
        .contains("anchor-malformed");
    for (String time : List.of("yesterday", "2026-13-01", "2026-11-22T08:00:00")) {
      assertThat(verify(file, "--as-of", time).code()).as(time).isEqualTo(64);
    }
    assertThat(verify(file, "--max-age", "4").code()).isEqualTo(64);
    assertThat(shell().run("verify", "--help").code()).isZero();
  }

  @Test
  void aMissingFileEndsWith66AndTheOthersAreJudged() {
    Shell.Ended ended = verify(folder.resolve("没有.ofd"), file, "--json");
    assertThat(ended.code()).isEqualTo(66);
    assertThat(ended.err()).contains("[file-absent]", "没有.ofd", "→");
    assertThat(ended.lines()).hasSize(1);
  }

  @Test
  void aFileThatMayNotBeReadEndsWith66() throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
    assumeTrue(!Files.isReadable(file), "root reads everything");
    Shell.Ended ended = verify(file);
    assertThat(ended.code()).isEqualTo(66);
    assertThat(ended.err()).contains("[file-unreadable]");
  }

  @Test
  void anEmptyFolderEndsWith66() throws IOException {
    Path empty = Files.createDirectories(folder.resolve("空/deeper.ofd")).getParent();
    Shell.Ended ended = verify(empty);
    assertThat(ended.code()).isEqualTo(66);
    assertThat(ended.err()).contains("[folder-empty]");
  }

  @Test
  void inAFolderTheWorstVerdictWins() throws IOException {
    Path many = Files.createDirectories(folder.resolve("一批"));
    Files.write(many.resolve("b.ofd"), licence);
    Files.write(many.resolve("A.OFD"), licence);
    Files.writeString(many.resolve("notes.txt"), "not looked at");
    assertThat(verify(many).code()).isZero();
    Files.write(many.resolve("c.ofd"), foreign());
    Shell.Ended unclear = verify(many, "--json");
    assertThat(unclear.code()).isEqualTo(1);
    assertThat(unclear.lines())
        .extracting(line -> JSON.readTree(line).get("file").stringValue())
        .containsExactly(
            many.resolve("A.OFD").toString(),
            many.resolve("b.ofd").toString(),
            many.resolve("c.ofd").toString());
    Files.writeString(many.resolve("d.pdf"), "%PDF-1.7");
    Shell.Ended worst = verify(many);
    assertThat(worst.code()).isEqualTo(3);
    assertThat(worst.lines().getLast()).contains("共 4 个文件", "有效 VALID 2", "INVALID 1");
  }

  private static byte[] foreign() {
    return TestLicences.valid(TestWorld.of(SignatureSuite.SM2_SM3)).build();
  }

  // ---- output ----

  @Test
  void jsonIsOneObjectALineWithTheNamesOfTheIndependentCheck() {
    Shell.Ended ended = verify(file, file, "--json");
    assertThat(ended.lines()).hasSize(2);
    JsonNode json = JSON.readTree(ended.lines().getFirst());
    assertThat(json.propertyNames())
        .containsExactly(
            "file",
            "verdict",
            "level",
            "instant",
            "zh",
            "en",
            "next",
            "reasons",
            "since",
            "findings",
            "signatures",
            "uncovered",
            "licence",
            "evidence");
    assertThat(json.get("verdict").stringValue()).isEqualTo("VALID");
    assertThat(json.get("evidence").get("tooOld").booleanValue()).isFalse();
    assertThat(json.get("signatures").get(0).propertyNames())
        .contains(
            "signatureXml",
            "format",
            "checkMethod",
            "references",
            "referencesAltered",
            "dataHashMatches",
            "signatureValue",
            "signatureEncoding",
            "sealSignature",
            "sealVendor",
            "sealId",
            "sealVersion",
            "picture");
    assertThat(ended.out()).doesNotContain(TestLicences.HOLDER_NAME);
  }

  @Test
  void verboseListsEveryCheck() {
    assertThat(verify(file, "-v").out()).contains("✓ 签章值 signature value of the stamp");
    assertThat(shell().run("verify", file, "--verbose").out()).contains("? 签章人证书链");
  }

  @Test
  void oneLanguageOnly() {
    assertThat(verify(file, "--lang", "en").out()).startsWith("VALID").doesNotContain("有效", "证照 ");
    assertThat(verify(file, "--lang", "zh").out()).startsWith("有效").doesNotContain("VALID");
  }

  @Test
  void colourAndProgressOnATerminalOnly() throws IOException {
    Path many = Files.createDirectories(folder.resolve("many"));
    Files.write(many.resolve("a.ofd"), licence);
    Files.write(many.resolve("b.ofd"), licence);
    Shell.Ended seen = verify(shell().onTerminal(), many);
    assertThat(seen.out()).contains("\u001b[1;32m有效 VALID\u001b[0m");
    assertThat(seen.err()).contains("2/2  b.ofd");
    Shell.Ended plain = verify(shell().onTerminal().with("NO_COLOR", "1"), many);
    assertThat(plain.out()).doesNotContain("\u001b");
    assertThat(verify(many).err()).isEmpty();
  }

  // ---- time ----

  @Test
  void aDateMeansItsLastSecondInChinaAndTodayMeansNow() {
    Instant now = TestWorld.NOW;
    assertThat(AsOf.parse("2026-11-22", now)).isEqualTo("2026-11-22T15:59:59Z");
    assertThat(AsOf.parse("2026-11-02", now)).isEqualTo(now);
    assertThat(AsOf.parse("2026-11-22T08:00:00+08:00", now)).isEqualTo("2026-11-22T00:00:00Z");
    assertThat(AsOf.parse("2026-11-22T00:00:00Z", now)).isEqualTo("2026-11-22T00:00:00Z");
    assertThat(verify(file, "--as-of", "2026-11-02").code()).isZero();
  }

  @Test
  void anOldPackMakesItUnknownAndNamesItsAge() {
    Shell late = shell().at(TestWorld.NOW.plus(Duration.ofHours(5)).plusSeconds(720));
    Shell.Ended ended = verify(late, file);
    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.out())
        .contains("PACK_TOO_OLD", "0 天 5 小时 12 分", "0 d 5 h 12 min", "请下载最新的证据包");
    assertThat(verify(late, file, "--max-age", "6h").code()).isZero();
  }

  // ---- pack ----

  @Test
  void aRefusedPackEndsWith66BeforeAnyVerdict() throws IOException {
    Files.write(packFile, TestWorld.of(SignatureSuite.SM2_SM3).pack());
    Shell.Ended ended = verify(file);
    assertThat(ended.code()).isEqualTo(66);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err()).contains("[PACK_ROOT_DIFFERS]", "→");
    packFile = folder.resolve("none");
    assertThat(verify(file).err()).contains("[file-absent]");
  }

  @Test
  void anOlderPackIsNoticed() throws IOException {
    Shell shell = shell().at(TestWorld.NOW.plusSeconds(60));
    byte[] second = TestPacks.valid(world).numbered(2, TestWorld.NOW.plusSeconds(60)).build();
    Files.write(packFile, second);
    assertThat(verify(shell, file).code()).isZero();
    assertThat(verify(shell, file).code()).isZero();
    Files.write(packFile, pack);
    Shell.Ended ended = verify(shell, file);
    assertThat(ended.code()).isEqualTo(66);
    assertThat(ended.err()).contains("[PACK_ROLLED_BACK]", "--as-of");
    // Another user, or another state folder, has not seen the second one.
    assertThat(verify(new Shell(folder.resolve("other")), file).code()).isZero();
    // A pack that was refused does not change what is remembered.
    Files.write(packFile, second);
    assertThat(verify(shell, file).code()).isZero();
  }

  @Test
  void aMemoryThatCannotBeUsedIsAWarning() throws IOException {
    Path state = Files.writeString(folder.resolve("blocked"), "a file, not a folder");
    Shell.Ended ended = verify(new Shell(state), file);
    assertThat(ended.code()).isZero();
    assertThat(ended.err()).contains("[memory-unwritable]");
    Path memory = folder.resolve("state/packs/" + anchor + ".json");
    Files.createDirectories(memory.getParent());
    Files.writeString(memory, "{\"version\":9", StandardCharsets.UTF_8);
    Shell.Ended damaged = verify(file);
    assertThat(damaged.code()).isZero();
    assertThat(damaged.err()).contains("[memory-unreadable]");
    assertThat(verify(file).err()).isEmpty();
  }

  @Test
  void aFaultOfTheProgramEndsWith70AndTellsNothingOfTheFile() {
    Shell.Ended ended = shell().withFailingClock().run("verify", file);
    assertThat(ended.code()).isEqualTo(70);
    assertThat(ended.err()).contains("[internal]").doesNotContain("营业执照");
  }
}

package org.liangzheng.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liangzheng.signer.pack.PreparedPack;
import org.liangzheng.signer.sample.SampleRole;
import org.liangzheng.testkit.TestCodes;
import org.liangzheng.testkit.TestKey;
import org.liangzheng.testkit.TestWorld;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.SignatureSuite;
import org.liangzheng.verifier.format.code.CodeFault;
import org.liangzheng.verifier.format.code.CodeHandle;
import org.liangzheng.verifier.format.code.CodeWriter;
import org.liangzheng.verifier.format.code.OnlineCode;
import org.liangzheng.verifier.format.pack.EvidencePack;
import org.liangzheng.verifier.format.pack.PackPresentation;
import org.liangzheng.verifier.format.pack.PackReader;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code lz verify 'LZ1:…'}: offline codes with the pack of a verifier point, and no network. */
class CodeCommandTest {
  private static final Instant MADE = TestWorld.NOW;

  private static TestWorld world;
  private static TestCodes codes;
  private static String anchor;

  @TempDir Path folder;
  private Path pointPack;
  private Path publicPack;

  @BeforeAll
  static void makeWorld() {
    world = TestWorld.of(SignatureSuite.SM2_SM3);
    codes = TestCodes.of(world, SignatureSuite.SM2_SM3, MADE);
    anchor = world.world().root().anchor().value().toHex();
  }

  @BeforeEach
  void writePacks() throws Exception {
    PackPresentation whole = codes.presentation();
    pointPack = write("point.lzpack", whole);
    publicPack =
        write("public.lzpack", new PackPresentation(whole.instance(), whole.keys(), List.of()));
  }

  private Path write(String name, PackPresentation presentation) throws Exception {
    EvidencePack plain =
        PackReader.read(
            world.pack(), world.world().root().anchor(), Optional.empty(), MADE.plusSeconds(1));
    TestKey key = world.key(SampleRole.PACK);
    PreparedPack prepared =
        PreparedPack.of(
            new EvidencePack(
                    2,
                    plain.issuedAt(),
                    plain.expiresAt(),
                    Optional.empty(),
                    plain.root(),
                    plain.trust(),
                    plain.revocations())
                .with(presentation),
            key.publicKey());
    return Files.write(folder.resolve(name), prepared.finish(key.sign(prepared.digest())));
  }

  /** A state of its own each time: two packs of one version would be a fork. */
  private Shell.Ended verify(Path pack, Instant at, String code, Object... more)
      throws IOException {
    Object[] arguments = new Object[more.length + 6];
    System.arraycopy(
        new Object[] {"verify", code, "--pack", pack, "--anchor", anchor}, 0, arguments, 0, 6);
    System.arraycopy(more, 0, arguments, 6, more.length);
    return new Shell(Files.createTempDirectory(folder, "state")).at(at).run(arguments);
  }

  @Test
  void anOfflineCodeIsJudgedToTheEnd() throws Exception {
    Shell.Ended ended = verify(pointPack, MADE.plusSeconds(90), codes.code());
    assertThat(ended.err()).isEmpty();
    assertThat(ended.code()).isZero();
    assertThat(ended.out())
        .startsWith("有效 VALID")
        .contains("是否已被用过未核验", "Single use not checked", "亮小明", "2031-10-31", "hotel")
        .contains("证据包", "0 天 0 小时 1 分");
  }

  @Test
  void thePacksAgeIsSaidInWords() throws Exception {
    // The code was made late in the pack's life.
    Instant later = MADE.plus(Duration.ofHours(3)).plusSeconds(40 * 60);
    Shell.Ended ended =
        verify(pointPack, later, TestCodes.of(world, SignatureSuite.SM2_SM3, later).code());
    // Another key than the pack's: the age is said whatever comes of the code.
    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.out()).contains("CODE_KEY_NOT_LISTED", "0 天 3 小时 40 分");
  }

  @Test
  void pastTheLimitOfThePackNothingIsChecked() throws Exception {
    Instant late = MADE.plus(Duration.ofHours(4)).plusSeconds(1);
    Shell.Ended ended = verify(pointPack, late, codes.code());
    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.out())
        .startsWith("未核验 NOT CHECKED")
        .contains("CODE_EVIDENCE_OLD", "证据包太旧", "→ 请更新证据包后再核验。")
        .doesNotContain("亮小明", "INVALID");
    // A longer limit helps the pack and not the code, which has ended.
    assertThat(verify(pointPack, late, codes.code(), "--max-age", "7d").out())
        .contains("CODE_EXPIRED");
    assertThat(verify(pointPack, MADE.plusSeconds(61), codes.code(), "--max-age", "1m").out())
        .contains("CODE_EVIDENCE_OLD");
  }

  @Test
  void thePublicPackOpensNoFields() throws Exception {
    Shell.Ended ended = verify(publicPack, MADE.plusSeconds(1), codes.code());
    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.out()).contains("CODE_SCENE_KEY_MISSING", "请更新核验点的证据包").doesNotContain("亮小明");
  }

  @Test
  void whatOnlyTheServiceKnowsIsLeftToIt() throws Exception {
    OnlineCode online =
        new OnlineCode(
            TestCodes.INSTANCE,
            new CodeHandle(ByteString.ofHex("000102030405060708090a0b0c0d0e0f")));
    Shell.Ended ended = verify(pointPack, MADE.plusSeconds(1), CodeWriter.write(online));
    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.out()).contains(CodeFault.CODE_NEEDS_SERVICE.name(), "请联网后核验");
  }

  @Test
  void theJsonSaysTheSame() throws Exception {
    String line = verify(pointPack, MADE.plusSeconds(90), codes.code(), "--json").out();
    JsonNode said = JsonMapper.builder().build().readTree(line);
    assertThat(said.get("verdict").asString()).isEqualTo("VALID");
    assertThat(said.get("singleUse").asString()).isEqualTo("NOT_CHECKED");
    assertThat(said.at("/pack/ageSeconds").asInt()).isEqualTo(90);
    assertThat(said.at("/fields/name").asString()).isEqualTo("亮小明");
    assertThat(line).doesNotContain("LZ1:");
  }
}

package org.liangzheng.testkit.code;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.liangzheng.signer.pack.PreparedPack;
import org.liangzheng.signer.sample.SampleRole;
import org.liangzheng.testkit.TestCodes;
import org.liangzheng.testkit.TestKey;
import org.liangzheng.testkit.TestWorld;
import org.liangzheng.verifier.check.CodePolicy;
import org.liangzheng.verifier.check.CodeResult;
import org.liangzheng.verifier.check.CodeVerifier;
import org.liangzheng.verifier.check.Evidence;
import org.liangzheng.verifier.crypto.SignatureSuite;
import org.liangzheng.verifier.format.code.CodeFault;
import org.liangzheng.verifier.format.code.CodeReader;
import org.liangzheng.verifier.format.code.CodeText;
import org.liangzheng.verifier.format.code.CodeWriter;
import org.liangzheng.verifier.format.code.CoseAlgorithms;
import org.liangzheng.verifier.format.code.FaceCode;
import org.liangzheng.verifier.format.code.OnlineCode;
import org.liangzheng.verifier.format.code.SceneValue;
import org.liangzheng.verifier.format.pack.EvidencePack;
import org.liangzheng.verifier.format.pack.PackAge;
import org.liangzheng.verifier.format.pack.PackReader;

/** What is right is read and checked, and the vectors of the page are reproduced. */
class PresentationCodeTest extends CodeSamples {
  @ParameterizedTest
  @EnumSource(SignatureSuite.class)
  void anOfflineCodeIsSmallAndChecked(SignatureSuite suite) throws Exception {
    String code = codes(suite).code();
    assertThat(PageDecoder.bytes(code)).hasSizeLessThanOrEqualTo(300);
    CodeResult result =
        CodeVerifier.verify(code, evidence(suite), CodePolicy.OFFLINE, MADE.plusSeconds(100));
    assertThat(result).isInstanceOf(CodeResult.Valid.class);
    CodeResult.Valid valid = (CodeResult.Valid) result;
    assertThat(valid.fields()).isEqualTo(TestCodes.fields());
    assertThat(valid.claims()).isEqualTo(codes(suite).claims());
    assertThat(valid.toString()).doesNotContain("亮小明", "居住证");
    assertThat(CodeText.in(Locale.ENGLISH).valid()).contains("Single use not checked");
    assertThat(CodeText.in(Locale.CHINESE).valid()).contains("是否已被用过未核验");
  }

  @Test
  void onlineAndFaceCodesAreBriefAndSayNothing() throws Exception {
    OnlineCode online = new OnlineCode(TestCodes.INSTANCE, HANDLE);
    FaceCode face = new FaceCode(TestCodes.INSTANCE, HANDLE);
    assertThat(CodeWriter.write(online)).hasSize(43).startsWith("LZ1:");
    assertThat(CodeReader.read(CodeWriter.write(online))).isEqualTo(online);
    assertThat(CodeReader.read(CodeWriter.write(face))).isEqualTo(face);
    assertThat(fault(CodeWriter.write(online))).isEqualTo(CodeFault.CODE_NEEDS_SERVICE);
    assertThat(fault(CodeWriter.write(face))).isEqualTo(CodeFault.CODE_FACE_NEEDS_SERVICE);
    assertThat(online.toString()).doesNotContain("0001020304");
  }

  @Test
  void thePackCarriesWhatItTakes() throws Exception {
    TestWorld world = world(P256);
    EvidencePack plain = read(world, world.pack());
    EvidencePack with =
        new EvidencePack(
                2,
                plain.issuedAt(),
                plain.expiresAt(),
                Optional.empty(),
                plain.root(),
                plain.trust(),
                plain.revocations())
            .with(codes(P256).presentation());
    TestKey key = world.key(SampleRole.PACK);
    PreparedPack prepared = PreparedPack.of(with, key.publicKey());
    EvidencePack read = read(world, prepared.finish(key.sign(prepared.digest())));
    Evidence evidence = Evidence.of(read, PackAge.DEFAULT_LIMIT);
    String code = codes(P256).code();
    assertThat(CodeVerifier.verify(code, evidence, CodePolicy.OFFLINE, MADE.plusSeconds(1)))
        .isInstanceOf(CodeResult.Valid.class);
    Instant late = MADE.plus(PackAge.DEFAULT_LIMIT).plusSeconds(1);
    assertThat(fault(CodeVerifier.verify(code, evidence, CodePolicy.OFFLINE, late)))
        .isEqualTo(CodeFault.CODE_EVIDENCE_OLD);
    assertThat(
            fault(
                CodeVerifier.verify(
                    code,
                    Evidence.of(plain, PackAge.DEFAULT_LIMIT),
                    CodePolicy.OFFLINE,
                    MADE.plusSeconds(1))))
        .isEqualTo(CodeFault.CODE_NO_EVIDENCE);
  }

  private static EvidencePack read(TestWorld world, byte[] pack) throws Exception {
    return PackReader.read(
        pack, world.world().root().anchor(), Optional.empty(), MADE.plusSeconds(1));
  }

  @Test
  void theNumberOfSm2IsASetting() throws Exception {
    CoseAlgorithms other = new CoseAlgorithms(-70_000);
    SignatureSuite sm2 = SignatureSuite.SM2_SM3;
    String code = codes(sm2).code(codes(sm2).claims(), other);
    CodePolicy policy =
        new CodePolicy(CodePolicy.MAX_TOLERANCE, other, Optional.of(Set.of(TestCodes.SCENE)));
    assertThat(CodeVerifier.verify(code, evidence(sm2), policy, MADE))
        .isInstanceOf(CodeResult.Valid.class);
    assertThat(fault(CodeVerifier.verify(code, evidence(sm2), CodePolicy.OFFLINE, MADE)))
        .isEqualTo(CodeFault.CODE_ALGORITHM_UNKNOWN);
  }

  @ParameterizedTest
  @EnumSource(SignatureSuite.class)
  void theVectorsOfThePageAreReproduced(SignatureSuite suite) throws Exception {
    String page =
        Files.readString(
            Path.of(System.getProperty("house.root", ".."))
                .resolve("docs/formats/presentation-code.md"));
    TestCodes codes = TestCodes.seeded(suite, "presentation-code.md", MADE);
    String code = codes.code();
    HexFormat hex = HexFormat.of();
    assertThat(page).contains("`" + code + "`");
    assertThat(page).contains(codes.key().publicKey().point().toHex());
    assertThat(page).contains(codes.certificate().der().toHex());
    assertThat(page).contains(codes.sceneKey().key().toHex());
    assertThat(page)
        .contains("`" + CodeWriter.write(new OnlineCode(TestCodes.INSTANCE, HANDLE)) + "`")
        .contains("`" + CodeWriter.write(new FaceCode(TestCodes.INSTANCE, HANDLE)) + "`");

    PageDecoder.Opened opened =
        PageDecoder.open(
            code,
            codes.key().publicKey().point().toByteArray(),
            suite == SignatureSuite.SM2_SM3,
            codes.sceneKey().key().toByteArray());
    assertThat(hex.formatHex(opened.instance())).isEqualTo(TestCodes.INSTANCE.toString());
    assertThat(hex.formatHex(opened.id())).isEqualTo(codes.claims().id().toHex());
    assertThat(opened.issuedAt()).isEqualTo(MADE.getEpochSecond());
    assertThat(opened.expiresAt()).isEqualTo(MADE.getEpochSecond() + 120);
    assertThat(opened.scene()).isEqualTo("hotel");
    Map<Object, Object> said = new LinkedHashMap<>(opened.fields());
    Map<Object, Object> expected = new LinkedHashMap<>();
    TestCodes.fields()
        .values()
        .forEach((name, value) ->
            expected.put(
                name,
                switch (value) {
                  case SceneValue.Text text -> text.text();
                  case SceneValue.YesNo yesNo -> yesNo.yes();
                }));
    assertThat(said).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"AB,BB8", "Hello!!,%69 VD92EX0", "base-45,UJCLQE7W581", "ietf!,QED8WEX0"})
  void base45IsThatOfItsStandard(String plain, String encoded) {
    byte[] bytes = plain.getBytes(StandardCharsets.US_ASCII);
    assertThat(PageDecoder.text(bytes)).isEqualTo("LZ1:" + encoded);
    assertThat(PageDecoder.bytes("LZ1:" + encoded)).isEqualTo(bytes);
  }
}

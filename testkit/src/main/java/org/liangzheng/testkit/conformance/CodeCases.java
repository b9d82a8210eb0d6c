package org.liangzheng.testkit.conformance;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.liangzheng.testkit.TestCodes;
import org.liangzheng.testkit.TestWorld;
import org.liangzheng.testkit.conformance.KitCase.Answer;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.SignatureSuite;
import org.liangzheng.verifier.format.code.CodeFault;
import org.liangzheng.verifier.format.code.CodeHandle;
import org.liangzheng.verifier.format.code.CodeRefusedException;
import org.liangzheng.verifier.format.code.CodeWriter;
import org.liangzheng.verifier.format.code.CoseAlgorithms;
import org.liangzheng.verifier.format.code.FaceCode;
import org.liangzheng.verifier.format.code.InstanceId;
import org.liangzheng.verifier.format.code.OnlineCode;
import org.liangzheng.verifier.format.pack.PackAge;
import org.liangzheng.verifier.format.pack.PackPresentation;
import org.liangzheng.verifier.format.pack.Period;
import org.liangzheng.verifier.format.pack.ServiceKey;

/** Presentation codes: right ones, and each other one not to be checked for one reason. */
final class CodeCases {
  private static final Instant MADE = TestWorld.NOW;
  private static final Instant PACKED = MADE.minus(Duration.ofMinutes(10));
  private static final CodeHandle HANDLE =
      new CodeHandle(ByteString.ofHex("000102030405060708090a0b0c0d0e0f"));

  private final KitWorld world;
  private final KitCases.Adder to;
  private final TestCodes codes;
  private final String pack;
  private final String code;

  private CodeCases(KitWorld world, KitCases.Adder to) throws CodeRefusedException {
    this.world = world;
    this.to = to;
    this.codes =
        TestCodes.certified(world.suite(), "conformance/codes", world.key("presentation-ca"), MADE);
    this.pack = pack("codes", codes.presentation());
    this.code = codes.code();
  }

  static void add(KitWorld world, KitCases.Adder to) {
    try {
      CodeCases cases = new CodeCases(world, to);
      cases.offline();
      if (world.suite() == SignatureSuite.SM2_SM3) {
        cases.times();
        cases.services();
        cases.keys();
        cases.forms();
      }
    } catch (CodeRefusedException refused) {
      throw new IllegalStateException("a code of the kit can be made", refused);
    }
  }

  private String pack(String name, PackPresentation presentation) {
    return to.pack(
        name,
        world.pack(
            PACKED,
            List.of(
                new ServiceKey(
                    ServiceKey.PRESENTATION_CA,
                    world.key("presentation-ca").publicKey(),
                    new Period(KitWorld.START, Optional.empty()))),
            Optional.of(presentation)));
  }

  private void offline() throws CodeRefusedException {
    good("good", code, "离线码", "an offline code", 1);
    good("good-at-its-end", code, "到期后一分钟内", "within a minute of its end", 179);
    char last = code.charAt(code.length() - 1);
    bad(
        "signature-altered",
        code.substring(0, code.length() - 1) + (last == '0' ? '1' : '0'),
        CodeFault.CODE_SIGNATURE_WRONG,
        "改了签名的最后一位",
        "the last character of its signature was changed");
    TestCodes strange = TestCodes.seeded(world.suite(), "conformance/strange", MADE);
    bad(
        "key-not-listed",
        strange.code(),
        CodeFault.CODE_KEY_NOT_LISTED,
        "证据包没有这把密钥",
        "the pack does not name its key");
  }

  private void times() {
    bad("expired", code, CodeFault.CODE_EXPIRED, "已过期", "past its end", c -> at(c, 181));
    bad(
        "from-the-future",
        code,
        CodeFault.CODE_FROM_THE_FUTURE,
        "产生在一分钟以后",
        "made more than a minute from now",
        c -> at(c, -61));
    bad(
        "pack-stale",
        code,
        CodeFault.CODE_EVIDENCE_OLD,
        "证据包已超过 4 小时",
        "the pack is older than four hours",
        c -> c.at(PACKED.plus(PackAge.DEFAULT_LIMIT).plusSeconds(1)));
    bad(
        "pack-none",
        code,
        CodeFault.CODE_NO_EVIDENCE,
        "没有证据包",
        "there is no pack",
        KitCase::withoutPack);
  }

  private void services() throws CodeRefusedException {
    bad(
        "of-another-service",
        codes.code(codes.claims(InstanceId.ofHex("b1e7c0de51a94fff"), 120), CoseAlgorithms.DEFAULT),
        CodeFault.CODE_OF_ANOTHER_SERVICE,
        "别的服务的码",
        "another service's code");
    bad(
        "of-a-sample-world",
        codes.code(codes.claims(InstanceId.ofHex("00000000000000ff"), 120), CoseAlgorithms.DEFAULT),
        CodeFault.CODE_OF_SAMPLE_WORLD,
        "试用环境的码",
        "a sample world's code");
    bad(
        "online",
        CodeWriter.write(new OnlineCode(TestCodes.INSTANCE, HANDLE)),
        CodeFault.CODE_NEEDS_SERVICE,
        "在线码只有服务能解",
        "an online code: the service alone resolves it");
    bad(
        "face",
        CodeWriter.write(new FaceCode(TestCodes.INSTANCE, HANDLE)),
        CodeFault.CODE_FACE_NEEDS_SERVICE,
        "证照面上的码只有服务能解",
        "the code of a face: the service alone resolves it");
  }

  private void keys() {
    PackPresentation right = codes.presentation();
    String keyless =
        pack(
            "codes-without-scene-keys",
            new PackPresentation(right.instance(), right.keys(), List.of()));
    bad(
        "scene-key-missing",
        code,
        CodeFault.CODE_SCENE_KEY_MISSING,
        "公开的证据包没有场景密钥",
        "the public pack has no scene keys",
        c -> at(c.withPack(keyless), 1));
    TestCodes other = TestCodes.seeded(world.suite(), "conformance/uncertified", MADE);
    String uncertified = pack("codes-uncertified", other.presentation());
    try {
      bad(
          "key-not-entitled",
          other.code(),
          CodeFault.CODE_KEY_NOT_ENTITLED,
          "密钥的证书不是所列机构签发的",
          "its key's certificate is not by the listed authority",
          c -> at(c.withPack(uncertified), 1));
    } catch (CodeRefusedException refused) {
      throw new IllegalStateException("a code of the kit can be made", refused);
    }
  }

  private void forms() {
    String online = CodeWriter.write(new OnlineCode(TestCodes.INSTANCE, HANDLE));
    bad("empty", "", CodeFault.CODE_EMPTY, "什么也没扫到", "nothing was read");
    bad(
        "web-address",
        "https://example.invalid/LZ1",
        CodeFault.CODE_WEB_ADDRESS,
        "网址",
        "an address in the web");
    bad("foreign", "69012345678", CodeFault.CODE_FOREIGN, "商品条码", "a bar code of goods");
    bad(
        "version-nine",
        online.replace("LZ1:", "LZ9:"),
        CodeFault.CODE_VERSION_UNKNOWN,
        "第 9 版",
        "of version 9");
    bad("doubled", code + code, CodeFault.CODE_DOUBLED, "两个码连在一起", "two codes in one reading");
    bad(
        "truncated",
        code.substring(0, code.length() / 3 * 2 / 3 * 3 + 1),
        CodeFault.CODE_TRUNCATED,
        "少了后半",
        "its end is missing");
    bad(
        "character-foreign",
        online.substring(0, 10) + "!" + online.substring(11),
        CodeFault.CODE_MALFORMED,
        "有码里没有的字符",
        "a character that codes have not");
    bad(
        "too-large",
        "LZ1:" + "0".repeat(9_000),
        CodeFault.CODE_TOO_LARGE,
        "比任何码都长",
        "longer than any code");
  }

  private static KitCase at(KitCase one, long seconds) {
    return one.at(MADE.plusSeconds(seconds));
  }

  private void good(String name, String text, String zh, String en, long seconds) {
    add(name, text, Optional.empty(), zh, en, c -> at(c, seconds));
  }

  private void bad(String name, String text, CodeFault fault, String zh, String en) {
    bad(name, text, fault, zh, en, UnaryOperator.identity());
  }

  private void bad(
      String name,
      String text,
      CodeFault fault,
      String zh,
      String en,
      UnaryOperator<KitCase> change) {
    add(name, text, Optional.of(fault), zh, en, change);
  }

  private void add(
      String name,
      String text,
      Optional<CodeFault> fault,
      String zh,
      String en,
      UnaryOperator<KitCase> change) {
    to.add(
        "code-" + name,
        text.getBytes(StandardCharsets.UTF_8),
        new Answer.OfCode(fault),
        "亮证码：" + zh,
        "code: " + en,
        c -> change.apply(at(c.withPack(pack), 1)));
  }
}

package org.liangzheng.testkit.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.liangzheng.signer.SelfCheckException;
import org.liangzheng.signer.certificate.CertificateProfile;
import org.liangzheng.signer.certificate.CertificateSubject;
import org.liangzheng.signer.certificate.Certifier;
import org.liangzheng.signer.code.CodePicture;
import org.liangzheng.signer.code.PreparedCode;
import org.liangzheng.signer.pack.PreparedPack;
import org.liangzheng.signer.sample.SampleRole;
import org.liangzheng.testkit.SeededRandom;
import org.liangzheng.testkit.TestCodes;
import org.liangzheng.testkit.TestKey;
import org.liangzheng.testkit.TestWorld;
import org.liangzheng.verifier.check.CodePolicy;
import org.liangzheng.verifier.check.CodeResult;
import org.liangzheng.verifier.check.CodeVerifier;
import org.liangzheng.verifier.check.Evidence;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.Certificate;
import org.liangzheng.verifier.crypto.RevocationList;
import org.liangzheng.verifier.crypto.SignatureSuite;
import org.liangzheng.verifier.format.cbor.CborWriter;
import org.liangzheng.verifier.format.code.CodeFault;
import org.liangzheng.verifier.format.code.CodeHandle;
import org.liangzheng.verifier.format.code.CodeReader;
import org.liangzheng.verifier.format.code.CodeRefusedException;
import org.liangzheng.verifier.format.code.CodeText;
import org.liangzheng.verifier.format.code.CodeWriter;
import org.liangzheng.verifier.format.code.CoseAlgorithms;
import org.liangzheng.verifier.format.code.FaceCode;
import org.liangzheng.verifier.format.code.InstanceId;
import org.liangzheng.verifier.format.code.OfflineClaims;
import org.liangzheng.verifier.format.code.OnlineCode;
import org.liangzheng.verifier.format.code.SceneFields;
import org.liangzheng.verifier.format.code.SceneKey;
import org.liangzheng.verifier.format.code.SceneValue;
import org.liangzheng.verifier.format.pack.EvidencePack;
import org.liangzheng.verifier.format.pack.PackAge;
import org.liangzheng.verifier.format.pack.PackPresentation;
import org.liangzheng.verifier.format.pack.PackReader;

class PresentationCodeTest {
  private static final Instant MADE = TestWorld.NOW;
  private static final CodeHandle HANDLE =
      new CodeHandle(ByteString.ofHex("000102030405060708090a0b0c0d0e0f"));

  private static final Map<SignatureSuite, TestWorld> WORLDS = new LinkedHashMap<>();
  private static final Map<SignatureSuite, TestCodes> CODES = new LinkedHashMap<>();

  @BeforeAll
  static void makeWorlds() {
    for (SignatureSuite suite : SignatureSuite.values()) {
      WORLDS.put(suite, TestWorld.of(suite));
    }
  }

  private static TestWorld world(SignatureSuite suite) {
    return Optional.ofNullable(WORLDS.get(suite)).orElseThrow();
  }

  private static TestCodes codes(SignatureSuite suite) {
    // Once each: the CA's SM2 signature, and with it the certificate's name, is random.
    return CODES.computeIfAbsent(suite, s -> TestCodes.of(world(s), s, MADE));
  }

  private static Evidence evidence(SignatureSuite suite) {
    return world(suite).evidence().withPresentation(codes(suite).presentation());
  }

  private static final SignatureSuite P256 = SignatureSuite.P256_SHA256;

  private static CodeResult check(String text) {
    return CodeVerifier.verify(text, evidence(P256), CodePolicy.OFFLINE, MADE.plusSeconds(1));
  }

  private static CodeFault fault(CodeResult result) {
    return ((CodeResult.NotChecked) result).fault();
  }

  private static CodeFault fault(String text) {
    return fault(check(text));
  }

  // ---- what is right ----

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

  // ---- vectors of the page ----

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
    byte[] bytes = plain.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    assertThat(PageDecoder.text(bytes)).isEqualTo("LZ1:" + encoded);
    assertThat(PageDecoder.bytes("LZ1:" + encoded)).isEqualTo(bytes);
  }

  // ---- refusals by form ----

  @ParameterizedTest
  @CsvSource({
    "https://lz.example/verify?c=LZ1,CODE_WEB_ADDRESS",
    "HTTP://LZ.EXAMPLE/,CODE_WEB_ADDRESS",
    "WIFI:T:WPA;S:hall;;,CODE_FOREIGN",
    "HC1:6BFOXN,CODE_FOREIGN",
    "lz1:000,CODE_FOREIGN",
    "LZ2:ABC,CODE_VERSION_UNKNOWN",
    "LZ1:,CODE_TRUNCATED",
    "LZ1:GGW,CODE_MALFORMED",
    "LZ1:ab8,CODE_MALFORMED",
    "LZ1:A,CODE_TRUNCATED",
  })
  void whatIsNoCodeIsToldApart(String text, CodeFault expected) {
    assertThat(fault(text)).isEqualTo(expected);
  }

  @Test
  void formsOfOtherKinds() throws Exception {
    assertThat(fault("")).isEqualTo(CodeFault.CODE_EMPTY);
    byte[] noise = new byte[10_240];
    new SeededRandom("noise").nextBytes(noise);
    assertThat(fault(new String(noise, java.nio.charset.StandardCharsets.ISO_8859_1)))
        .isEqualTo(CodeFault.CODE_TOO_LARGE);
    assertThat(fault(PageDecoder.text(Arrays.copyOf(noise, 320))))
        .isEqualTo(CodeFault.CODE_TOO_LARGE);
    String online = CodeWriter.write(new OnlineCode(TestCodes.INSTANCE, HANDLE));
    String offline = codes(P256).code();
    assertThat(fault(online + online)).isEqualTo(CodeFault.CODE_DOUBLED);
    assertThat(fault(offline + online)).isEqualTo(CodeFault.CODE_DOUBLED);
    assertThat(fault(offline + offline)).isEqualTo(CodeFault.CODE_DOUBLED);
    byte[] bytes = PageDecoder.bytes(online);
    assertThat(fault(PageDecoder.text(Arrays.copyOf(bytes, 27))))
        .isEqualTo(CodeFault.CODE_MALFORMED);
    bytes[1] = 9;
    assertThat(fault(PageDecoder.text(bytes))).isEqualTo(CodeFault.CODE_KIND_UNKNOWN);
    bytes[0] = 2;
    assertThat(fault(PageDecoder.text(bytes))).isEqualTo(CodeFault.CODE_VERSION_UNKNOWN);
  }

  @Test
  void noCodeIsReadFromPartOfOne() throws Exception {
    for (String code :
        List.of(codes(P256).code(), CodeWriter.write(new OnlineCode(TestCodes.INSTANCE, HANDLE)))) {
      byte[] bytes = PageDecoder.bytes(code);
      for (int size = 0; size < bytes.length; size++) {
        assertThat(fault(PageDecoder.text(Arrays.copyOf(bytes, size))))
            .as("%s bytes", size)
            .isEqualTo(CodeFault.CODE_TRUNCATED);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(SignatureSuite.class)
  void everyChangedByteIsNoticed(SignatureSuite suite) throws Exception {
    byte[] bytes = PageDecoder.bytes(codes(suite).code());
    Evidence evidence = evidence(suite);
    assertThat(
            CodeVerifier.verify(
                PageDecoder.text(bytes), evidence, CodePolicy.OFFLINE, MADE.plusSeconds(1)))
        .isInstanceOf(CodeResult.Valid.class);
    for (int i = 0; i < bytes.length; i++) {
      for (int flip : new int[] {0x01, 0x20, 0x80, 0xff}) {
        byte[] changed = bytes.clone();
        changed[i] ^= (byte) flip;
        assertThat(
                CodeVerifier.verify(
                    PageDecoder.text(changed), evidence, CodePolicy.OFFLINE, MADE.plusSeconds(1)))
            .as("byte %s ^ %s", i, flip)
            .isInstanceOf(CodeResult.NotChecked.class);
      }
    }
  }

  // ---- one tampered sample for each refusal of the offline form ----

  /** A code put together by hand, rightly signed whatever it says. */
  private static final class Forge {
    private final TestCodes codes = codes(P256);
    private TestKey signer = codes.key();
    private final Map<Long, byte[]> header =
        new TreeMap<>(
            Map.of(
                1L,
                CborWriter.integer(-7),
                4L,
                CborWriter.bytes(codes.certificate().fingerprint().value().slice(0, 8))));
    private final Map<Long, byte[]> encryptHeader =
        new TreeMap<>(Map.of(1L, CborWriter.integer(3)));
    private final Map<Long, byte[]> unprotected = new TreeMap<>();
    private final Map<Long, byte[]> payload = new TreeMap<>();
    private ByteString headerBytes = ByteString.of(new byte[0]);

    Forge() {
      OfflineClaims claims = codes.claims();
      payload.put(1L, CborWriter.bytes(claims.instance().value()));
      payload.put(2L, CborWriter.bytes(claims.id()));
      payload.put(3L, CborWriter.integer(MADE.getEpochSecond()));
      payload.put(4L, CborWriter.integer(MADE.getEpochSecond() + 120));
      payload.put(5L, CborWriter.text(TestCodes.SCENE));
    }

    Forge header(long label, byte[] value) {
      header.put(label, value);
      return this;
    }

    Forge rawHeader(String hex) {
      headerBytes = ByteString.ofHex(hex);
      return this;
    }

    Forge payload(long label, byte[] value) {
      payload.put(label, value);
      return this;
    }

    Forge encrypt(long label, byte[] value) {
      encryptHeader.put(label, value);
      return this;
    }

    Forge unprotected(long label, byte[] value) {
      unprotected.put(label, value);
      return this;
    }

    Forge signer(TestKey key) {
      signer = key;
      return this;
    }

    String build() {
      payload.computeIfAbsent(
          6L,
          _ ->
              CborWriter.array(
                  CborWriter.bytes(ByteString.wrap(CborWriter.numbered(encryptHeader))),
                  CborWriter.numbered(
                      Map.of(
                          4L,
                          CborWriter.bytes(codes.sceneKey().name()),
                          5L,
                          CborWriter.bytes(ByteString.wrap(new byte[12])))),
                  CborWriter.bytes(ByteString.wrap(new byte[40]))));
      ByteString protectedHeader =
          headerBytes.size() > 0 ? headerBytes : ByteString.wrap(CborWriter.numbered(header));
      ByteString content = ByteString.wrap(CborWriter.numbered(payload));
      byte[] toSign =
          CborWriter.array(
              CborWriter.text("Signature1"),
              CborWriter.bytes(protectedHeader),
              CborWriter.bytes(ByteString.ofHex("0102")),
              CborWriter.bytes(content));
      byte[] value = signer.sign(signer.publicKey().digest(toSign)).toRaw();
      return PageDecoder.text(
          PageDecoder.join(
              new byte[] {1, 2},
              CborWriter.array(
                  CborWriter.bytes(protectedHeader),
                  CborWriter.numbered(unprotected),
                  CborWriter.bytes(content),
                  CborWriter.bytes(ByteString.wrap(value)))));
    }
  }

  @Test
  void whatIsSignedRightMayStillBeWrong() {
    String name = codes(P256).certificate().fingerprint().value().slice(0, 8).toHex();
    byte[] number = CborWriter.integer(1);
    Map<CodeFault, List<Forge>> wrong = new LinkedHashMap<>();
    wrong.put(
        CodeFault.CODE_FIELDS_UNREADABLE,
        // The forge itself is right up to the fields, which nobody sealed.
        List.of(new Forge()));
    wrong.put(
        CodeFault.CODE_CRITICAL_UNKNOWN,
        List.of(
            new Forge().header(2, CborWriter.array(number)),
            new Forge().encrypt(2, CborWriter.array(number))));
    wrong.put(
        CodeFault.CODE_ALGORITHM_UNKNOWN,
        List.of(
            new Forge().header(1, CborWriter.integer(-48)),
            new Forge().encrypt(1, CborWriter.integer(1))));
    wrong.put(
        CodeFault.CODE_ALGORITHM_DIFFERS,
        List.of(new Forge().header(1, CborWriter.integer(-65_601))));
    wrong.put(
        CodeFault.CODE_LIVES_TOO_LONG,
        List.of(new Forge().payload(4, CborWriter.integer(MADE.getEpochSecond() + 121))));
    wrong.put(
        CodeFault.CODE_MALFORMED,
        List.of(
            new Forge().header(33, number),
            new Forge().unprotected(4, number),
            new Forge().encrypt(5, number),
            new Forge().payload(7, number),
            new Forge().payload(3, CborWriter.integer(-1)),
            new Forge().payload(4, CborWriter.integer(MADE.getEpochSecond())),
            new Forge().payload(4, CborWriter.integer(Long.MAX_VALUE)),
            new Forge().payload(5, CborWriter.text("Hotel")),
            new Forge().payload(5, CborWriter.bytes(ByteString.ofHex("ff"))),
            new Forge().payload(2, CborWriter.bytes(ByteString.wrap(new byte[15]))),
            new Forge().payload(1, CborWriter.bytes(ByteString.wrap(new byte[9]))),
            // Other spellings of the same header: order, length of a head, indefinite, doubled.
            new Forge().rawHeader("a20448" + name + "0126"),
            new Forge().rawHeader("a201260458" + "08" + name),
            new Forge().rawHeader("bf01260448" + name + "ff"),
            new Forge().rawHeader("a3012601260448" + name),
            new Forge().rawHeader("a201380604" + "48" + name),
            new Forge().rawHeader("a201260448" + name + "00"),
            new Forge().rawHeader("a20126c20448" + name)));
    wrong.put(
        CodeFault.CODE_SIGNATURE_WRONG, List.of(new Forge().signer(TestKey.seeded(P256, "other"))));
    wrong.put(
        CodeFault.CODE_KEY_NOT_LISTED,
        List.of(new Forge().header(4, CborWriter.bytes(ByteString.wrap(new byte[8])))));
    wrong.put(
        CodeFault.CODE_OF_ANOTHER_SERVICE,
        List.of(new Forge().payload(1, CborWriter.bytes(ByteString.ofHex("b1e7c0de51a94f03")))));
    wrong.put(
        CodeFault.CODE_OF_SAMPLE_WORLD,
        List.of(new Forge().payload(1, CborWriter.bytes(ByteString.ofHex("0000000051a94f02")))));
    wrong.put(
        CodeFault.CODE_SCENE_KEY_MISSING,
        List.of(new Forge().payload(5, CborWriter.text("traffic"))));
    wrong.forEach((expected, forges) -> {
      for (int i = 0; i < forges.size(); i++) {
        assertThat(fault(forges.get(i).build())).as("%s %s", expected, i).isEqualTo(expected);
      }
    });
  }

  @ParameterizedTest
  @CsvSource({
    "-61,CODE_FROM_THE_FUTURE",
    "-60,",
    "0,",
    "180,",
    "181,CODE_EXPIRED",
  })
  void timesHoldWithinTheTolerance(int seconds, String expected) throws Exception {
    CodeResult result =
        CodeVerifier.verify(
            codes(P256).code(), evidence(P256), CodePolicy.OFFLINE, MADE.plusSeconds(seconds));
    if (expected == null) {
      assertThat(result).isInstanceOf(CodeResult.Valid.class);
    } else {
      assertThat(fault(result).name()).isEqualTo(expected);
    }
  }

  @Test
  void toleranceIsBounded() {
    assertThatThrownBy(
            () -> new CodePolicy(Duration.ofSeconds(61), CoseAlgorithms.DEFAULT, Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  // ---- keys, scenes, evidence ----

  private static CodeFault faultWith(Evidence evidence) throws Exception {
    return fault(
        CodeVerifier.verify(codes(P256).code(), evidence, CodePolicy.OFFLINE, MADE.plusSeconds(1)));
  }

  private static Evidence listing(Certificate... certificates) {
    PackPresentation right = codes(P256).presentation();
    return world(P256)
        .evidence()
        .withPresentation(
            new PackPresentation(right.instance(), List.of(certificates), right.sceneKeys()));
  }

  @Test
  void withoutEvidenceNothingIsChecked() throws Exception {
    assertThat(faultWith(Evidence.none())).isEqualTo(CodeFault.CODE_NO_EVIDENCE);
    assertThat(faultWith(world(P256).evidence())).isEqualTo(CodeFault.CODE_NO_EVIDENCE);
    assertThat(faultWith(listing())).isEqualTo(CodeFault.CODE_KEY_NOT_LISTED);
  }

  @Test
  void aKeyThatItsCaDidNotCertifyIsNotEntitled() throws Exception {
    TestCodes own = TestCodes.seeded(P256, "own", MADE);
    Evidence evidence = world(P256).evidence().withPresentation(own.presentation());
    assertThat(fault(CodeVerifier.verify(own.code(), evidence, CodePolicy.OFFLINE, MADE)))
        .isEqualTo(CodeFault.CODE_KEY_NOT_ENTITLED);
  }

  /** A certificate by the presentation CA for the codes' key, and a code that names it. */
  private static CodeFault certified(CertificateProfile profile, Instant from, Instant until) {
    Certificate certificate =
        ca().issue(
                new CertificateSubject("亮证码", "亮城市示例", Optional.empty()),
                codes(P256).key().publicKey(),
                profile,
                from,
                until);
    String code =
        new Forge()
            .header(4, CborWriter.bytes(certificate.fingerprint().value().slice(0, 8)))
            .build();
    return fault(CodeVerifier.verify(code, listing(certificate), CodePolicy.OFFLINE, MADE));
  }

  @Test
  void theCertificateCapsTheLife() {
    Duration day = Duration.ofDays(1);
    Certificate brief =
        ca().issuePresentation(
                new CertificateSubject("亮证码", "亮城市示例", Optional.empty()),
                codes(P256).key().publicKey(),
                MADE.minus(day),
                MADE.plus(day),
                Duration.ofMinutes(1));
    byte[] name = CborWriter.bytes(brief.fingerprint().value().slice(0, 8));
    Forge longer = new Forge().header(4, name);
    assertThat(fault(CodeVerifier.verify(longer.build(), listing(brief), CodePolicy.OFFLINE, MADE)))
        .isEqualTo(CodeFault.CODE_LIVES_TOO_LONG);
    Forge within =
        new Forge().header(4, name).payload(4, CborWriter.integer(MADE.getEpochSecond() + 60));
    assertThat(fault(CodeVerifier.verify(within.build(), listing(brief), CodePolicy.OFFLINE, MADE)))
        .isEqualTo(CodeFault.CODE_FIELDS_UNREADABLE);
  }

  private static Certifier ca() {
    return Certifier.root(
        world(P256).key(SampleRole.PRESENTATION_CA),
        new CertificateSubject("亮证码签发机构", "亮城市示例", Optional.empty()),
        world(P256).random());
  }

  @Test
  void theCertificateHasToBeForCodesAndInForce() {
    Duration day = Duration.ofDays(1);
    assertThat(certified(CertificateProfile.PRESENTATION, MADE.minus(day), MADE.plus(day)))
        .isEqualTo(CodeFault.CODE_FIELDS_UNREADABLE);
    assertThat(certified(CertificateProfile.SIGNER, MADE.minus(day), MADE.plus(day)))
        .isEqualTo(CodeFault.CODE_KEY_NOT_ENTITLED);
    assertThat(certified(CertificateProfile.PRESENTATION, MADE.minus(day), MADE.minusSeconds(1)))
        .isEqualTo(CodeFault.CODE_KEY_NOT_VALID);
    assertThat(certified(CertificateProfile.PRESENTATION, MADE.plusSeconds(1), MADE.plus(day)))
        .isEqualTo(CodeFault.CODE_KEY_NOT_VALID);
    assertThat(codes(P256).certificate().maySignContent()).isFalse();
  }

  @Test
  void aRevokedKeyCountsForNothing() throws Exception {
    TestWorld world = world(P256);
    RevocationList list =
        ca().revocationList(
                1,
                MADE,
                MADE.plus(Duration.ofDays(1)),
                List.of(
                    new Certifier.Revoked(codes(P256).certificate().serialNumber(), MADE, false)));
    List<RevocationList> lists = new ArrayList<>(world.world().revocations());
    lists.add(list);
    Evidence evidence =
        new Evidence(Optional.of(world.world().trust()), lists, world.evidence().register())
            .withPresentation(codes(P256).presentation());
    assertThat(faultWith(evidence)).isEqualTo(CodeFault.CODE_KEY_REVOKED);
  }

  @Test
  void sceneAndItsKeyHaveToFit() throws Exception {
    String code = codes(P256).code();
    CodePolicy traffic = CodePolicy.OFFLINE.forScenes(Set.of("traffic"));
    assertThat(fault(CodeVerifier.verify(code, evidence(P256), traffic, MADE)))
        .isEqualTo(CodeFault.CODE_SCENE_OTHER);
    SceneKey right = codes(P256).sceneKey();
    for (SceneKey other :
        List.of(
            new SceneKey("traffic", right.from(), right.until(), right.key()),
            new SceneKey(right.scene(), MADE.plusSeconds(1), right.until(), right.key()),
            new SceneKey(right.scene(), right.from(), MADE, right.key()),
            new SceneKey(
                right.scene(), right.from(), right.until(), ByteString.wrap(new byte[32])))) {
      Evidence evidence =
          world(P256)
              .evidence()
              .withPresentation(
                  new PackPresentation(
                      TestCodes.INSTANCE, List.of(codes(P256).certificate()), List.of(other)));
      assertThat(faultWith(evidence)).isEqualTo(CodeFault.CODE_SCENE_KEY_MISSING);
    }
    assertThat(right.toString()).doesNotContain(right.key().toHex());
  }

  // ---- making ----

  @Test
  void whatDoesNotFitIsNotMade() {
    Map<String, SceneValue> values = new TreeMap<>();
    for (int i = 0; i < 6; i++) {
      values.put("field" + i, new SceneValue.Text("亮城市很长很长的地址"));
    }
    assertThatThrownBy(() -> prepare(new SceneFields(new TreeMap<>(values))))
        .isInstanceOfSatisfying(
            CodeRefusedException.class,
            refused -> assertThat(refused.fault()).isEqualTo(CodeFault.CODE_FIELDS_TOO_LARGE));
  }

  private static PreparedCode prepare(SceneFields fields) throws CodeRefusedException {
    TestCodes codes = codes(P256);
    return PreparedCode.of(
        codes.claims(),
        fields,
        codes.sceneKey(),
        codes.certificate(),
        CoseAlgorithms.DEFAULT,
        new SeededRandom("made"));
  }

  @Test
  void aWrongSignatureIsNotHandedOut() throws Exception {
    PreparedCode prepared = prepare(TestCodes.fields());
    TestKey other = TestKey.seeded(P256, "other");
    assertThatThrownBy(() -> prepared.finish(other.sign(prepared.digest())))
        .isInstanceOf(SelfCheckException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 121})
  void noCodeLivesLonger(int seconds) {
    assertThatThrownBy(() -> codes(P256).claims(InstanceId.ofHex("0000000000000001"), seconds))
        .isInstanceOf(IllegalArgumentException.class);
  }

  // ---- pictures ----

  @Test
  void picturesReadBack() throws Exception {
    String offline = codes(SignatureSuite.SM2_SM3).code();
    String online = CodeWriter.write(new OnlineCode(TestCodes.INSTANCE, HANDLE));
    CodePicture small = CodePicture.draw(online);
    assertThat(small.version()).isLessThanOrEqualTo(4);
    CodePicture large = CodePicture.draw(offline);
    assertThat(CodePicture.draw("01234567").size()).as("digits alone").isEqualTo(21);
    assertThat(large.version()).isLessThanOrEqualTo(12);
    for (CodePicture picture : List.of(small, large)) {
      for (int scale : new int[] {2, 5, 8}) {
        byte[] png = picture.png(scale);
        assertThat(Arrays.copyOf(png, 4)).isEqualTo(new byte[] {(byte) 0x89, 'P', 'N', 'G'});
      }
      assertThat(rasterised(picture)).isTrue();
    }
    assertThatThrownBy(() -> CodePicture.draw("lz1:small letters"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> CodePicture.draw("A".repeat(5_000)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** Whether the SVG's runs are exactly the dark modules, once each. */
  private static boolean rasterised(CodePicture picture) {
    int size = picture.size();
    boolean[][] drawn = new boolean[size][size];
    var run =
        java.util.regex.Pattern.compile("M(\\d+) (\\d+)h(\\d+)v1h-(\\d+)z").matcher(picture.svg());
    while (run.find()) {
      for (int i = 0; i < Integer.parseInt(run.group(3)); i++) {
        int x = Integer.parseInt(run.group(1)) - CodePicture.QUIET_ZONE + i;
        int y = Integer.parseInt(run.group(2)) - CodePicture.QUIET_ZONE;
        if (drawn[y][x]) {
          return false;
        }
        drawn[y][x] = true;
      }
    }
    for (int y = 0; y < size; y++) {
      for (int x = 0; x < size; x++) {
        if (drawn[y][x] != picture.dark(x, y)) {
          return false;
        }
      }
    }
    return true;
  }

  // ---- words ----

  @Test
  void everyFaultHasBothLanguagesAndANextStep() {
    for (Locale locale : List.of(Locale.CHINESE, Locale.ENGLISH)) {
      CodeText text = CodeText.in(locale);
      for (CodeFault fault : CodeFault.values()) {
        assertThat(text.sentence(fault)).as("%s %s", locale, fault).isNotBlank();
        assertThat(text.next(fault)).as("%s %s", locale, fault).isNotBlank();
      }
      assertThat(Arrays.stream(CodeFault.values()).map(text::sentence).distinct().count())
          .isEqualTo(CodeFault.values().length);
    }
  }
}

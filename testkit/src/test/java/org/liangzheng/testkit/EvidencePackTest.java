package org.liangzheng.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.KeyFactory;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.liangzheng.signer.SelfCheckException;
import org.liangzheng.signer.pack.PreparedPack;
import org.liangzheng.signer.pack.PreparedTrustList;
import org.liangzheng.signer.sample.SampleRole;
import org.liangzheng.verifier.check.Evidence;
import org.liangzheng.verifier.check.Policy;
import org.liangzheng.verifier.check.Verifier;
import org.liangzheng.verifier.crypto.Sha256Digest;
import org.liangzheng.verifier.crypto.SignatureSuite;
import org.liangzheng.verifier.crypto.VerificationKey;
import org.liangzheng.verifier.format.pack.EvidencePack;
import org.liangzheng.verifier.format.pack.PackAge;
import org.liangzheng.verifier.format.pack.PackFault;
import org.liangzheng.verifier.format.pack.PackMark;
import org.liangzheng.verifier.format.pack.PackReader;
import org.liangzheng.verifier.format.pack.PackRefusedException;
import org.liangzheng.verifier.format.pack.ServiceKey;
import org.liangzheng.verifier.report.CheckId;
import org.liangzheng.verifier.report.Finding;
import org.liangzheng.verifier.report.Reason;
import org.liangzheng.verifier.report.Report;
import org.liangzheng.verifier.report.Verdict;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** An evidence pack from signer to verifier, and one tampered sample per refusal. */
class EvidencePackTest {
  private static TestWorld world;
  private static byte[] valid;

  @BeforeAll
  static void makeWorld() {
    world = TestWorld.of(SignatureSuite.SM2_SM3);
    valid = world.pack();
  }

  @ParameterizedTest
  @EnumSource(SignatureSuite.class)
  void aFreshPackMakesALicenceValid(SignatureSuite suite) throws Exception {
    TestWorld fresh = TestWorld.of(suite);
    byte[] bytes = fresh.pack();
    EvidencePack pack =
        PackReader.read(bytes, fresh.world().root().anchor(), Optional.empty(), TestWorld.NOW);
    assertThat(pack.version()).isEqualTo(1);
    assertThat(pack.issuedAt()).isEqualTo(TestWorld.NOW);
    assertThat(pack.trust()).isEqualTo(fresh.world().signedTrust());
    assertThat(pack.revocations()).isEqualTo(fresh.world().revocations());
    Report report =
        Verifier.verify(
            TestLicences.valid(fresh).build(),
            Evidence.of(pack, PackAge.DEFAULT_LIMIT),
            Policy.FILE,
            TestWorld.NOW);
    assertThat(report.verdict()).isEqualTo(Verdict.VALID);
    assertThat(report.evidence()).map(PackAge::issuedAt).contains(TestWorld.NOW);
  }

  /** Another program's JOSE library reads the same bytes and finds the signature right. */
  @Test
  void anotherLibraryVerifiesTheP256Pack() throws Exception {
    TestWorld fresh = TestWorld.of(SignatureSuite.P256_SHA256);
    JWSObject jws = JWSObject.parse(new String(fresh.pack(), StandardCharsets.US_ASCII));
    VerificationKey key = fresh.key(SampleRole.PACK).publicKey();
    assertThat(jws.verify(new ECDSAVerifier(toJdk(key)))).isTrue();
    VerificationKey other = fresh.key(SampleRole.TRUST_ROOT_1).publicKey();
    assertThat(jws.verify(new ECDSAVerifier(toJdk(other)))).isFalse();
  }

  @Test
  void testPacksStartValid() throws Exception {
    read(TestPacks.valid(world).build());
  }

  // ---- age ----

  @Test
  void pastItsAgeWhatDependsOnFreshnessIsUnknown() throws Exception {
    byte[] licence = TestLicences.valid(world).build();
    Evidence evidence = Evidence.of(read(valid), PackAge.DEFAULT_LIMIT);
    Report inTime =
        Verifier.verify(licence, evidence, Policy.FILE, TestWorld.NOW.plus(Duration.ofHours(4)));
    assertThat(inTime.verdict()).isEqualTo(Verdict.VALID);
    Instant later = TestWorld.NOW.plus(Duration.ofHours(4)).plusSeconds(1);
    Report late = Verifier.verify(licence, evidence, Policy.FILE, later);
    assertThat(late.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(late.reasons()).first().isEqualTo(Reason.PACK_TOO_OLD);
    assertThat(late.reasons()).contains(Reason.REVOCATION_NOT_KNOWN);
    // What does not depend on it was checked all the same.
    assertThat(late.findings()).contains(new Finding.Passed(CheckId.SIGNER_CHAIN, "s001"));
    assertThat(late.evidence()).map(age -> age.at(later)).contains(Duration.ofSeconds(14_401));
  }

  @Test
  void itsOwnEndCountsToo() throws Exception {
    PackAge age = PackAge.of(read(valid), Duration.ofDays(30));
    assertThat(age.tooOldAt(TestWorld.NOW.plus(Duration.ofDays(1)))).isFalse();
    assertThat(age.tooOldAt(TestWorld.NOW.plus(Duration.ofDays(1)).plusSeconds(1))).isTrue();
  }

  @Test
  void anAlteredFileStaysInvalidWithAnOldPack() throws Exception {
    byte[] licence = TestLicences.valid(world).namingSealsOf(TestLicences.HOLDER).build();
    Evidence evidence = Evidence.of(read(valid), PackAge.DEFAULT_LIMIT);
    Report report =
        Verifier.verify(licence, evidence, Policy.FILE, TestWorld.NOW.plus(Duration.ofDays(2)));
    assertThat(report.verdict()).isEqualTo(Verdict.INVALID);
  }

  // ---- form ----

  @ParameterizedTest
  @ValueSource(strings = {"", "a.b", "a.b.c.d", "..", "not a pack", "{\"payload\":\"\"}", "PK"})
  void otherBytesAreRefused(String text) {
    assertRefused(text.getBytes(StandardCharsets.UTF_8), PackFault.PACK_MALFORMED);
  }

  @Test
  void tooLargeIsRefused() {
    assertRefused(new byte[PackReader.MAX_SIZE + 1], PackFault.PACK_TOO_LARGE);
  }

  @Test
  void aLineEndIsRefused() {
    assertRefused(
        (new String(valid, StandardCharsets.US_ASCII) + "\n").getBytes(StandardCharsets.US_ASCII),
        PackFault.PACK_MALFORMED);
  }

  @Test
  void jsonThatIsNotCanonicalIsRefused() {
    TestPacks packs = TestPacks.valid(world);
    byte[] spaced =
        (new String(packs.payloadBytes(), StandardCharsets.UTF_8) + " ")
            .getBytes(StandardCharsets.UTF_8);
    assertRefused(packs.sign(packs.headerBytes(), spaced), PackFault.PACK_MALFORMED);
    byte[] doubled =
        new String(packs.payloadBytes(), StandardCharsets.UTF_8)
            .replace("\"version\":1}", "\"version\":1,\"version\":1}")
            .getBytes(StandardCharsets.UTF_8);
    assertRefused(packs.sign(packs.headerBytes(), doubled), PackFault.PACK_MALFORMED);
  }

  @Test
  void unknownMembersAreRefusedAndOptionalOnesAreNot() throws Exception {
    assertRefused(
        TestPacks.valid(world).payload(p -> p.put("distrusted", "x")).build(),
        PackFault.PACK_MALFORMED);
    assertRefused(
        TestPacks.valid(world).header(h -> h.putArray("crit").add("b64")).build(),
        PackFault.PACK_MALFORMED);
    assertRefused(
        TestPacks.valid(world).trustList(t -> t.put("more", 1)).build(), PackFault.PACK_MALFORMED);
    read(
        TestPacks.valid(world)
            .payload(p -> p.putObject("optional").putArray("scenes").add("later"))
            .build());
    assertRefused(
        TestPacks.valid(world).payload(p -> p.put("optional", "x")).build(),
        PackFault.PACK_MALFORMED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"version", "issuedAt", "expiresAt", "root", "trust", "revocationLists", "format"})
  void everyMemberIsNeeded(String name) {
    assertRefused(
        TestPacks.valid(world).payload(p -> p.remove(name)).build(), PackFault.PACK_MALFORMED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-02T03:04:05.0Z",
        "2026-11-02T03:04:05+00:00",
        "2026-11-02T11:04:05+08:00",
        "2026-11-02",
        "2026-11-02T24:00:00Z",
        "2026-02-30T00:00:00Z"
      })
  void otherWaysToWriteATimeAreRefused(String time) {
    assertRefused(
        TestPacks.valid(world).payload(p -> p.put("issuedAt", time)).build(),
        PackFault.PACK_MALFORMED);
  }

  @Test
  void anEndBeforeTheBeginningIsRefused() {
    assertRefused(
        TestPacks.valid(world).payload(p -> p.put("expiresAt", TestWorld.NOW.toString())).build(),
        PackFault.PACK_MALFORMED);
  }

  @Test
  void anotherFormatIsNamed() {
    assertRefused(
        TestPacks.valid(world).payload(p -> p.put("format", "lz-pack-2")).build(),
        PackFault.PACK_FORMAT_UNKNOWN);
  }

  // ---- trust ----

  @Test
  void anotherAnchorIsRefused() {
    TestWorld other = TestWorld.of(SignatureSuite.SM2_SM3);
    assertRefused(valid, other.world().root().anchor(), PackFault.PACK_ROOT_DIFFERS);
  }

  @Test
  void aPackThatVouchesForItselfIsRefused() {
    // A forger's own root, list and pack: consistent in itself, and nobody pinned it.
    TestWorld forger = TestWorld.of(SignatureSuite.SM2_SM3);
    assertRefused(forger.pack(), PackFault.PACK_ROOT_DIFFERS);
    // The real root written in front of the forger's list.
    byte[] borrowed = TestPacks.valid(forger).payload(p -> p.set("root", rootOf(world))).build();
    assertRefused(borrowed, PackFault.PACK_TRUST_LIST_NOT_SIGNED);
  }

  @Test
  void anotherThresholdIsRefused() {
    assertRefused(
        TestPacks.valid(world)
            .payload(p -> ((ObjectNode) p.get("root")).put("threshold", 1))
            .build(),
        PackFault.PACK_MALFORMED);
  }

  @Test
  void twoDifferentOwnersHaveToSign() throws Exception {
    TestKey first = world.key(SampleRole.TRUST_ROOT_1);
    TestKey third = world.key(SampleRole.TRUST_ROOT_3);
    read(TestPacks.valid(world).signedByOwners(third, first).build());
    assertNotSigned(TestPacks.valid(world).signedByOwners());
    assertNotSigned(TestPacks.valid(world).signedByOwners(first));
    assertNotSigned(TestPacks.valid(world).signedByOwners(first, first));
    assertNotSigned(
        TestPacks.valid(world)
            .signedByOwners(first, TestKey.random(SignatureSuite.SM2_SM3, world.random())));
    assertNotSigned(TestPacks.valid(world).signedByOwners(first, world.key(SampleRole.PACK)));
  }

  @Test
  void anAlteredTrustListIsRefused() {
    assertNotSigned(
        TestPacks.valid(world)
            .payload(p ->
                ((ObjectNode) p.get("trust").get("list").get("authorities").get(0))
                    .put("name", "别的机构")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"certifiers", "sealMakers", "authorities"})
  void anEmptyTrustListIsRefused(String part) {
    assertRefused(
        TestPacks.valid(world).trustList(t -> t.putArray(part)).build(),
        PackFault.PACK_TRUST_LIST_EMPTY);
  }

  @Test
  void aKeyThatTheListDoesNotNameIsRefused() {
    TestKey stranger = TestKey.random(SignatureSuite.SM2_SM3, world.random());
    assertRefused(
        TestPacks.valid(world).signedBy(stranger).build(), PackFault.PACK_KEY_NOT_ENTITLED);
    assertRefused(
        TestPacks.valid(world).trustList(t -> t.putArray("keys")).build(),
        PackFault.PACK_KEY_NOT_ENTITLED);
    assertRefused(
        TestPacks.valid(world)
            .trustList(t -> ((ObjectNode) t.get("keys").get(0)).put("purpose", "RECEIPT"))
            .build(),
        PackFault.PACK_KEY_NOT_ENTITLED);
  }

  @Test
  void aPackKeyOutsideItsPeriodIsRefused() {
    assertRefused(
        TestPacks.valid(world)
            .trustList(
                t -> ((ObjectNode) t.get("keys").get(0)).put("until", TestWorld.NOW.toString()))
            .build(),
        PackFault.PACK_KEY_NOT_ENTITLED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ES256", "none", "HS256", "SGD_SM3_HMAC", "sgd_sm3_sm2", ""})
  void theHeaderDoesNotChooseTheAlgorithm(String algorithm) {
    assertRefused(
        TestPacks.valid(world).header(h -> h.put("alg", algorithm)).build(),
        PackFault.PACK_ALGORITHM_DIFFERS);
  }

  @Test
  void anotherKeysSignatureIsRefused() {
    TestKey stranger = TestKey.random(SignatureSuite.SM2_SM3, world.random());
    String kid = ServiceKey.idOf(world.key(SampleRole.PACK).publicKey()).value().toHex();
    assertRefused(
        TestPacks.valid(world).signedBy(stranger).header(h -> h.put("kid", kid)).build(),
        PackFault.PACK_SIGNATURE_WRONG);
  }

  @Test
  void anAlteredPackIsRefused() {
    // Signed, then altered: the payload of one pack under the signature of another.
    String[] one = new String(valid, StandardCharsets.US_ASCII).split("\\.");
    String[] two =
        new String(
                TestPacks.valid(world).numbered(7, TestWorld.NOW).build(),
                StandardCharsets.US_ASCII)
            .split("\\.");
    assertRefused(
        (one[0] + "." + two[1] + "." + one[2]).getBytes(StandardCharsets.US_ASCII),
        PackFault.PACK_SIGNATURE_WRONG);
  }

  // ---- time ----

  @Test
  void aPackFromTheFutureIsRefused() throws Exception {
    Sha256Digest anchor = world.world().root().anchor();
    PackReader.read(valid, anchor, Optional.empty(), TestWorld.NOW.minusSeconds(300));
    assertThat(refusal(valid, anchor, Optional.empty(), TestWorld.NOW.minusSeconds(301)))
        .isEqualTo(PackFault.PACK_FROM_THE_FUTURE);
  }

  @Test
  void anOlderPackIsRefused() throws Exception {
    byte[] second = TestPacks.valid(world).numbered(2, TestWorld.NOW.plusSeconds(60)).build();
    PackMark highest = PackMark.of(read(second), second);
    assertThat(refusal(valid, highest)).isEqualTo(PackFault.PACK_ROLLED_BACK);
    byte[] earlier = TestPacks.valid(world).numbered(3, TestWorld.NOW).build();
    assertThat(refusal(earlier, highest)).isEqualTo(PackFault.PACK_ROLLED_BACK);
    byte[] lower = TestPacks.valid(world).numbered(1, TestWorld.NOW.plusSeconds(90)).build();
    assertThat(refusal(lower, highest)).isEqualTo(PackFault.PACK_ROLLED_BACK);
    byte[] newList =
        TestPacks.valid(world)
            .trustList(t -> t.put("version", 2))
            .numbered(3, TestWorld.NOW.plusSeconds(70))
            .build();
    byte[] oldList = TestPacks.valid(world).numbered(4, TestWorld.NOW.plusSeconds(80)).build();
    assertThat(refusal(oldList, PackMark.of(read(newList), newList)))
        .isEqualTo(PackFault.PACK_ROLLED_BACK);
    PackReader.read(second, world.world().root().anchor(), Optional.of(highest), TestWorld.NOW);
    PackReader.read(newList, world.world().root().anchor(), Optional.of(highest), TestWorld.NOW);
  }

  @Test
  void twoPacksOfOneNumberAreRefused() throws Exception {
    byte[] other = TestPacks.valid(world).numbered(1, TestWorld.NOW.plusSeconds(1)).build();
    assertThat(refusal(other, PackMark.of(read(valid), valid))).isEqualTo(PackFault.PACK_FORKED);
  }

  // ---- bytes ----

  @Test
  void everyByteCounts() {
    for (int i = 0; i < valid.length; i += 1 + i % 13) {
      for (int bit : new int[] {1, 2, 4, 32, 128}) {
        byte[] flipped = valid.clone();
        flipped[i] ^= (byte) bit;
        assertThatThrownBy(() -> read(flipped))
            .as("byte %d", i)
            .isInstanceOf(PackRefusedException.class);
      }
    }
    for (int length = 0; length < valid.length; length += 97) {
      byte[] cut = Arrays.copyOf(valid, length);
      assertThatThrownBy(() -> read(cut)).isInstanceOf(PackRefusedException.class);
    }
  }

  // ---- signer ----

  @Test
  void theSignerChecksWhatItMakes() {
    TestKey first = world.key(SampleRole.TRUST_ROOT_1);
    PreparedTrustList list = PreparedTrustList.of(world.world().root(), world.world().trust());
    var signature = first.sign(list.digest(first.publicKey()));
    assertThatThrownBy(() -> list.add(world.key(SampleRole.PACK).publicKey(), signature))
        .isInstanceOf(SelfCheckException.class);
    list.add(first.publicKey(), signature);
    assertThatThrownBy(() -> list.add(first.publicKey(), signature))
        .isInstanceOf(SelfCheckException.class);
    assertThatThrownBy(list::finish).isInstanceOf(SelfCheckException.class);

    EvidencePack pack =
        new EvidencePack(
            1,
            TestWorld.NOW,
            TestWorld.NOW.plusSeconds(60),
            Optional.empty(),
            world.world().root(),
            world.world().signedTrust(),
            world.world().revocations());
    TestKey stranger = TestKey.random(SignatureSuite.SM2_SM3, world.random());
    PreparedPack prepared = PreparedPack.of(pack, stranger.publicKey());
    assertThatThrownBy(() -> prepared.finish(stranger.sign(prepared.digest())))
        .isInstanceOf(SelfCheckException.class);
  }

  @Test
  void theNextPackNamesThePreviousOne() throws Exception {
    Sha256Digest digest = Sha256Digest.of(valid);
    byte[] next =
        TestPacks.valid(world)
            .numbered(2, TestWorld.NOW.plusSeconds(1))
            .payload(p -> p.put("previous", digest.value().toHex()))
            .build();
    assertThat(read(next).previous()).contains(digest);
  }

  // ---- help ----

  private static ObjectNode rootOf(TestWorld owner) {
    ObjectNode[] root = new ObjectNode[1];
    TestPacks.valid(owner).payload(p -> root[0] = (ObjectNode) p.get("root"));
    assertThat((ArrayNode) root[0].get("keys")).hasSize(3);
    return root[0];
  }

  private static EvidencePack read(byte[] bytes) throws PackRefusedException {
    return PackReader.read(
        bytes, world.world().root().anchor(), Optional.empty(), TestWorld.NOW.plusSeconds(300));
  }

  private static void assertNotSigned(TestPacks packs) {
    assertRefused(packs.build(), PackFault.PACK_TRUST_LIST_NOT_SIGNED);
  }

  private static void assertRefused(byte[] bytes, PackFault fault) {
    assertRefused(bytes, world.world().root().anchor(), fault);
  }

  private static void assertRefused(byte[] bytes, Sha256Digest anchor, PackFault fault) {
    assertThat(refusal(bytes, anchor, Optional.empty(), TestWorld.NOW)).isEqualTo(fault);
  }

  private static PackFault refusal(byte[] bytes, PackMark highest) {
    return refusal(
        bytes, world.world().root().anchor(), Optional.of(highest), TestWorld.NOW.plusSeconds(90));
  }

  private static PackFault refusal(
      byte[] bytes, Sha256Digest anchor, Optional<PackMark> highest, Instant now) {
    return catchThrowableOfType(
            PackRefusedException.class, () -> PackReader.read(bytes, anchor, highest, now))
        .fault();
  }

  private static ECPublicKey toJdk(VerificationKey key) throws Exception {
    byte[] point = key.point().toByteArray();
    AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
    parameters.init(new ECGenParameterSpec("secp256r1"));
    ECPoint w =
        new ECPoint(
            new BigInteger(1, Arrays.copyOfRange(point, 1, 33)),
            new BigInteger(1, Arrays.copyOfRange(point, 33, 65)));
    return (ECPublicKey)
        KeyFactory.getInstance("EC")
            .generatePublic(
                new ECPublicKeySpec(w, parameters.getParameterSpec(ECParameterSpec.class)));
  }
}

package org.liangzheng.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.liangzheng.signer.sample.SampleRole;
import org.liangzheng.verifier.crypto.SignatureSuite;
import org.liangzheng.verifier.format.pack.PackFault;
import org.liangzheng.verifier.format.pack.PackReader;
import org.liangzheng.verifier.format.pack.ServiceKey;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** One tampered sample for each reason to refuse an evidence pack. */
class PackRefusalTest {
  private static TestWorld world;
  private static PackReading reading;
  private static byte[] valid;

  @BeforeAll
  static void makeWorld() {
    world = TestWorld.of(SignatureSuite.SM2_SM3);
    reading = new PackReading(world);
    valid = world.pack();
  }

  // ---- form ----

  @ParameterizedTest
  @ValueSource(strings = {"", "a.b", "a.b.c.d", "..", "not a pack", "{\"payload\":\"\"}", "PK"})
  void otherBytesAreRefused(String text) {
    reading.assertRefused(text.getBytes(StandardCharsets.UTF_8), PackFault.PACK_MALFORMED);
  }

  @Test
  void tooLargeIsRefused() {
    reading.assertRefused(new byte[PackReader.MAX_SIZE + 1], PackFault.PACK_TOO_LARGE);
  }

  @Test
  void aLineEndIsRefused() {
    reading.assertRefused(
        (new String(valid, StandardCharsets.US_ASCII) + "\n").getBytes(StandardCharsets.US_ASCII),
        PackFault.PACK_MALFORMED);
  }

  @Test
  void jsonThatIsNotCanonicalIsRefused() {
    TestPacks packs = TestPacks.valid(world);
    byte[] spaced =
        (new String(packs.payloadBytes(), StandardCharsets.UTF_8) + " ")
            .getBytes(StandardCharsets.UTF_8);
    reading.assertRefused(packs.sign(packs.headerBytes(), spaced), PackFault.PACK_MALFORMED);
    byte[] doubled =
        new String(packs.payloadBytes(), StandardCharsets.UTF_8)
            .replace("\"version\":1}", "\"version\":1,\"version\":1}")
            .getBytes(StandardCharsets.UTF_8);
    reading.assertRefused(packs.sign(packs.headerBytes(), doubled), PackFault.PACK_MALFORMED);
  }

  @Test
  void unknownMembersAreRefusedAndOptionalOnesAreNot() throws Exception {
    reading.assertRefused(
        TestPacks.valid(world).payload(p -> p.put("distrusted", "x")).build(),
        PackFault.PACK_MALFORMED);
    reading.assertRefused(
        TestPacks.valid(world).header(h -> h.putArray("crit").add("b64")).build(),
        PackFault.PACK_MALFORMED);
    reading.assertRefused(
        TestPacks.valid(world).trustList(t -> t.put("more", 1)).build(), PackFault.PACK_MALFORMED);
    reading.read(
        TestPacks.valid(world)
            .payload(p -> p.putObject("optional").putArray("scenes").add("later"))
            .build());
    reading.assertRefused(
        TestPacks.valid(world).payload(p -> p.put("optional", "x")).build(),
        PackFault.PACK_MALFORMED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"version", "issuedAt", "expiresAt", "root", "trust", "revocationLists", "format"})
  void everyMemberIsNeeded(String name) {
    reading.assertRefused(
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
    reading.assertRefused(
        TestPacks.valid(world).payload(p -> p.put("issuedAt", time)).build(),
        PackFault.PACK_MALFORMED);
  }

  @Test
  void anEndBeforeTheBeginningIsRefused() {
    reading.assertRefused(
        TestPacks.valid(world).payload(p -> p.put("expiresAt", TestWorld.NOW.toString())).build(),
        PackFault.PACK_MALFORMED);
  }

  @Test
  void anotherFormatIsNamed() {
    reading.assertRefused(
        TestPacks.valid(world).payload(p -> p.put("format", "lz-pack-2")).build(),
        PackFault.PACK_FORMAT_UNKNOWN);
  }

  // ---- trust ----

  @Test
  void anotherAnchorIsRefused() {
    TestWorld other = TestWorld.of(SignatureSuite.SM2_SM3);
    reading.assertRefused(valid, other.world().root().anchor(), PackFault.PACK_ROOT_DIFFERS);
  }

  @Test
  void aPackThatVouchesForItselfIsRefused() {
    // A forger's own root, list and pack: consistent in itself, and nobody pinned it.
    TestWorld forger = TestWorld.of(SignatureSuite.SM2_SM3);
    reading.assertRefused(forger.pack(), PackFault.PACK_ROOT_DIFFERS);
    // The real root written in front of the forger's list.
    byte[] borrowed = TestPacks.valid(forger).payload(p -> p.set("root", rootOf(world))).build();
    reading.assertRefused(borrowed, PackFault.PACK_TRUST_LIST_NOT_SIGNED);
  }

  @Test
  void anotherThresholdIsRefused() {
    reading.assertRefused(
        TestPacks.valid(world)
            .payload(p -> ((ObjectNode) p.get("root")).put("threshold", 1))
            .build(),
        PackFault.PACK_MALFORMED);
  }

  @Test
  void twoDifferentOwnersHaveToSign() throws Exception {
    TestKey first = world.key(SampleRole.TRUST_ROOT_1);
    TestKey third = world.key(SampleRole.TRUST_ROOT_3);
    reading.read(TestPacks.valid(world).signedByOwners(third, first).build());
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
    reading.assertRefused(
        TestPacks.valid(world).trustList(t -> t.putArray(part)).build(),
        PackFault.PACK_TRUST_LIST_EMPTY);
  }

  @Test
  void aKeyThatTheListDoesNotNameIsRefused() {
    TestKey stranger = TestKey.random(SignatureSuite.SM2_SM3, world.random());
    reading.assertRefused(
        TestPacks.valid(world).signedBy(stranger).build(), PackFault.PACK_KEY_NOT_ENTITLED);
    reading.assertRefused(
        TestPacks.valid(world).trustList(t -> t.putArray("keys")).build(),
        PackFault.PACK_KEY_NOT_ENTITLED);
    reading.assertRefused(
        TestPacks.valid(world)
            .trustList(t -> ((ObjectNode) t.get("keys").get(0)).put("purpose", "RECEIPT"))
            .build(),
        PackFault.PACK_KEY_NOT_ENTITLED);
  }

  @Test
  void aPackKeyOutsideItsPeriodIsRefused() {
    reading.assertRefused(
        TestPacks.valid(world)
            .trustList(
                t -> ((ObjectNode) t.get("keys").get(0)).put("until", TestWorld.NOW.toString()))
            .build(),
        PackFault.PACK_KEY_NOT_ENTITLED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ES256", "none", "HS256", "SGD_SM3_HMAC", "sgd_sm3_sm2", ""})
  void theHeaderDoesNotChooseTheAlgorithm(String algorithm) {
    reading.assertRefused(
        TestPacks.valid(world).header(h -> h.put("alg", algorithm)).build(),
        PackFault.PACK_ALGORITHM_DIFFERS);
  }

  @Test
  void anotherKeysSignatureIsRefused() {
    TestKey stranger = TestKey.random(SignatureSuite.SM2_SM3, world.random());
    String kid = ServiceKey.idOf(world.key(SampleRole.PACK).publicKey()).value().toHex();
    reading.assertRefused(
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
    reading.assertRefused(
        (one[0] + "." + two[1] + "." + one[2]).getBytes(StandardCharsets.US_ASCII),
        PackFault.PACK_SIGNATURE_WRONG);
  }

  // ---- help ----

  private static ObjectNode rootOf(TestWorld owner) {
    ObjectNode[] root = new ObjectNode[1];
    TestPacks.valid(owner).payload(p -> root[0] = (ObjectNode) p.get("root"));
    assertThat((ArrayNode) root[0].get("keys")).hasSize(3);
    return root[0];
  }

  private static void assertNotSigned(TestPacks packs) {
    reading.assertRefused(packs.build(), PackFault.PACK_TRUST_LIST_NOT_SIGNED);
  }
}

package org.liangzheng.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import org.liangzheng.verifier.report.CheckId;
import org.liangzheng.verifier.report.Finding;
import org.liangzheng.verifier.report.Reason;
import org.liangzheng.verifier.report.Report;
import org.liangzheng.verifier.report.Verdict;

/** An evidence pack from signer to verifier: its age, its place among others, every byte of it. */
class EvidencePackTest {
  private static TestWorld world;
  private static PackReading reading;
  private static byte[] valid;

  @BeforeAll
  static void makeWorld() {
    world = TestWorld.of(SignatureSuite.SM2_SM3);
    reading = new PackReading(world);
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
    reading.read(TestPacks.valid(world).build());
  }

  // ---- age ----

  @Test
  void pastItsAgeWhatDependsOnFreshnessIsUnknown() throws Exception {
    byte[] licence = TestLicences.valid(world).build();
    Evidence evidence = Evidence.of(reading.read(valid), PackAge.DEFAULT_LIMIT);
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
    PackAge age = PackAge.of(reading.read(valid), Duration.ofDays(30));
    assertThat(age.tooOldAt(TestWorld.NOW.plus(Duration.ofDays(1)))).isFalse();
    assertThat(age.tooOldAt(TestWorld.NOW.plus(Duration.ofDays(1)).plusSeconds(1))).isTrue();
  }

  @Test
  void anAlteredFileStaysInvalidWithAnOldPack() throws Exception {
    byte[] licence = TestLicences.valid(world).namingSealsOf(TestLicences.HOLDER).build();
    Evidence evidence = Evidence.of(reading.read(valid), PackAge.DEFAULT_LIMIT);
    Report report =
        Verifier.verify(licence, evidence, Policy.FILE, TestWorld.NOW.plus(Duration.ofDays(2)));
    assertThat(report.verdict()).isEqualTo(Verdict.INVALID);
  }

  // ---- time ----

  @Test
  void aPackFromTheFutureIsRefused() throws Exception {
    Sha256Digest anchor = world.world().root().anchor();
    PackReader.read(valid, anchor, Optional.empty(), TestWorld.NOW.minusSeconds(300));
    assertThat(reading.refusal(valid, anchor, Optional.empty(), TestWorld.NOW.minusSeconds(301)))
        .isEqualTo(PackFault.PACK_FROM_THE_FUTURE);
  }

  @Test
  void anOlderPackIsRefused() throws Exception {
    byte[] second = TestPacks.valid(world).numbered(2, TestWorld.NOW.plusSeconds(60)).build();
    PackMark highest = PackMark.of(reading.read(second), second);
    assertThat(reading.refusal(valid, highest)).isEqualTo(PackFault.PACK_ROLLED_BACK);
    byte[] earlier = TestPacks.valid(world).numbered(3, TestWorld.NOW).build();
    assertThat(reading.refusal(earlier, highest)).isEqualTo(PackFault.PACK_ROLLED_BACK);
    byte[] lower = TestPacks.valid(world).numbered(1, TestWorld.NOW.plusSeconds(90)).build();
    assertThat(reading.refusal(lower, highest)).isEqualTo(PackFault.PACK_ROLLED_BACK);
    byte[] newList =
        TestPacks.valid(world)
            .trustList(t -> t.put("version", 2))
            .numbered(3, TestWorld.NOW.plusSeconds(70))
            .build();
    byte[] oldList = TestPacks.valid(world).numbered(4, TestWorld.NOW.plusSeconds(80)).build();
    assertThat(reading.refusal(oldList, PackMark.of(reading.read(newList), newList)))
        .isEqualTo(PackFault.PACK_ROLLED_BACK);
    PackReader.read(second, world.world().root().anchor(), Optional.of(highest), TestWorld.NOW);
    PackReader.read(newList, world.world().root().anchor(), Optional.of(highest), TestWorld.NOW);
  }

  @Test
  void twoPacksOfOneNumberAreRefused() throws Exception {
    byte[] other = TestPacks.valid(world).numbered(1, TestWorld.NOW.plusSeconds(1)).build();
    assertThat(reading.refusal(other, PackMark.of(reading.read(valid), valid)))
        .isEqualTo(PackFault.PACK_FORKED);
  }

  // ---- bytes ----

  @Test
  void everyByteCounts() {
    for (int i = 0; i < valid.length; i += 1 + i % 13) {
      for (int bit : new int[] {1, 2, 4, 32, 128}) {
        byte[] flipped = valid.clone();
        flipped[i] ^= (byte) bit;
        assertThatThrownBy(() -> reading.read(flipped))
            .as("byte %d", i)
            .isInstanceOf(PackRefusedException.class);
      }
    }
    for (int length = 0; length < valid.length; length += 97) {
      byte[] cut = Arrays.copyOf(valid, length);
      assertThatThrownBy(() -> reading.read(cut)).isInstanceOf(PackRefusedException.class);
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
    assertThat(reading.read(next).previous()).contains(digest);
  }

  // ---- help ----

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

package org.liangzheng.testkit.timestamp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.tsp.TimeStampToken;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.liangzheng.signer.SelfCheckException;
import org.liangzheng.signer.certificate.CertificateProfile;
import org.liangzheng.signer.certificate.CertificateSubject;
import org.liangzheng.signer.certificate.Certifier;
import org.liangzheng.signer.sample.SampleDepartment;
import org.liangzheng.signer.sample.SampleRole;
import org.liangzheng.signer.seal.PreparedStamp;
import org.liangzheng.signer.seal.SignedStamp;
import org.liangzheng.signer.timestamp.PreparedTimestamp;
import org.liangzheng.signer.timestamp.TimestampAuthority;
import org.liangzheng.signer.timestamp.TimestampRefusedException;
import org.liangzheng.signer.timestamp.TimestampRefusedException.Rule;
import org.liangzheng.signer.timestamp.TimestampService;
import org.liangzheng.testkit.TestKey;
import org.liangzheng.testkit.TestWorld;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.Certificate;
import org.liangzheng.verifier.crypto.ContentDigest;
import org.liangzheng.verifier.crypto.MalformedException;
import org.liangzheng.verifier.crypto.SignatureSuite;
import org.liangzheng.verifier.format.seal.Seal;
import org.liangzheng.verifier.format.seal.SealReader;
import org.liangzheng.verifier.format.seal.SealSignature;
import org.liangzheng.verifier.format.timestamp.MessageImprint;
import org.liangzheng.verifier.format.timestamp.TimestampFault;
import org.liangzheng.verifier.format.timestamp.TimestampRequest;
import org.liangzheng.verifier.format.timestamp.TimestampResponse;
import org.liangzheng.verifier.format.timestamp.TimestampResult;
import org.liangzheng.verifier.format.timestamp.TimestampToken;
import org.liangzheng.verifier.format.timestamp.TimestampVerification;
import org.liangzheng.verifier.format.timestamp.TimestampWriter;

class TimestampTest {
  private static final String POLICY = "1.2.156.10197.6.1.9999.1";
  private static final byte[] CONTENT = "signature value".getBytes(StandardCharsets.US_ASCII);

  @TempDir Path temporary;

  @ParameterizedTest
  @EnumSource(SignatureSuite.class)
  void anOwnTokenProvesItsTime(SignatureSuite suite) throws Exception {
    TestWorld world = TestWorld.of(suite);
    TimestampToken token = stamp(world, suite.digest(CONTENT));
    assertThat(
            TimestampVerification.of(
                token.der(), CONTENT, List.of(world.certificate(SampleRole.TIMESTAMP))))
        .isEqualTo(
            new TimestampResult.Proven(
                TestWorld.NOW, Duration.ofSeconds(1), world.certificate(SampleRole.TIMESTAMP)));
  }

  /** Another reader of CMS, with both suites. */
  @ParameterizedTest
  @EnumSource(SignatureSuite.class)
  void bouncyCastleTakesAnOwnToken(SignatureSuite suite) throws Exception {
    TestWorld world = TestWorld.of(suite);
    TimeStampToken token =
        new TimeStampToken(
            org.bouncycastle.asn1.cms.ContentInfo.getInstance(
                stamp(world, suite.digest(CONTENT)).der().toByteArray()));
    X509CertificateHolder holder =
        new X509CertificateHolder(world.certificate(SampleRole.TIMESTAMP).der().toByteArray());
    token.validate(
        new org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder()
            .setProvider(new org.bouncycastle.jce.provider.BouncyCastleProvider())
            .build(holder));
    assertThat(token.getTimeStampInfo().getGenTime().toInstant()).isEqualTo(TestWorld.NOW);
  }

  @Test
  void opensslTakesAnOwnToken() throws Exception {
    assumeTrue(run("openssl", "version") == 0, "not run: openssl cannot be had");
    TestWorld world = TestWorld.of(SignatureSuite.P256_SHA256);
    Files.write(temporary.resolve("data"), CONTENT);
    Files.write(
        temporary.resolve("token"),
        stamp(world, SignatureSuite.P256_SHA256.digest(CONTENT)).der().toByteArray());
    pem("ca", world.certificate(SampleRole.ROOT), world.certificate(SampleRole.ISSUING_CA));
    String[] verify = {
      "openssl",
      "ts",
      "-verify",
      "-data",
      "data",
      "-in",
      "token",
      "-token_in",
      "-CAfile",
      "ca",
      "-attime",
      Long.toString(TestWorld.NOW.getEpochSecond())
    };
    assertThat(run(verify)).isZero();
    Files.write(temporary.resolve("data"), new byte[] {1});
    assertThat(run(verify)).isNotZero();
  }

  @Test
  void theAuthorityRefusesWhatItCannotSay() throws Exception {
    TestWorld world = TestWorld.of(SignatureSuite.SM2_SM3);
    TimestampAuthority authority = authority(world);
    assertRule(Rule.REQUEST_MALFORMED, () -> answer(authority, new byte[] {1, 2}, world));
    MessageImprint imprint = MessageImprint.of(SignatureSuite.SM2_SM3.digest(CONTENT));
    assertRule(
        Rule.POLICY_NOT_OURS,
        () ->
            answer(
                authority,
                new TimestampRequest(imprint, Optional.of("1.2.3"), Optional.empty(), true).toDer(),
                world));
    assertRule(
        Rule.DIGEST_NOT_OF_A_SUITE,
        () ->
            answer(
                authority,
                new TimestampRequest(
                        new MessageImprint("1.3.14.3.2.26", imprint.digest().slice(0, 20)),
                        Optional.empty(),
                        Optional.empty(),
                        true)
                    .toDer(),
                world));
    assertRule(
        Rule.AUTHORITY_NOT_ENTITLED,
        () ->
            new TimestampAuthority(
                    world.certificate(SampleRole.SEAL_MAKER), POLICY, Duration.ofSeconds(1))
                .prepare(SignatureSuite.SM2_SM3.digest(CONTENT), TestWorld.NOW, world.random()));
    assertRule(
        Rule.AUTHORITY_NOT_ENTITLED,
        () ->
            authority.prepare(
                SignatureSuite.SM2_SM3.digest(CONTENT),
                TestWorld.NOW.plus(Duration.ofDays(3 * 366)),
                world.random()));
  }

  @Test
  void aWrongKeyIsFoundBeforeATokenIsHandedOut() throws Exception {
    TestWorld world = TestWorld.of(SignatureSuite.SM2_SM3);
    PreparedTimestamp prepared =
        authority(world)
            .prepare(SignatureSuite.SM2_SM3.digest(CONTENT), TestWorld.NOW, world.random());
    assertThatThrownBy(
            () -> prepared.finish(world.key(SampleRole.SEAL_MAKER).sign(prepared.digest())))
        .isInstanceOf(SelfCheckException.class);
  }

  /** A certificate of the same key, name and number that is for signing content. */
  @Test
  void aKeyThatIsNotForTimestampsProvesNothing() throws Exception {
    TestWorld world = TestWorld.of(SignatureSuite.SM2_SM3);
    Certificate authority = world.certificate(SampleRole.TIMESTAMP);
    TestKey key = world.key(SampleRole.TIMESTAMP);
    Certificate plain =
        Certifier.of(
                world.key(SampleRole.ISSUING_CA),
                world.certificate(SampleRole.ISSUING_CA),
                world.random())
            .issue(
                new CertificateSubject("TSA", "SAMPLE", Optional.empty()),
                key.publicKey(),
                CertificateProfile.SIGNER,
                authority.notBefore(),
                authority.notAfter());
    assertThat(plain.isTimestampAuthority()).isFalse();
    assertThat(plain.maySignContent()).isTrue();
    assertThat(authority.isTimestampAuthority()).isTrue();
    assertThat(authority.maySignContent()).isFalse();
    byte[] info = TimestampWriter.info(stamp(world, SignatureSuite.SM2_SM3.digest(CONTENT)).info());
    byte[] attributes = TimestampWriter.signedAttributes(info, plain);
    byte[] token =
        TimestampWriter.token(
            info, attributes, plain, key.sign(key.publicKey().digest(attributes)));
    assertThat(TimestampVerification.of(ByteString.of(token), CONTENT, List.of(plain)))
        .isEqualTo(new TimestampResult.NotProven(TimestampFault.TIMESTAMP_AUTHORITY_NOT_ENTITLED));
  }

  @Test
  void anotherAuthorityIsReachedThroughAFunctionAndChecked() throws Exception {
    TestWorld world = TestWorld.of(SignatureSuite.SM2_SM3);
    TestWorld stranger = TestWorld.of(SignatureSuite.SM2_SM3);
    ContentDigest digest = SignatureSuite.SM2_SM3.digest(CONTENT);
    UnaryOperator<byte[]> honest = request -> reply(world, request, TestWorld.NOW);
    TimestampToken token = fetch(world, honest, digest);
    assertThat(token.info().imprint()).isEqualTo(MessageImprint.of(digest));

    byte[] old =
        honest.apply(
            new TimestampRequest(
                    MessageImprint.of(digest), Optional.empty(), Optional.empty(), true)
                .toDer());
    assertRule(Rule.ANSWER_NONCE_DIFFERS, () -> fetch(world, _ -> old, digest));
    assertRule(Rule.ANSWER_MALFORMED, () -> fetch(world, _ -> new byte[] {5}, digest));
    assertRule(
        Rule.ANSWER_REFUSED,
        () ->
            fetch(world, _ -> new TimestampResponse.Refused(2, Optional.empty()).toDer(), digest));
    assertRule(
        Rule.ANSWER_TIME_FAR_OFF,
        () ->
            fetch(
                world,
                request -> reply(world, request, TestWorld.NOW.minus(Duration.ofHours(1))),
                digest));
    TimestampRefusedException strange =
        assertRule(
            Rule.ANSWER_PROVES_NOTHING,
            () -> fetch(world, request -> reply(stranger, request, TestWorld.NOW), digest));
    assertThat(strange.fault()).contains(TimestampFault.TIMESTAMP_AUTHORITY_NOT_LISTED);
    TimestampRefusedException other =
        assertRule(
            Rule.ANSWER_PROVES_NOTHING,
            () ->
                fetch(
                    world,
                    request -> reply(world, aboutSomethingElse(request), TestWorld.NOW),
                    digest));
    assertThat(other.fault()).contains(TimestampFault.TIMESTAMP_IMPRINT_DIFFERS);
  }

  @ParameterizedTest
  @EnumSource(SignatureSuite.class)
  void aStampCarriesItsTimestamp(SignatureSuite suite) throws Exception {
    TestWorld world = TestWorld.of(suite);
    Seal seal =
        Optional.ofNullable(world.world().licenceSeals().get(SampleDepartment.MARKET))
            .orElseThrow();
    Certificate signer = world.certificate(SampleRole.MARKET_LICENCE_SEAL);
    PreparedStamp prepared =
        PreparedStamp.of(seal, signer, TestWorld.NOW, suite.digest(CONTENT), "/Doc_0/S.xml");
    SignedStamp signed =
        prepared.sign(world.key(SampleRole.MARKET_LICENCE_SEAL).sign(prepared.digest()));
    TimestampToken token = stamp(world, signed.timestampDigest());
    Certificate authority = world.certificate(SampleRole.TIMESTAMP);
    SealSignature read = SealReader.readSignature(signed.finish(token, authority));
    assertThat(read.timestamp()).contains(token.der());
    assertThat(TimestampVerification.of(token, read.signature().toByteArray(), List.of(authority)))
        .isInstanceOf(TimestampResult.Proven.class);
    assertThat(SealReader.readSignature(signed.finish()).timestamp()).isEmpty();
    TimestampToken elsewhere = stamp(world, suite.digest(CONTENT));
    assertThatThrownBy(() -> signed.finish(elsewhere, authority))
        .isInstanceOf(SelfCheckException.class);
  }

  private static byte[] aboutSomethingElse(byte[] request) {
    try {
      TimestampRequest asked = TimestampRequest.read(request);
      return new TimestampRequest(
              MessageImprint.of(SignatureSuite.SM2_SM3.digest(new byte[] {9})),
              asked.policy(),
              asked.nonce(),
              true)
          .toDer();
    } catch (MalformedException impossible) {
      throw new AssertionError(impossible);
    }
  }

  private static TimestampToken fetch(
      TestWorld world, UnaryOperator<byte[]> exchange, ContentDigest digest)
      throws TimestampRefusedException {
    return new TimestampService(
            exchange,
            List.of(world.certificate(SampleRole.TIMESTAMP)),
            Optional.of(POLICY),
            Duration.ofMinutes(5))
        .fetch(digest, TestWorld.NOW, world.random());
  }

  private static byte[] reply(TestWorld world, byte[] request, Instant now) {
    try {
      PreparedTimestamp prepared = authority(world).answer(request, now, world.random());
      return new TimestampResponse.Granted(
              prepared.finish(world.key(SampleRole.TIMESTAMP).sign(prepared.digest())).der())
          .toDer();
    } catch (TimestampRefusedException refused) {
      return refused.toResponse().toDer();
    }
  }

  private static PreparedTimestamp answer(
      TimestampAuthority authority, byte[] request, TestWorld world)
      throws TimestampRefusedException {
    return authority.answer(request, TestWorld.NOW, world.random());
  }

  private static TimestampAuthority authority(TestWorld world) {
    return new TimestampAuthority(
        world.certificate(SampleRole.TIMESTAMP), POLICY, Duration.ofSeconds(1));
  }

  private static TimestampToken stamp(TestWorld world, ContentDigest digest)
      throws TimestampRefusedException {
    PreparedTimestamp prepared = authority(world).prepare(digest, TestWorld.NOW, world.random());
    return prepared.finish(world.key(SampleRole.TIMESTAMP).sign(prepared.digest()));
  }

  private interface Attempt {
    Object run() throws TimestampRefusedException;
  }

  private static TimestampRefusedException assertRule(Rule rule, Attempt attempt) {
    try {
      attempt.run();
    } catch (TimestampRefusedException refused) {
      assertThat(refused.rule()).isEqualTo(rule);
      return refused;
    }
    throw new AssertionError("not refused: " + rule);
  }

  private void pem(String name, Certificate... certificates) throws IOException {
    StringBuilder text = new StringBuilder();
    for (Certificate certificate : Arrays.asList(certificates)) {
      text.append("-----BEGIN CERTIFICATE-----\n")
          .append(
              Base64.getMimeEncoder(64, new byte[] {'\n'})
                  .encodeToString(certificate.der().toByteArray()))
          .append("\n-----END CERTIFICATE-----\n");
    }
    Files.writeString(temporary.resolve(name), text, StandardCharsets.US_ASCII);
  }

  private int run(String... command) throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(temporary.toFile())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      return process.exitValue();
    } catch (IOException absent) {
      return -1;
    }
  }
}

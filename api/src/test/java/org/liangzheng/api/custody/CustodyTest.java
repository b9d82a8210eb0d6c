package org.liangzheng.api.custody;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.liangzheng.api.web.Problem;
import org.liangzheng.testkit.custody.Fault;
import org.liangzheng.testkit.custody.TestCertificates;
import org.liangzheng.verifier.crypto.Certificate;
import org.liangzheng.verifier.crypto.P256Digest;
import org.liangzheng.verifier.crypto.SignatureSuite;
import org.liangzheng.verifier.crypto.SignatureValue;
import org.liangzheng.verifier.crypto.SigningDigest;
import org.springframework.transaction.support.TransactionSynchronizationManager;

class CustodyTest {

  @TempDir Path folder;
  private CustodyWorld world;
  private Custody custody;

  @BeforeEach
  void open() {
    world = new CustodyWorld(folder);
    custody = world.custody;
  }

  @AfterEach
  void close() {
    world.faults.inject(new Fault.None());
    world.close();
  }

  private record Row(int number, String outcome, boolean finished) {}

  private List<Row> rows() {
    return world
        .jdbc
        .sql("select number, outcome, finished_at from custody_attempt order by started_at, number")
        .query((row, _) ->
            new Row(
                row.getInt("number"),
                row.getString("outcome"),
                row.getObject("finished_at") != null))
        .list();
  }

  private KeyRef seal(SignatureSuite suite) {
    return custody.ensureKey(KeyUse.LICENCE_SEAL, suite, "seal-" + suite.name());
  }

  private SignatureOrder order(KeyRef key, UUID intent, String message) {
    SigningDigest digest = custody.publicKey(key).digest(message.getBytes(StandardCharsets.UTF_8));
    return new SignatureOrder(key, SignatureAct.SEAL_LICENCE, "client-1", "seal-1", digest, intent);
  }

  private Problem problem(SignatureOrder order) {
    return catchThrowableOfType(Problem.class, () -> custody.sign(order));
  }

  @ParameterizedTest
  @EnumSource(SignatureSuite.class)
  void signsAndKeepsTheRecord(SignatureSuite suite) {
    KeyRef key = seal(suite);
    UUID intent = UUID.fromString("01930000-0000-7000-8000-000000000001");
    SignatureOrder order = order(key, intent, "licence");
    SignatureValue signature = custody.sign(order);
    assertThat(custody.publicKey(key).verifies(order.digest(), signature)).isTrue();
    assertThat(rows()).containsExactly(new Row(1, "SIGNED", true));
    assertThat(
            world
                .jdbc
                .sql(
                    "select key_ref || act || actor || subject || encode(digest, 'hex') from custody_attempt")
                .query(String.class)
                .single())
        .isEqualTo(key + "SEAL_LICENCE" + "client-1" + "seal-1" + order.digest().value().toHex());
    assertThat(world.meters.get("liangzheng.custody.sign").tag("outcome", "signed").timer().count())
        .isEqualTo(1);
  }

  @Test
  void attemptsOfOneIntentAreNumberedThroughAlsoSideBySide() throws Exception {
    KeyRef key = seal(SignatureSuite.SM2_SM3);
    UUID intent = UUID.fromString("01930000-0000-7000-8000-000000000002");
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<SignatureValue>> calls =
          IntStream.range(0, 4)
              .mapToObj(i -> callers.submit(() -> custody.sign(order(key, intent, "part " + i))))
              .toList();
      for (Future<SignatureValue> call : calls) {
        assertThat(call.get()).isNotNull();
      }
    }
    assertThat(rows()).extracting(Row::number).containsExactlyInAnyOrder(1, 2, 3, 4);
  }

  @Test
  void aLostSessionIsItsOwnAttempt() {
    KeyRef key = seal(SignatureSuite.SM2_SM3);
    world.faults.inject(new Fault.SessionDies(1));
    assertThat(custody.sign(order(key, null, "licence"))).isNotNull();
    assertThat(rows())
        .containsExactly(new Row(1, "SESSION_LOST", true), new Row(2, "SIGNED", true));
  }

  @Test
  void garbageIsRecordedAndDoesNotLeave() {
    KeyRef key = seal(SignatureSuite.P256_SHA256);
    world.faults.inject(new Fault.Garbage());
    assertThat(problem(order(key, null, "licence")).code())
        .isEqualTo(CustodyProblem.SIGNATURE_SELF_CHECK_FAILED);
    assertThat(rows()).containsExactly(new Row(1, "SELF_CHECK_FAILED", true));
  }

  @Test
  void nothingIsSignedWhenTheAttemptCannotBeRecorded() {
    KeyRef key = seal(SignatureSuite.SM2_SM3);
    SignatureOrder order = order(key, null, "licence");
    custody.sign(order);
    world.jdbc.sql("alter table custody_attempt rename to custody_attempt_away").update();
    // If the vault were called, this would show.
    world.faults.inject(new Fault.Garbage());
    Problem problem = problem(order);
    assertThat(problem.code()).isEqualTo(CustodyProblem.KEY_CUSTODY_UNAVAILABLE);
    assertThat(problem.headers()).containsKey("Retry-After");
  }

  @Test
  void aSignatureWhoseOutcomeCannotBeRecordedDoesNotLeave() {
    KeyRef key = seal(SignatureSuite.SM2_SM3);
    world
        .jdbc
        .sql(
            "alter table custody_attempt add constraint never check (outcome is distinct from 'SIGNED')")
        .update();
    assertThat(problem(order(key, null, "licence")).code())
        .isEqualTo(CustodyProblem.KEY_CUSTODY_UNAVAILABLE);
    assertThat(rows()).as("begun, never ended").containsExactly(new Row(1, null, false));
  }

  @Test
  void noTransactionStaysOpenAcrossACall() {
    KeyRef key = seal(SignatureSuite.SM2_SM3);
    SignatureOrder order = order(key, null, "licence");
    TransactionSynchronizationManager.setActualTransactionActive(true);
    try {
      assertThatThrownBy(() -> custody.sign(order)).isInstanceOf(IllegalStateException.class);
    } finally {
      TransactionSynchronizationManager.setActualTransactionActive(false);
    }
    assertThat(rows()).isEmpty();
  }

  @Test
  void licenceSealsDoNotSealDocuments() {
    KeyRef key = seal(SignatureSuite.SM2_SM3);
    SignatureOrder good = order(key, null, "licence");
    SignatureOrder order =
        new SignatureOrder(
            key, SignatureAct.SEAL_DOCUMENT, good.actor(), good.subject(), good.digest(), null);
    assertThat(problem(order).code()).isEqualTo(CustodyProblem.SIGNING_REFUSED);
    assertThat(rows()).isEmpty();
  }

  @Test
  void digestsOfTheOtherSuiteAreRefused() {
    KeyRef key = seal(SignatureSuite.SM2_SM3);
    SignatureOrder order =
        new SignatureOrder(
            key,
            SignatureAct.SEAL_LICENCE,
            "client-1",
            "seal-1",
            P256Digest.of(new byte[] {1}),
            null);
    assertThat(problem(order).code()).isEqualTo(CustodyProblem.SIGNING_REFUSED);
  }

  @Test
  void aBlownFuseSaysWhenToComeAgain() {
    KeyRef key = seal(SignatureSuite.SM2_SM3);
    world
        .jdbc
        .sql("insert into custody_fuse (key_ref, per_day) values (:key, 2)")
        .param("key", key.value())
        .update();
    // A rule without a fuse, or with a wider one, does not take the operator's away.
    custody.setRule(
        key,
        new KeyRule(
            true, Optional.empty(), Optional.empty(), Set.of(), Set.of(), OptionalLong.of(50)));
    custody.setRule(key, KeyRule.open());
    SignatureOrder order = order(key, null, "licence");
    custody.sign(order);
    custody.sign(order);
    Problem problem = problem(order);
    assertThat(problem.code()).isEqualTo(CustodyProblem.KEY_FUSE_BLOWN);
    assertThat(problem.status()).isEqualTo(429);
    // 16:00 in Shanghai: the next legal day begins in 8 hours.
    assertThat(problem.headers()).containsEntry("Retry-After", "28800");
    assertThat(rows()).hasSize(2);
    world.clock.move(Duration.ofHours(8));
    assertThat(custody.sign(order)).isNotNull();
  }

  @Test
  void ensuringAKeyAgainGivesTheSameKey() {
    KeyRef key = seal(SignatureSuite.SM2_SM3);
    var before = custody.publicKey(key);
    assertThat(seal(SignatureSuite.SM2_SM3)).isEqualTo(key).hasToString("soft:seal-SM2_SM3");
    assertThat(custody.publicKey(key)).isEqualTo(before);
    assertThatThrownBy(
            () -> custody.ensureKey(KeyUse.OFFICE_SEAL, SignatureSuite.SM2_SM3, "seal-SM2_SM3"))
        .isInstanceOfSatisfying(
            Problem.class,
            problem -> assertThat(problem.code()).isEqualTo(CustodyProblem.KEY_LABEL_TAKEN));
  }

  @Test
  void aKeyThatIsNotThereIsNamed() {
    KeyRef absent = new KeyRef("soft:nobody");
    assertThatThrownBy(() -> custody.publicKey(absent))
        .isInstanceOfSatisfying(
            Problem.class,
            problem -> {
              assertThat(problem.code()).isEqualTo(CustodyProblem.KEY_ABSENT);
              assertThat(problem.arguments()).containsExactly("soft:nobody");
            });
    assertThatThrownBy(() -> custody.publicKey(new KeyRef("other:key")))
        .isInstanceOfSatisfying(
            Problem.class,
            problem ->
                assertThat(problem.code()).isEqualTo(CustodyProblem.KEY_CUSTODY_UNAVAILABLE));
  }

  @Test
  void keepsTheCertificateOfItsKeyOnly() {
    KeyRef key = seal(SignatureSuite.SM2_SM3);
    KeyRef other = seal(SignatureSuite.P256_SHA256);
    Certificate certificate =
        TestCertificates.selfSigned(
            world.clock, world.plan.registry().signingKey(key.reference()), "seal");
    assertThat(custody.certificate(key)).isEmpty();
    custody.storeCertificate(key, certificate);
    assertThat(custody.certificate(key)).contains(certificate);
    assertThatThrownBy(() -> custody.storeCertificate(other, certificate))
        .isInstanceOfSatisfying(
            Problem.class,
            problem ->
                assertThat(problem.code()).isEqualTo(CustodyProblem.KEY_CERTIFICATE_REFUSED));
  }
}

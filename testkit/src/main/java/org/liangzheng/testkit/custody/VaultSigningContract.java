package org.liangzheng.testkit.custody;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.liangzheng.hsm.Attempt;
import org.liangzheng.hsm.AttemptJournal;
import org.liangzheng.hsm.AttemptOutcome;
import org.liangzheng.hsm.CountingLedger;
import org.liangzheng.hsm.CustodyException;
import org.liangzheng.hsm.KeyPurpose;
import org.liangzheng.hsm.KeyReference;
import org.liangzheng.hsm.P256SigningKey;
import org.liangzheng.hsm.RecordedAttempts;
import org.liangzheng.hsm.SigningAct;
import org.liangzheng.hsm.SigningAuthorisation;
import org.liangzheng.hsm.SigningKey;
import org.liangzheng.hsm.Sm2SigningKey;
import org.liangzheng.hsm.Vault;
import org.liangzheng.hsm.pool.PoolSettings;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.P256Digest;
import org.liangzheng.verifier.crypto.SignatureSuite;
import org.liangzheng.verifier.crypto.SignatureValue;
import org.liangzheng.verifier.crypto.SigningDigest;
import org.liangzheng.verifier.crypto.Sm2Digest;
import org.liangzheng.verifier.crypto.Sm2PublicKey;

/** Of {@link VaultContract}: what is signed, what is refused and what is recorded of it. */
abstract class VaultSigningContract extends VaultTests {
  @Test
  void signsByEachSuiteItDeclares() {
    Vault vault = vault();
    assertThat(vault.suites()).isNotEmpty();
    for (SignatureSuite suite : vault.suites()) {
      SigningKey key =
          provide(vault, "key-" + suite.name().replace("_", "-"), KeyPurpose.LICENCE_SEAL, suite);
      RecordedAttempts attempts = new RecordedAttempts();
      SignatureValue signature = sign(key, attempts);
      assertThat(key.publicKey().suite()).isEqualTo(suite);
      assertThat(key.publicKey().verifies(key.publicKey().digest(MESSAGE), signature)).isTrue();
      assertThat(attempts.outcomes()).containsExactly(AttemptOutcome.SIGNED);
      assertThat(key.reference().vault()).isEqualTo(vault.name());
    }
  }

  @Test
  void typedCallsGiveTypedSignatures() {
    Vault vault = vault();
    SigningKey key = officeKey(vault);
    RecordedAttempts attempts = new RecordedAttempts();
    switch (key) {
      case Sm2SigningKey sm2 -> {
        Sm2Digest digest = sm2.publicKey().digest(MESSAGE);
        assertThat(sm2.sign(digest, TestAuthorisations.valid(clock, sm2, digest), attempts))
            .isNotNull();
      }
      case P256SigningKey p256 -> {
        P256Digest digest = p256.publicKey().digest(MESSAGE);
        assertThat(p256.sign(digest, TestAuthorisations.valid(clock, p256, digest), attempts))
            .isNotNull();
      }
    }
  }

  @Test
  void refusesADigestOfTheOtherSuite() throws Exception {
    Vault vault = vault();
    SigningKey key = officeKey(vault);
    SigningDigest other =
        switch (key) {
          case Sm2SigningKey _ -> P256Digest.of(MESSAGE);
          case P256SigningKey _ ->
              Sm2PublicKey.of(
                      ByteString.ofHex(
                              "0409F9DF311E5421A150DD7D161E4BC5C672179FAD1833FC076BB08FF356F35020"
                                  + "CCEA490CE26775A52DC6EA718CC1AA600AED05FBF35E084A6632F6072DA9AD13")
                          .toByteArray())
                  .digest(MESSAGE);
        };
    RecordedAttempts attempts = new RecordedAttempts();
    assertThatThrownBy(() -> key.sign(other, TestAuthorisations.valid(clock, key, other), attempts))
        .isInstanceOf(CustodyException.SuiteRefused.class);
    assertThat(attempts.entries()).isEmpty();
  }

  @Test
  void refusesWhatTheAuthorisationDoesNotAllow() {
    Vault vault = vault();
    SigningKey key = officeKey(vault);
    SigningDigest digest = key.publicKey().digest(MESSAGE);
    SigningAuthorisation valid = TestAuthorisations.valid(clock, key, digest);
    RecordedAttempts attempts = new RecordedAttempts();

    KeyReference otherKey = new KeyReference(vault.name(), "other");
    refuses(key, digest, with(valid, otherKey, valid.act(), digest, valid.notAfter()), attempts)
        .isInstanceOf(CustodyException.AuthorisationRefused.class);
    SigningDigest otherDigest = key.publicKey().digest(new byte[] {1});
    refuses(
            key,
            digest,
            with(valid, key.reference(), valid.act(), otherDigest, valid.notAfter()),
            attempts)
        .isInstanceOf(CustodyException.AuthorisationRefused.class);
    refuses(
            key,
            digest,
            with(valid, key.reference(), SigningAct.SEAL_LICENCE, digest, valid.notAfter()),
            attempts)
        .isInstanceOf(CustodyException.PurposeRefused.class);
    refuses(
            key,
            digest,
            with(valid, key.reference(), valid.act(), digest, clock.instant().minusMillis(1)),
            attempts)
        .isInstanceOf(CustodyException.AuthorisationExpired.class);
    refuses(
            key,
            digest,
            with(
                valid,
                key.reference(),
                valid.act(),
                digest,
                clock.instant().plus(SigningAuthorisation.MAX_LIFE).plusMillis(1)),
            attempts)
        .isInstanceOf(CustodyException.AuthorisationRefused.class);
    assertThat(attempts.entries()).isEmpty();
    assertThat(counting.spentToday(key.reference())).isZero();
  }

  private AbstractThrowableAssert<?, ?> refuses(
      SigningKey key,
      SigningDigest digest,
      SigningAuthorisation authorisation,
      AttemptJournal journal) {
    return assertThatThrownBy(() -> key.sign(digest, authorisation, journal));
  }

  private static SigningAuthorisation with(
      SigningAuthorisation from,
      KeyReference key,
      SigningAct act,
      SigningDigest digest,
      Instant notAfter) {
    return new SigningAuthorisation(
        from.actor(), key, act, from.subject(), digest.value(), notAfter);
  }

  @Test
  void countsEachSignatureAndHoldsTheFuse() {
    KeyReference reference = new KeyReference(vault().name(), "office");
    opened.removeFirst().close();
    CountingLedger ledger = new CountingLedger(clock, Map.of(reference, 2L));
    SigningKey key = officeKey(vault(PoolSettings.ofThreads(1), ledger));
    RecordedAttempts attempts = new RecordedAttempts();
    sign(key, attempts);
    sign(key, attempts);
    assertThatThrownBy(signing(key, attempts)).isInstanceOf(CustodyException.FuseBlown.class);
    assertThat(attempts.outcomes()).hasSize(2);
    clock.move(Duration.ofDays(1));
    sign(key, attempts);
  }

  @Test
  void sixteenThreadsSignThroughFourSessions() throws Exception {
    Vault vault = vault();
    List<SigningKey> keys = new ArrayList<>();
    for (SignatureSuite suite : vault.suites()) {
      keys.add(
          provide(vault, "key-" + suite.name().replace("_", "-"), KeyPurpose.OFFICE_SEAL, suite));
    }
    try (ExecutorService callers = Executors.newFixedThreadPool(16)) {
      List<Future<Boolean>> answers = new ArrayList<>();
      for (int i = 0; i < 320; i++) {
        SigningKey key = keys.get(i % keys.size());
        SigningDigest digest =
            key.publicKey().digest(MESSAGE, new byte[] {(byte) i, (byte) (i >> 8)});
        Callable<Boolean> call =
            () ->
                key.publicKey()
                    .verifies(
                        digest,
                        key.sign(
                            digest,
                            TestAuthorisations.valid(clock, key, digest),
                            new RecordedAttempts()));
        answers.add(callers.submit(call));
      }
      for (Future<Boolean> answer : answers) {
        assertThat(answer.get()).isTrue();
      }
    }
    assertThat(keys.stream().mapToLong(k -> counting.spentToday(k.reference())).sum())
        .isEqualTo(320);
  }

  @Test
  void nothingIsSignedThatCannotBeRecordedFirst() {
    Vault vault = vault();
    SigningKey key = officeKey(vault);
    // Would end in another failure if the vault were called.
    inject(new Fault.Garbage());
    AttemptJournal broken =
        new AttemptJournal() {
          @Override
          public void begin(Attempt attempt) {
            throw new IllegalStateException("no record, no call");
          }

          @Override
          public void end(Attempt attempt, AttemptOutcome outcome) {
            throw new AssertionError("an attempt that was not begun does not end");
          }
        };
    assertThatThrownBy(signing(key, broken))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("no record, no call");
  }

  @Test
  void noSignatureLeavesWithoutItsOutcome() {
    Vault vault = vault();
    SigningKey key = officeKey(vault);
    AttemptJournal broken =
        new AttemptJournal() {
          @Override
          public void begin(Attempt attempt) {}

          @Override
          public void end(Attempt attempt, AttemptOutcome outcome) {
            throw new IllegalStateException("the record cannot be kept");
          }
        };
    assertThatThrownBy(signing(key, broken)).isInstanceOf(IllegalStateException.class);
  }
}

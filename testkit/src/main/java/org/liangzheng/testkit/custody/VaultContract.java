package org.liangzheng.testkit.custody;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.liangzheng.hsm.Attempt;
import org.liangzheng.hsm.AttemptJournal;
import org.liangzheng.hsm.AttemptOutcome;
import org.liangzheng.hsm.Capability;
import org.liangzheng.hsm.CountingLedger;
import org.liangzheng.hsm.CustodyException;
import org.liangzheng.hsm.KeyMaterial;
import org.liangzheng.hsm.KeyPurpose;
import org.liangzheng.hsm.KeyReference;
import org.liangzheng.hsm.P256SigningKey;
import org.liangzheng.hsm.RecordedAttempts;
import org.liangzheng.hsm.SigningAct;
import org.liangzheng.hsm.SigningAuthorisation;
import org.liangzheng.hsm.SigningKey;
import org.liangzheng.hsm.Sm2SigningKey;
import org.liangzheng.hsm.UsageLedger;
import org.liangzheng.hsm.Vault;
import org.liangzheng.hsm.VaultHealth;
import org.liangzheng.hsm.WrappingKey;
import org.liangzheng.hsm.pool.PoolSettings;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.Certificate;
import org.liangzheng.verifier.crypto.P256Digest;
import org.liangzheng.verifier.crypto.SignatureSuite;
import org.liangzheng.verifier.crypto.SignatureValue;
import org.liangzheng.verifier.crypto.SigningDigest;
import org.liangzheng.verifier.crypto.Sm2Digest;
import org.liangzheng.verifier.crypto.Sm2PublicKey;

/**
 * What every vault must do. An adapter's test extends this class and says how its vault is opened,
 * broken and, where it cannot make keys, provisioned.
 */
public abstract class VaultContract {
  private static final Instant NOW = Instant.parse("2026-11-20T08:00:00Z");
  private static final byte[] MESSAGE = "合同测试".getBytes(StandardCharsets.UTF_8);

  /** The clock of every vault opened here. */
  protected final MovableClock clock = new MovableClock(NOW);

  private final CountingLedger counting = new CountingLedger(clock, Map.of());
  private final List<Vault> opened = new ArrayList<>();

  /** Opens the one vault under test, made new for each test method; again gives the same keys. */
  protected abstract Vault open(VaultSetup setup);

  /** Tries to open it with a wrong PIN and to use it. */
  protected abstract void openWithWrongPin(VaultSetup setup);

  /** Makes the vault misbehave from now on. */
  protected abstract void inject(Fault fault);

  /**
   * Whether a call may never come back, so that its caller must be rescued from it. Not where the
   * call is a computation of this process, which ends by itself.
   */
  protected boolean callsMayStick() {
    return true;
  }

  /** A signing key of that label; adapters that cannot make keys override this. */
  protected SigningKey provide(
      Vault vault, String label, KeyPurpose purpose, SignatureSuite suite) {
    return vault.administration().generateSigningKey(label, purpose, suite);
  }

  /** A wrapping key of that label; adapters that cannot make keys override this. */
  protected WrappingKey provideWrapping(Vault vault, String label) {
    return vault.administration().generateWrappingKey(label);
  }

  /** The suite used where any will do. */
  protected SignatureSuite anySuite(Vault vault) {
    return vault.suites().iterator().next();
  }

  @AfterEach
  final void closeVaults() {
    inject(new Fault.None());
    opened.forEach(Vault::close);
  }

  private Vault vault() {
    return vault(PoolSettings.ofThreads(4), counting);
  }

  private Vault vault(PoolSettings pool, UsageLedger ledger) {
    Vault vault = open(new VaultSetup(clock, ledger, pool));
    opened.add(vault);
    return vault;
  }

  private SigningKey officeKey(Vault vault) {
    return provide(vault, "office", KeyPurpose.OFFICE_SEAL, anySuite(vault));
  }

  private SignatureValue sign(SigningKey key, AttemptJournal journal) {
    SigningDigest digest = key.publicKey().digest(MESSAGE);
    return key.sign(digest, TestAuthorisations.valid(clock, key, digest), journal);
  }

  private ThrowingCallable signing(SigningKey key, AttemptJournal journal) {
    return () -> sign(key, journal);
  }

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
  void unknownKeysAreAbsent() {
    Vault vault = vault();
    assertThatThrownBy(() -> vault.signingKey("nobody"))
        .isInstanceOf(CustodyException.KeyAbsent.class);
    assertThatThrownBy(() -> vault.wrappingKey("nobody"))
        .isInstanceOf(CustodyException.KeyAbsent.class);
    assertThatThrownBy(() -> vault.certificate("nobody"))
        .isInstanceOf(CustodyException.KeyAbsent.class);
  }

  @Test
  void keysServeTheirOwnKindOnly() {
    Vault vault = vault();
    officeKey(vault);
    provideWrapping(vault, "wrapping");
    assertThatThrownBy(() -> vault.wrappingKey("office"))
        .isInstanceOf(CustodyException.PurposeRefused.class);
    assertThatThrownBy(() -> vault.signingKey("wrapping"))
        .isInstanceOf(CustodyException.PurposeRefused.class);
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

  private static PoolSettings impatient(int threads, int maxAbandoned) {
    return new PoolSettings(
        threads, 4, Duration.ofMillis(700), Duration.ofMillis(700), maxAbandoned);
  }

  /** With its key made patiently: a busy machine may take longer for it than a call may last. */
  private Vault withOfficeKey(PoolSettings pool) {
    Vault patient = vault();
    officeKey(patient);
    opened.remove(patient);
    patient.close();
    return vault(pool, counting);
  }

  @Test
  void aSlowCallTimesOutAndItsThreadIsReplaced() {
    assumeThat(callsMayStick()).isTrue();
    Vault vault = withOfficeKey(impatient(1, 1));
    SigningKey key = vault.signingKey("office");
    RecordedAttempts attempts = new RecordedAttempts();
    inject(new Fault.Slow(Duration.ofSeconds(4)));
    long start = System.nanoTime();
    assertThatThrownBy(signing(key, attempts)).isInstanceOf(CustodyException.TimedOut.class);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(3500));
    assertThat(vault.health().status()).isEqualTo(VaultHealth.Status.DEGRADED);
    inject(new Fault.None());
    sign(key, attempts);
    assertThat(attempts.outcomes())
        .containsExactly(AttemptOutcome.TIMED_OUT, AttemptOutcome.SIGNED);
  }

  @Test
  void stuckThreadsPastTheCapMakeTheVaultSayNoAtOnce() throws Exception {
    assumeThat(callsMayStick()).isTrue();
    Vault vault = withOfficeKey(impatient(1, 0));
    SigningKey key = vault.signingKey("office");
    RecordedAttempts attempts = new RecordedAttempts();
    inject(new Fault.Slow(Duration.ofSeconds(3)));
    assertThatThrownBy(signing(key, attempts)).isInstanceOf(CustodyException.TimedOut.class);
    inject(new Fault.None());
    assertThatThrownBy(signing(key, attempts))
        .isInstanceOf(CustodyException.VaultUnavailable.class);
    assertThat(vault.health().status()).isEqualTo(VaultHealth.Status.DOWN);
    long end = System.nanoTime() + Duration.ofSeconds(15).toNanos();
    while (vault.health().status() == VaultHealth.Status.DOWN && System.nanoTime() < end) {
      Thread.sleep(20);
    }
    sign(key, attempts);
    assertThat(attempts.outcomes())
        .containsExactly(AttemptOutcome.TIMED_OUT, AttemptOutcome.NOT_MADE, AttemptOutcome.SIGNED);
  }

  @Test
  void aCallThatFindsNoSessionIsCertainlyNotMade() throws Exception {
    PoolSettings pool = new PoolSettings(1, 4, Duration.ofMillis(100), Duration.ofSeconds(5), 0);
    Vault vault = withOfficeKey(pool);
    SigningKey key = vault.signingKey("office");
    inject(new Fault.Slow(Duration.ofSeconds(2)));
    RecordedAttempts slow = new RecordedAttempts();
    RecordedAttempts waiting = new RecordedAttempts();
    try (ExecutorService caller = Executors.newSingleThreadExecutor()) {
      Future<SignatureValue> first = caller.submit(() -> sign(key, slow));
      Thread.sleep(200);
      assertThatThrownBy(signing(key, waiting)).isInstanceOf(CustodyException.VaultBusy.class);
      assertThat(first.get()).isNotNull();
    }
    assertThat(slow.outcomes()).containsExactly(AttemptOutcome.SIGNED);
    assertThat(waiting.outcomes()).containsExactly(AttemptOutcome.NOT_MADE);
  }

  @Test
  void garbageNeverLeaves() {
    Vault vault = vault();
    SigningKey key = officeKey(vault);
    inject(new Fault.Garbage());
    RecordedAttempts attempts = new RecordedAttempts();
    assertThatThrownBy(signing(key, attempts)).isInstanceOf(CustodyException.SelfCheckFailed.class);
    assertThat(attempts.outcomes()).containsExactly(AttemptOutcome.SELF_CHECK_FAILED);
  }

  @Test
  void aDeadSessionIsReplacedInsideTheSameRequest() {
    Vault vault = vault();
    SigningKey key = officeKey(vault);
    inject(new Fault.SessionDies(1));
    RecordedAttempts attempts = new RecordedAttempts();
    sign(key, attempts);
    assertThat(attempts.outcomes())
        .containsExactly(AttemptOutcome.SESSION_LOST, AttemptOutcome.SIGNED);
    assertThat(attempts.entries().stream().map(entry -> entry.attempt().number()))
        .containsExactly(1, 1, 2, 2);
    assertThat(counting.spentToday(key.reference())).isEqualTo(2);
  }

  @Test
  void sessionsThatKeepDyingEndTheRequest() {
    Vault vault = vault();
    SigningKey key = officeKey(vault);
    inject(new Fault.SessionDies(Integer.MAX_VALUE));
    RecordedAttempts attempts = new RecordedAttempts();
    assertThatThrownBy(signing(key, attempts)).isInstanceOf(CustodyException.SessionLost.class);
    assertThat(attempts.outcomes()).isNotEmpty().containsOnly(AttemptOutcome.SESSION_LOST);
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

  @Test
  void aWrongPinIsRejected() {
    vault();
    assertThatThrownBy(
            () -> openWithWrongPin(new VaultSetup(clock, counting, PoolSettings.ofThreads(2))))
        .isInstanceOf(CustodyException.PinRejected.class);
  }

  @Test
  void aClosedVaultDoesNothing() {
    Vault vault = vault();
    SigningKey key = officeKey(vault);
    WrappingKey wrapping = provideWrapping(vault, "wrapping");
    vault.close();
    vault.close();
    RecordedAttempts attempts = new RecordedAttempts();
    assertThatThrownBy(signing(key, attempts)).isInstanceOf(CustodyException.VaultClosed.class);
    assertThat(attempts.outcomes()).containsExactly(AttemptOutcome.NOT_MADE);
    assertThatThrownBy(() -> vault.signingKey("office"))
        .isInstanceOf(CustodyException.VaultClosed.class);
    try (KeyMaterial material = KeyMaterial.copyOf(new byte[32])) {
      assertThatThrownBy(() -> wrapping.wrap(material))
          .isInstanceOf(CustodyException.VaultClosed.class);
    }
    assertThat(vault.health().status()).isEqualTo(VaultHealth.Status.DOWN);
  }

  @Test
  void wrapsAndUnwraps() {
    Vault vault = vault();
    WrappingKey key = provideWrapping(vault, "wrapping");
    byte[] secret = new byte[32];
    for (int i = 0; i < secret.length; i++) {
      secret[i] = (byte) (200 + i);
    }
    try (KeyMaterial material = KeyMaterial.copyOf(secret)) {
      ByteString wrapped = key.wrap(material);
      assertThat(wrapped.size()).isBetween(40, 512);
      try (KeyMaterial back = vault.wrappingKey("wrapping").unwrap(wrapped)) {
        assertThat(back.<byte[]>use(byte[]::clone)).isEqualTo(secret);
      }
    }
  }

  @Test
  void aChangedWrappingDoesNotOpen() {
    Vault vault = vault();
    WrappingKey key = provideWrapping(vault, "wrapping");
    WrappingKey other = provideWrapping(vault, "wrapping-2");
    byte[] wrapped;
    try (KeyMaterial material = KeyMaterial.copyOf(new byte[32])) {
      wrapped = key.wrap(material).toByteArray();
    }
    for (int i = 0; i < wrapped.length; i++) {
      byte[] changed = wrapped.clone();
      changed[i] ^= 1;
      assertThatThrownBy(() -> key.unwrap(ByteString.of(changed)))
          .as("byte %d", i)
          .isInstanceOf(CustodyException.UnwrapRefused.class);
    }
    assertThatThrownBy(() -> key.unwrap(ByteString.of(wrapped, 0, wrapped.length - 1)))
        .isInstanceOf(CustodyException.UnwrapRefused.class);
    assertThatThrownBy(() -> other.unwrap(ByteString.of(wrapped)))
        .isInstanceOf(CustodyException.UnwrapRefused.class);
  }

  @Test
  void administrationDoesWhatItDeclares() {
    Vault vault = vault();
    var administration = vault.administration();
    if (!administration.capabilities().contains(Capability.GENERATE_SIGNING_KEY)) {
      missing(
          () -> administration.generateSigningKey("new", KeyPurpose.OFFICE_SEAL, anySuite(vault)));
    } else {
      administration.generateSigningKey("new", KeyPurpose.RECEIPT, anySuite(vault));
      assertThatThrownBy(
              () -> administration.generateSigningKey("new", KeyPurpose.RECEIPT, anySuite(vault)))
          .isInstanceOf(CustodyException.DuplicateLabel.class);
    }
    if (!administration.capabilities().contains(Capability.GENERATE_WRAPPING_KEY)) {
      missing(() -> administration.generateWrappingKey("new-wrapping"));
    } else {
      administration.generateWrappingKey("new-wrapping");
      assertThatThrownBy(() -> administration.generateWrappingKey("new-wrapping"))
          .isInstanceOf(CustodyException.DuplicateLabel.class);
    }
    if (!administration.capabilities().contains(Capability.ASSIGN_KEY)) {
      missing(
          () -> administration.assignSigningKey("new", KeyPurpose.OFFICE_SEAL, anySuite(vault)));
      missing(() -> administration.assignWrappingKey("new-wrapping"));
    } else {
      administration.assignSigningKey("assigned", KeyPurpose.RECEIPT, anySuite(vault));
      assertThatThrownBy(() ->
              administration.assignSigningKey("assigned", KeyPurpose.RECEIPT, anySuite(vault)))
          .isInstanceOf(CustodyException.DuplicateLabel.class);
      assertThatThrownBy(() -> administration.assignWrappingKey("assigned"))
          .isInstanceOf(CustodyException.DuplicateLabel.class);
    }
    if (!lists(administration.capabilities())) {
      missing(administration::list);
    }
    if (!administration.capabilities().contains(Capability.DESTROY)) {
      missing(() -> administration.destroy("new"));
    }
  }

  private static boolean lists(Set<Capability> capabilities) {
    return capabilities.contains(Capability.LIST)
        || capabilities.contains(Capability.LIST_ASSIGNED);
  }

  private static void missing(ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOf(CustodyException.CapabilityMissing.class);
  }

  @Test
  void listsWhatIsThere() {
    Vault vault = vault();
    assumeThat(lists(vault.administration().capabilities())).isTrue();
    SigningKey key = officeKey(vault);
    provideWrapping(vault, "wrapping");
    assertThat(vault.administration().list())
        .anySatisfy(entry -> {
          assertThat(entry.reference()).isEqualTo(key.reference());
          assertThat(entry.purpose()).isEqualTo(KeyPurpose.OFFICE_SEAL);
          assertThat(entry.publicKey()).contains(key.publicKey());
        })
        .anySatisfy(entry -> assertThat(entry.purpose()).isEqualTo(KeyPurpose.WRAPPING));
  }

  @Test
  void aDestroyedKeySignsNoMoreNotEvenUnderItsOldName() {
    Vault vault = vault();
    assumeThat(vault.administration().capabilities())
        .contains(Capability.DESTROY, Capability.GENERATE_SIGNING_KEY);
    SigningKey key = officeKey(vault);
    sign(key, new RecordedAttempts());
    vault.administration().destroy("office");
    assertThatThrownBy(() -> vault.signingKey("office"))
        .isInstanceOf(CustodyException.KeyAbsent.class);
    assertThatThrownBy(signing(key, new RecordedAttempts()))
        .isInstanceOf(CustodyException.KeyAbsent.class);
    assertThatThrownBy(() -> vault.administration().destroy("office"))
        .isInstanceOf(CustodyException.KeyAbsent.class);
    SigningKey next = officeKey(vault);
    assertThat(next.publicKey()).isNotEqualTo(key.publicKey());
    assertThatThrownBy(signing(key, new RecordedAttempts()))
        .isInstanceOf(CustodyException.KeyAbsent.class);
    sign(next, new RecordedAttempts());
  }

  @Test
  void keepsACertificateBesideItsKeyAndNoOther() {
    Vault vault = vault();
    assumeThat(vault.administration().capabilities()).contains(Capability.STORE_CERTIFICATE);
    SigningKey key = officeKey(vault);
    SigningKey other = provide(vault, "receipt", KeyPurpose.RECEIPT, key.publicKey().suite());
    assertThat(vault.certificate("office")).isEmpty();
    Certificate certificate = TestCertificates.selfSigned(clock, key, "office");
    vault.administration().storeCertificate("office", certificate);
    assertThat(vault.certificate("office")).contains(certificate);
    Certificate foreign = TestCertificates.selfSigned(clock, other, "receipt");
    assertThatThrownBy(() -> vault.administration().storeCertificate("office", foreign))
        .isInstanceOf(CustodyException.CertificateRefused.class);
    assertThat(vault.certificate("office")).contains(certificate);
    assertThat(certificate.signedBy(key.publicKey())).isTrue();
  }

  @Test
  void keysOutliveTheProcess() {
    Vault first = vault();
    SigningKey key = officeKey(first);
    provideWrapping(first, "wrapping");
    ByteString wrapped;
    try (KeyMaterial material = KeyMaterial.copyOf(new byte[32])) {
      wrapped = first.wrappingKey("wrapping").wrap(material);
    }
    boolean keepsCertificates =
        first.administration().capabilities().contains(Capability.STORE_CERTIFICATE);
    if (keepsCertificates) {
      first
          .administration()
          .storeCertificate("office", TestCertificates.selfSigned(clock, key, "office"));
    }
    first.close();

    Vault again = vault();
    SigningKey same = again.signingKey("office");
    assertThat(same.publicKey()).isEqualTo(key.publicKey());
    assertThat(same.purpose()).isEqualTo(KeyPurpose.OFFICE_SEAL);
    sign(same, new RecordedAttempts());
    assertThat(again.certificate("office").isPresent()).isEqualTo(keepsCertificates);
    again.wrappingKey("wrapping").unwrap(wrapped).close();
  }

  @Test
  void nothingPrintsASecret() {
    Vault vault = vault();
    SigningKey key = officeKey(vault);
    assertThat(key.toString()).contains("office").doesNotContainPattern("[0-9a-f]{32}");
    assertThat(vault.health().status()).isEqualTo(VaultHealth.Status.UP);
  }
}

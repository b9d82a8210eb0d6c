package org.liangzheng.api.custody;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.web.Problem;
import org.liangzheng.hsm.Capability;
import org.liangzheng.hsm.CustodyException;
import org.liangzheng.hsm.NewKeys;
import org.liangzheng.hsm.SigningAuthorisation;
import org.liangzheng.hsm.SigningKey;
import org.liangzheng.hsm.Vault;
import org.liangzheng.verifier.crypto.Certificate;
import org.liangzheng.verifier.crypto.SignatureSuite;
import org.liangzheng.verifier.crypto.SignatureValue;
import org.liangzheng.verifier.crypto.VerificationKey;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Signing for the other features. Each call into a vault is a numbered attempt, committed before it
 * is made; so no call may stand inside a transaction, which would hide the record and hold a
 * connection for as long as a vault takes.
 */
public final class Custody {

  /** An order is carried out at once or not at all. */
  private static final Duration ORDER_LIFE = Duration.ofMinutes(1);

  private static final String TIMER = "liangzheng.custody.sign";

  private final VaultPlan plan;
  private final AttemptRecords attempts;
  private final KeyRules rules;
  private final Clock clock;
  private final MeterRegistry meters;

  Custody(
      VaultPlan plan, AttemptRecords attempts, KeyRules rules, Clock clock, MeterRegistry meters) {
    this.plan = plan;
    this.attempts = attempts;
    this.rules = rules;
    this.clock = clock;
    this.meters = meters;
  }

  /**
   * Signs. Blocks for a bounded time.
   *
   * @throws Problem of {@link CustodyProblem}
   * @throws IllegalStateException inside a transaction
   */
  public SignatureValue sign(SignatureOrder order) {
    requireNoTransaction();
    Timer.Sample sample = Timer.start(meters);
    String outcome = "signed";
    try {
      SigningKey key = plan.registry().signingKey(order.key().reference());
      if (order.act().act().allows(key.purpose())) {
        rules.require(order, clock.instant());
      } // else the vault's guard refuses, whatever a rule says
      SigningAuthorisation authorisation =
          new SigningAuthorisation(
              order.actor(),
              key.reference(),
              order.act().act(),
              order.subject(),
              order.digest().value(),
              clock.instant().plus(ORDER_LIFE));
      return key.sign(order.digest(), authorisation, attempts.journal(order.intent()));
    } catch (CustodyException failure) {
      outcome = failure.code().code();
      throw CustodyProblems.of(failure, clock.instant());
    } catch (Problem refused) {
      outcome = refused.code().code();
      throw refused;
    } catch (DataAccessException unrecorded) {
      outcome = "unrecorded";
      throw CustodyProblems.unrecorded(unrecorded);
    } catch (RuntimeException unforeseen) {
      outcome = "unforeseen";
      throw unforeseen;
    } finally {
      // The vault's name is ours; a key's label may name an authority, and there are many.
      sample.stop(
          Timer.builder(TIMER)
              .description("Signatures by vaults, from the order to the finished record")
              .tag("vault", order.key().reference().vault())
              .tag("outcome", outcome)
              .register(meters));
    }
  }

  /**
   * @throws Problem KEY_ABSENT or of another {@link CustodyProblem}
   */
  public VerificationKey publicKey(KeyRef key) {
    return told(() -> plan.registry().signingKey(key.reference()).publicKey());
  }

  /**
   * The certificate kept beside a key.
   *
   * @throws Problem KEY_ABSENT or of another {@link CustodyProblem}
   */
  public Optional<Certificate> certificate(KeyRef key) {
    return told(() -> plan.registry().certificate(key.reference()));
  }

  /**
   * Keeps a certificate beside its key, in place of an earlier one.
   *
   * @throws Problem KEY_CERTIFICATE_REFUSED if it certifies another key
   */
  public void storeCertificate(KeyRef key, Certificate certificate) {
    requireNoTransaction();
    told(() -> {
      plan.registry()
          .vault(key.reference().vault())
          .administration()
          .storeCertificate(key.reference().label(), certificate);
      return true;
    });
  }

  /**
   * Sets what a seal's key may be used for, in place of an earlier rule, and its fuse. Written in
   * the caller's transaction, so that a seal's state and its key's rule never differ; it holds from
   * the next signature on.
   */
  public void setRule(KeyRef key, KeyRule rule) {
    rules.write(key, rule);
  }

  /**
   * Whether a seal's key may be used now; told before another seal of the same act has signed. The
   * fuse is not looked at: only a signature counts on it.
   *
   * @throws Problem of {@link CustodyProblem}
   */
  public void requireAllowed(KeyRef key, SignatureAct act, String actor, @Nullable UUID grant) {
    rules.require(key, act, actor, null, grant, clock.instant());
  }

  /**
   * Lets a seal's key serve acts of other authorities that name the grant; written, as all of
   * these, in the caller's transaction.
   *
   * @param end first instant at which it no longer may; none: until it is ended
   */
  public void grant(UUID grant, KeyRef key, Optional<Instant> end) {
    rules.grant(grant, key, end);
  }

  /** Ends a grant; asking again is harmless. */
  public void endGrant(UUID grant) {
    rules.endGrant(grant);
  }

  /** What was granted of one key goes over to the key that takes its place. */
  public void carryGrants(KeyRef from, KeyRef to) {
    rules.carryGrants(from, to);
  }

  /**
   * Destroys a key for good. Asking again is harmless.
   *
   * @return whether it is gone; false if its device destroys no keys: then it stays under its rule
   * @throws Problem of {@link CustodyProblem}
   */
  public boolean destroyKey(KeyRef key) {
    requireNoTransaction();
    return told(() -> {
      var administration = plan.registry().vault(key.reference().vault()).administration();
      if (!administration.capabilities().contains(Capability.DESTROY)) {
        return false;
      }
      try {
        administration.destroy(key.reference().label());
      } catch (CustodyException.KeyAbsent gone) {
        // An earlier attempt got that far.
      }
      return true;
    });
  }

  /** Whether some vault keeps keys of that use by that suite. */
  public boolean serves(KeyUse use, SignatureSuite suite) {
    return plan.serves(use, suite);
  }

  /**
   * The key of that label for that use, made (or, in a device that makes none, assigned) when it is
   * not there, in the vault that serves the use. Asking again gives the same key.
   *
   * @param label 1 to 64 ASCII letters, digits, dots, hyphens and underscores
   * @throws Problem KEY_LABEL_TAKEN if the label is that of a key for something else
   */
  public KeyRef ensureKey(KeyUse use, SignatureSuite suite, String label) {
    requireNoTransaction();
    return told(() -> KeyRef.of(ensure(use, suite, label).reference()));
  }

  private SigningKey ensure(KeyUse use, SignatureSuite suite, String label) {
    Vault vault = plan.vaultFor(use, suite);
    try {
      return fitting(vault.signingKey(label), use, suite);
    } catch (CustodyException.KeyAbsent absent) {
      if (!NewKeys.canMakeSigning(vault)) {
        throw absent;
      }
      try {
        return NewKeys.signing(vault, label, use.purpose(), suite);
      } catch (CustodyException.DuplicateLabel madeMeanwhile) {
        return fitting(vault.signingKey(label), use, suite);
      }
    }
  }

  private static SigningKey fitting(SigningKey key, KeyUse use, SignatureSuite suite) {
    if (key.purpose() != use.purpose() || key.publicKey().suite() != suite) {
      throw new CustodyException.DuplicateLabel(key.reference());
    }
    return key;
  }

  private <R> R told(Supplier<R> work) {
    try {
      return work.get();
    } catch (CustodyException failure) {
      throw CustodyProblems.of(failure, clock.instant());
    }
  }

  private static void requireNoTransaction() {
    if (TransactionSynchronizationManager.isActualTransactionActive()) {
      throw new IllegalStateException("no transaction stays open across a call into a vault");
    }
  }
}

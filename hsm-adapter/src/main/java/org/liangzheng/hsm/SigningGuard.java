package org.liangzheng.hsm;

import java.time.Clock;
import org.liangzheng.verifier.crypto.SignatureValue;
import org.liangzheng.verifier.crypto.SigningDigest;

/**
 * The one way to a signature, the same for every vault: check the authorisation, spend a count,
 * record the attempt, call, verify, record the outcome. A call whose session died is repeated in
 * the same request as a new attempt, with all these steps again.
 */
public final class SigningGuard {
  private final Clock clock;
  private final UsageLedger ledger;
  private final SelfCheck selfCheck;
  private final int maxAttempts;

  /**
   * Creates the guard of one vault.
   *
   * @param maxAttempts 1 to 16: how often a request may lose its session
   */
  public SigningGuard(Clock clock, UsageLedger ledger, SelfCheck selfCheck, int maxAttempts) {
    requireAttempts(maxAttempts);
    this.clock = clock;
    this.ledger = ledger;
    this.selfCheck = selfCheck;
    this.maxAttempts = maxAttempts;
  }

  /**
   * Checks a setting, before anything is opened for it.
   *
   * @throws IllegalArgumentException if it lies outside 1 to 16
   */
  public static void requireAttempts(int maxAttempts) {
    if (maxAttempts < 1 || maxAttempts > 16) {
      throw new IllegalArgumentException("a request has 1 to 16 attempts");
    }
  }

  SignatureValue sign(
      SigningKey key,
      SigningDigest digest,
      SigningAuthorisation authorisation,
      AttemptJournal journal,
      SigningOperation operation) {
    for (int number = 1; ; number++) {
      authorisation.require(key.reference(), key.purpose(), digest, clock.instant());
      ledger.spend(key.reference(), key.purpose());
      Attempt attempt = new Attempt(number, authorisation);
      journal.begin(attempt);
      SignatureValue signature;
      try {
        signature = operation.sign(digest);
        check(key, digest, signature);
      } catch (CustodyException.SessionLost lost) {
        endAfter(journal, attempt, AttemptOutcome.SESSION_LOST, lost);
        if (number == maxAttempts) {
          throw lost;
        }
        continue;
      } catch (CustodyException failure) {
        endAfter(journal, attempt, outcomeOf(failure), failure);
        throw failure;
      }
      journal.end(attempt, AttemptOutcome.SIGNED);
      return signature;
    }
  }

  private void check(SigningKey key, SigningDigest digest, SignatureValue signature) {
    boolean ours =
        signature.suite() == digest.suite()
            && (!selfCheck.due() || key.publicKey().verifies(digest, signature));
    if (!ours) {
      throw new CustodyException.SelfCheckFailed(key.reference());
    }
  }

  /** The failure that ended the attempt is what the caller must see; a second one rides along. */
  private static void endAfter(
      AttemptJournal journal, Attempt attempt, AttemptOutcome outcome, CustodyException failure) {
    try {
      journal.end(attempt, outcome);
    } catch (RuntimeException second) {
      failure.addSuppressed(second);
      throw failure;
    }
  }

  private static AttemptOutcome outcomeOf(CustodyException failure) {
    return switch (failure) {
      case CustodyException.VaultUnavailable _,
          CustodyException.VaultBusy _,
          CustodyException.VaultClosed _,
          CustodyException.TokenAbsent _,
          CustodyException.KeySwapped _,
          CustodyException.KeyTableUnavailable _,
          CustodyException.PinRejected _,
          CustodyException.PinLocked _ ->
          AttemptOutcome.NOT_MADE;
      case CustodyException.TimedOut _ -> AttemptOutcome.TIMED_OUT;
      case CustodyException.SelfCheckFailed _ -> AttemptOutcome.SELF_CHECK_FAILED;
      default -> AttemptOutcome.FAILED;
    };
  }
}

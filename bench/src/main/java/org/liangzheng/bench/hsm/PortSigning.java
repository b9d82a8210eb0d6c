package org.liangzheng.bench.hsm;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.liangzheng.hsm.Attempt;
import org.liangzheng.hsm.AttemptJournal;
import org.liangzheng.hsm.AttemptOutcome;
import org.liangzheng.hsm.KeyPurpose;
import org.liangzheng.hsm.KeyReference;
import org.liangzheng.hsm.SigningAct;
import org.liangzheng.hsm.SigningAuthorisation;
import org.liangzheng.hsm.SigningKey;
import org.liangzheng.hsm.UsageLedger;
import org.liangzheng.verifier.crypto.SignatureValue;
import org.liangzheng.verifier.crypto.SigningDigest;

/**
 * The subject: the port's whole path. Each signature has its own authorisation, is counted, and is
 * recorded before and after; ledger and journal only count in memory, because what a database costs
 * is measured elsewhere.
 */
final class PortSigning {
  static final Clock CLOCK = Clock.systemUTC();
  static final KeyPurpose PURPOSE = KeyPurpose.OFFICE_SEAL;

  /** Counts and no more. */
  static final class Counting implements UsageLedger, AttemptJournal {
    private final LongAdder spent = new LongAdder();
    private final LongAdder begun = new LongAdder();
    private final LongAdder ended = new LongAdder();

    @Override
    public void spend(KeyReference key, KeyPurpose purpose) {
      spent.increment();
    }

    @Override
    public void begin(Attempt attempt) {
      begun.increment();
    }

    @Override
    public void end(Attempt attempt, AttemptOutcome outcome) {
      ended.increment();
    }
  }

  private final SigningKey key;
  private final AttemptJournal journal = new Counting();
  private final List<SigningDigest> digests;

  PortSigning(SigningKey key) {
    this.key = key;
    this.digests = Digests.of(key.publicKey());
  }

  SignatureValue sign(Turn turn) {
    SigningDigest digest = digests.get(turn.next());
    SigningAuthorisation authorisation =
        new SigningAuthorisation(
            "bench",
            key.reference(),
            SigningAct.SEAL_DOCUMENT,
            "round",
            digest.value(),
            CLOCK.instant().plus(Duration.ofMinutes(1)));
    return key.sign(digest, authorisation, journal);
  }
}

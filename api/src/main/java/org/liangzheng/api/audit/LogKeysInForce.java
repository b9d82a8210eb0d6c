package org.liangzheng.api.audit;

import java.time.Instant;
import java.util.Optional;
import org.liangzheng.verifier.crypto.VerificationKey;

/** What the published trust list says of keys for checkpoints. */
public interface LogKeysInForce {
  /** Since when the list names a key for the log; empty if not, not yet or no longer. */
  Optional<Instant> since(VerificationKey key, Instant at);
}

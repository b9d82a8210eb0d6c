package org.liangzheng.hsm;

/**
 * Keeps a lasting record of each attempt, begun before the vault is called. Called on the thread
 * that asked for the signature, never on a vault's own thread: a slow database then holds up its
 * own request only, and no session of the vault waits for it. The price is that an attempt may be
 * begun and then never made because no session came free; it ends as {@link
 * AttemptOutcome#NOT_MADE}.
 */
public interface AttemptJournal {
  /**
   * Records that the call is about to be made. Returns when the record is durable. Throwing
   * prevents the call.
   */
  void begin(Attempt attempt);

  /**
   * Records how it ended. If this throws, the signature does not leave: the attempt stays without
   * outcome, which is true as far as anybody can prove.
   */
  void end(Attempt attempt, AttemptOutcome outcome);
}

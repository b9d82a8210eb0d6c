package org.liangzheng.hsm.pool;

/**
 * Whether looking on has paid of late. Each time it did not, it is left out for longer: on a
 * machine that is busy with other things, who looks on only takes the processor from the one he
 * waits for. Counts of several threads may get lost in each other; they are a guide, not a ledger.
 */
final class Patience {
  private static final int LONGEST = 4_096;

  private volatile int leaveOut;
  private volatile int penalty;

  /** Whether to look on this time. */
  boolean worthIt() {
    int left = leaveOut;
    if (left > 0) {
      leaveOut = left - 1;
      return false;
    }
    return true;
  }

  /** Tells whether what was looked for came in time. */
  void learn(boolean paid) {
    if (paid) {
      penalty = 0;
    } else {
      int next = Math.min(LONGEST, 2 * penalty + 4);
      penalty = next;
      leaveOut = next;
    }
  }
}

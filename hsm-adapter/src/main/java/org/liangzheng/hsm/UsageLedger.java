package org.liangzheng.hsm;

/**
 * Counts what each key signs and holds its fuse: the number of signatures a day (Asia/Shanghai)
 * past which something is wrong. One count is spent for each call that may make a signature, before
 * it is made, and is never given back.
 *
 * <p>An implementation shared by several nodes leases blocks of counts: it takes a block from the
 * common store, spends it from memory, and takes the next. Contract: the sum of all blocks leased
 * for a key and day never exceeds its fuse; a block that was leased and lost with its process is
 * burnt; so the fuse holds over nodes, crashes and restarts, and errs towards too few.
 */
public interface UsageLedger {
  /**
   * Spends one count.
   *
   * @throws CustodyException.FuseBlown if the day's counts of the key are used up
   * @throws CustodyException.LedgerUnavailable if it cannot be told: then nothing is signed
   */
  void spend(KeyReference key, KeyPurpose purpose);
}

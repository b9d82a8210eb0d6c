package org.liangzheng.signer.stamp;

/** Whether further signatures may follow. */
public enum StampMode {
  /** The list of signatures stays free: others may add theirs, and this one stays valid. */
  CONTINUE,
  /** The list of signatures is protected too: a further signature would break this one. */
  LOCK
}

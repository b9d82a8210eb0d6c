package org.liangzheng.api.seal;

/** Where a seal stands in its life. Names are stored. */
public enum SealState {
  /** Waits for two people. */
  APPLIED,
  /** The application was taken back. */
  WITHDRAWN,
  /** Two people agreed; it is being made. */
  APPROVED,
  ACTIVE,
  SUSPENDED,
  REVOKED,
  /** Its key is gone. */
  DESTROYED
}

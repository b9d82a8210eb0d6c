package org.liangzheng.hsm;

/** How an attempt ended. Names are stored: they do not change. */
public enum AttemptOutcome {
  /** A signature was made and left the custody side. */
  SIGNED,
  /** The call was certainly not made. */
  NOT_MADE,
  /** The vault answered with an error and made no signature. */
  FAILED,
  /** The session died during the call: a signature may have been made, none came out. */
  SESSION_LOST,
  /** The call did not come back in time: a signature may have been made, none came out. */
  TIMED_OUT,
  /** What came back was not the key's signature over the digest; it was thrown away. */
  SELF_CHECK_FAILED
}

package org.liangzheng.verifier.format.status;

/** Why a signed status list is refused. Names are stable codes. */
public enum StatusListFault {
  /** Larger than the limit. */
  STATUS_LIST_TOO_LARGE,
  /** Not a status list, or not in its one form. */
  STATUS_LIST_MALFORMED,
  /** The trust list names no such key for packs at that time. */
  STATUS_LIST_KEY_NOT_ENTITLED,
  /** The header names another algorithm than the key has. */
  STATUS_LIST_ALGORITHM_DIFFERS,
  /** Its signature is wrong. */
  STATUS_LIST_SIGNATURE_WRONG,
  /** It is a list of something else. */
  STATUS_LIST_OF_ANOTHER,
  /** Issued later than now. */
  STATUS_LIST_FROM_THE_FUTURE,
  /** Past its end. */
  STATUS_LIST_EXPIRED
}

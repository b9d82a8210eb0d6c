package org.liangzheng.verifier.format.pack;

/** Why an evidence pack is refused. Names are stable codes. A refused pack is used for nothing. */
public enum PackFault {
  /** Larger than the limit. */
  PACK_TOO_LARGE,
  /** Not a pack, or not in its one form. */
  PACK_MALFORMED,
  /** A format that this version does not read. */
  PACK_FORMAT_UNKNOWN,
  /** Its root is not the pinned one; also a pack that vouches for itself. */
  PACK_ROOT_DIFFERS,
  /** Fewer than two different root keys signed the trust list. */
  PACK_TRUST_LIST_NOT_SIGNED,
  /** The trust list trusts nobody. */
  PACK_TRUST_LIST_EMPTY,
  /** The trust list names no such key for packs at that time. */
  PACK_KEY_NOT_ENTITLED,
  /** The header names another algorithm than the trust list's key has. */
  PACK_ALGORITHM_DIFFERS,
  /** The pack's own signature is wrong. */
  PACK_SIGNATURE_WRONG,
  /** A status list and the table of what is not in force say different things. */
  PACK_STATUS_CONTRADICTS,
  /** Issued later than now. */
  PACK_FROM_THE_FUTURE,
  /** Older than one that was seen before. */
  PACK_ROLLED_BACK,
  /** Another pack with the same number was seen before. */
  PACK_FORKED
}

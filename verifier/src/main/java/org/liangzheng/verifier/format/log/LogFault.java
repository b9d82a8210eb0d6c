package org.liangzheng.verifier.format.log;

/** Why a part of the audit log is refused. Names are stable codes; texts: {@link LogText}. */
public enum LogFault {
  /** Not a checkpoint or proof, or not in its one form. */
  LOG_TEXT_MALFORMED,
  /** The keys are those of another log. */
  CHECKPOINT_OF_ANOTHER_LOG,
  /** A suite's signature is missing. */
  CHECKPOINT_NOT_SIGNED,
  /** A key of the log signed something else. */
  CHECKPOINT_SIGNATURE_WRONG,
  /** The proof does not lead from the entry to the checkpoint's root. */
  ENTRY_NOT_INCLUDED,
  /** The log is shorter than it was. */
  LOG_SHRANK,
  /** The log was changed behind a checkpoint that was seen. */
  LOG_REWRITTEN,
  /** Not an export of a log, or a line of it is not in its one form. */
  LOG_EXPORT_MALFORMED,
  /** The export ends before its last line, or its lines are not as many as it says. */
  LOG_EXPORT_TRUNCATED,
  /** There is no trust list, or it names no key of the log. */
  LOG_KEYS_UNKNOWN,
  /** The trust list is older than its reader allows. */
  LOG_KEYS_OLD,
  /** The leaves do not give the root of the checkpoint. */
  LOG_ROOT_WRONG,
  /** A proof that the service gave does not hold, though its leaves do. */
  LOG_PROOF_WRONG,
  /** Two answers of one service show different logs. */
  LOG_SPLIT_VIEW,
  /** A place that the checkpoint covers has no entry. */
  ENTRY_MISSING,
  /** A place has two entries. */
  ENTRY_POSITION_TWICE,
  /** A version of a licence was entered twice. */
  ENTRY_TWICE,
  /** The service cannot open its own entry: it was altered or put there by somebody else. */
  ENTRY_DAMAGED,
  /** Nonce and record do not give the leaf. */
  ENTRY_HASH_WRONG,
  /** What the entry is found by is not what its record says. */
  ENTRY_INDEX_WRONG,
  /** The record is not canonical JSON with an act, an actor, a time, an id and a subject. */
  ENTRY_MALFORMED,
  /** The entry cannot have come at this place: before its cause, or long after its time. */
  ENTRY_OUT_OF_ORDER,
  /** An entry has waited for its place far longer than later ones. */
  ENTRY_LEFT_OUT,
  /** A version in the register that no entry tells of. */
  ROW_WITHOUT_ENTRY,
  /** An entry tells of a version that the register has not. */
  ENTRY_WITHOUT_ROW,
  /** A version is in the register twice. */
  ROW_TWICE,
  /** Authority, type or newest version are not what the log says. */
  ROW_DIFFERS,
  /** The file is not the one that the log tells of, or is not there. */
  DIGEST_DIFFERS,
  /** No entry explains the state of the licence. */
  STATUS_UNEXPLAINED
}

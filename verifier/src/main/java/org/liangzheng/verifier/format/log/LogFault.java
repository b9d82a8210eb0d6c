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
  LOG_REWRITTEN
}

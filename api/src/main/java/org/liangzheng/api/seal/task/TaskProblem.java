package org.liangzheng.api.seal.task;

import org.liangzheng.api.web.ProblemCode;

/** What can go wrong where several authorities seal one document. */
public enum TaskProblem implements ProblemCode {
  SEALING_TASK_UNKNOWN("sealing-task-unknown", 404),
  /** Completed, refused or withdrawn. */
  SEALING_TASK_SETTLED("sealing-task-settled", 409),
  /** Its deadline has passed. */
  SEALING_TASK_OVER("sealing-task-over", 409),
  /** A deadline that is not ahead, or more than a year. */
  SEALING_TASK_DEADLINE_WRONG("sealing-task-deadline-wrong", 422),
  /** In a sequence, others come first. */
  SEALING_TASK_NOT_YOUR_TURN("sealing-task-not-your-turn", 409),
  /** The authority has sealed already. */
  SEALING_TASK_DONE("sealing-task-done", 409),
  /** Another authority seals at this moment. */
  SEALING_TASK_BUSY("sealing-task-busy", 409),
  /** The digest sent is not the document's. */
  SEALING_TASK_OTHER_DOCUMENT("sealing-task-other-document", 409),
  /** Only who made the task takes it back. */
  SEALING_TASK_NOT_YOURS("sealing-task-not-yours", 403),
  /** An authority that is not registered, or is named twice. */
  SEALING_TASK_AUTHORITY_WRONG("sealing-task-authority-wrong", 422),
  SEALING_TASK_REASON_MISSING("sealing-task-reason-missing", 422);

  private final String code;
  private final int status;

  TaskProblem(String code, int status) {
    this.code = code;
    this.status = status;
  }

  @Override
  public String code() {
    return code;
  }

  @Override
  public int status() {
    return status;
  }

  /** A turn comes, a moment passes. */
  @Override
  public boolean isFinal() {
    return this != SEALING_TASK_NOT_YOUR_TURN
        && this != SEALING_TASK_BUSY
        && ProblemCode.super.isFinal();
  }
}

package org.liangzheng.api.licence.batch;

import org.liangzheng.api.web.ProblemCode;

/** What can go wrong with a batch, as a whole or at one line. */
public enum BatchProblem implements ProblemCode {
  BATCH_UNKNOWN("batch-unknown", 404),
  BATCH_EMPTY("batch-empty", 400),
  BATCH_TOO_LARGE("batch-too-large", 413),
  /** Of one line. */
  BATCH_LINE_TOO_LONG("batch-line-too-long", 422),
  BATCH_OVER("batch-over", 409),
  BATCH_RESULTS_GONE("batch-results-gone", 410),
  CONTENT_DIGEST_MISSING("content-digest-missing", 400),
  /** What arrived is not what was sent: sent again it may fare better. */
  CONTENT_DIGEST_DIFFERS("content-digest-differs", 400),
  /** The upload is over; what was not in it can come in another batch. */
  BATCH_UPLOAD_CLOSED("batch-upload-closed", 409),
  BATCH_PART_TOO_LARGE("batch-part-too-large", 413),
  BATCH_PART_OUT_OF_ORDER("batch-part-out-of-order", 409),
  BATCH_PART_DIFFERS("batch-part-differs", 409),
  BATCH_PART_ENDS_WITHIN_LINE("batch-part-ends-within-line", 400),
  BATCH_PARTS_MISSING("batch-parts-missing", 409);

  private final String code;
  private final int status;

  BatchProblem(String code, int status) {
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

  @Override
  public boolean isFinal() {
    return this != CONTENT_DIGEST_DIFFERS && ProblemCode.super.isFinal();
  }
}

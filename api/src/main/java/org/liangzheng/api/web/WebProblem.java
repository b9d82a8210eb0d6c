package org.liangzheng.api.web;

/** The failures of the shell itself. */
public enum WebProblem implements ProblemCode {
  REQUEST_UNREADABLE("request-unreadable", 400),
  REQUEST_INVALID("request-invalid", 400),
  REQUEST_MALFORMED("request-malformed", 400),
  REQUEST_TOO_COMPLEX("request-too-complex", 400),
  PARAMETER_INVALID("parameter-invalid", 400),
  FIELD_UNKNOWN("field-unknown", 400),
  FIELD_MISSING("field-missing", 400),
  FIELD_MALFORMED("field-malformed", 400),
  NOT_AUTHENTICATED("not-authenticated", 401),
  NOT_ALLOWED("not-allowed", 403),
  NOT_FOUND("not-found", 404),
  METHOD_NOT_ALLOWED("method-not-allowed", 405),
  NOT_ACCEPTABLE("not-acceptable", 406),
  REQUEST_TIMEOUT("request-timeout", 408),
  REQUEST_TOO_LARGE("request-too-large", 413),
  MEDIA_TYPE_UNSUPPORTED("media-type-unsupported", 415),
  TOO_MANY_REQUESTS("too-many-requests", 429),
  IDEMPOTENCY_KEY_MISSING("idempotency-key-missing", 400),
  IDEMPOTENCY_KEY_INVALID("idempotency-key-invalid", 400),
  IDEMPOTENCY_KEY_REUSED("idempotency-key-reused", 422),
  REQUEST_IN_FLIGHT("request-in-flight", 409),
  INTERNAL_ERROR("internal-error", 500),
  UNAVAILABLE("unavailable", 503);

  private final String code;
  private final int status;

  WebProblem(String code, int status) {
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

  /** The code for a bare HTTP status, as the servlet container or the framework reports one. */
  static WebProblem ofStatus(int status) {
    return switch (status) {
      case 401 -> NOT_AUTHENTICATED;
      case 403 -> NOT_ALLOWED;
      case 404 -> NOT_FOUND;
      case 405 -> METHOD_NOT_ALLOWED;
      case 406 -> NOT_ACCEPTABLE;
      case 408 -> REQUEST_TIMEOUT;
      case 413 -> REQUEST_TOO_LARGE;
      case 415 -> MEDIA_TYPE_UNSUPPORTED;
      case 429 -> TOO_MANY_REQUESTS;
      case 503 -> UNAVAILABLE;
      default -> status >= 400 && status < 500 ? REQUEST_MALFORMED : INTERNAL_ERROR;
    };
  }
}

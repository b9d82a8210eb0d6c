package org.liangzheng.api.seal.use;

import org.liangzheng.api.web.ProblemCode;

/** Why a document or digest is not sealed. */
public enum SealUseProblem implements ProblemCode {
  /** Stamps of the seal would not verify: its certificate is revoked, or no longer trusted. */
  SEAL_CERTIFICATE_NOT_TRUSTED("seal-certificate-not-trusted", 409),
  /** The document cannot be read, or cannot take a stamp. */
  DOCUMENT_NOT_STAMPABLE("document-not-stampable", 422),
  /** An earlier seal allows no further one. */
  DOCUMENT_LOCKED("document-locked", 422),
  /** What it carries already is forged, altered or no longer in force. */
  DOCUMENT_NOT_GOOD("document-not-good", 422),
  /** Licences are sealed by being issued. */
  DOCUMENT_IS_LICENCE("document-is-licence", 422),
  /** The seal cannot be shown where it is asked for. */
  STAMP_PLACE_WRONG("stamp-place-wrong", 422),
  /** The own check of the sealed document failed; nothing left the service. */
  SEALING_SELF_CHECK_FAILED("sealing-self-check-failed", 500),
  SEAL_USE_UNKNOWN("seal-use-unknown", 404);

  private final String code;
  private final int status;

  SealUseProblem(String code, int status) {
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
    return this != SEAL_CERTIFICATE_NOT_TRUSTED && ProblemCode.super.isFinal();
  }
}

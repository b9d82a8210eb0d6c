package org.liangzheng.api.seal.office;

import org.liangzheng.api.web.ProblemCode;

/** What can go wrong in the seal office. */
public enum OfficeProblem implements ProblemCode {
  /** The act does not follow from the state the seal is in. */
  SEAL_ACT_NOT_NOW("seal-act-not-now", 409),
  /** A new version is being made already, or none is. */
  SEAL_MAKING_NOT_NOW("seal-making-not-now", 409),
  /** The authority has another active seal for licences. */
  LICENCE_SEAL_IN_USE("licence-seal-in-use", 409),
  SEAL_REASON_MISSING("seal-reason-missing", 422),
  /** The picture cannot be a seal's. */
  SEAL_PICTURE_REFUSED("seal-picture-refused", 422),
  /** The picture cannot be drawn. */
  SEAL_PICTURE_NOT_DRAWN("seal-picture-not-drawn", 422),
  /** The certificate certifies another key. */
  SEAL_CERTIFICATE_OF_OTHER_KEY("seal-certificate-of-other-key", 422),
  /** Stamps with the certificate would not verify. */
  SEAL_CERTIFICATE_REFUSED("seal-certificate-refused", 422),
  /** No certificate was sent, and the service certifies nobody itself. */
  SEAL_CERTIFICATE_MISSING("seal-certificate-missing", 422),
  /** The service has no seal maker, or the trust list does not name it. */
  SEAL_MAKER_MISSING("seal-maker-missing", 503),
  /** The seal would break a rule of the standard. */
  SEAL_NOT_MADE("seal-not-made", 409),
  /** No vault keeps keys of such seals by that suite. */
  SEAL_SUITE_NOT_SERVED("seal-suite-not-served", 422);

  private final String code;
  private final int status;

  OfficeProblem(String code, int status) {
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
}

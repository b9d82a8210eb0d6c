package org.liangzheng.api.seal;

import org.liangzheng.api.web.ProblemCode;

/** What can be wrong with a seal when it is to be used. */
public enum SealProblem implements ProblemCode {
  /** The authority has no active seal for licences. */
  LICENCE_SEAL_MISSING("licence-seal-missing", 409),
  /** Its seal, or the certificate that stamps with it, is not valid now. */
  LICENCE_SEAL_NOT_VALID("licence-seal-not-valid", 409),
  /** Of a licence that several authorities seal: this one has no active seal for licences. */
  JOINT_SEAL_MISSING("joint-seal-missing", 409),
  JOINT_SEAL_SUSPENDED("joint-seal-suspended", 409),
  JOINT_SEAL_NOT_VALID("joint-seal-not-valid", 409),
  /** The authority has not let its seal stand on other authorities' licences of this type. */
  JOINT_SEAL_NOT_GRANTED("joint-seal-not-granted", 409),
  SEAL_UNKNOWN("seal-unknown", 404),
  /** A licence or copy seal, asked for a document or digest. */
  SEAL_NOT_FOR_DOCUMENTS("seal-not-for-documents", 403),
  /** It is applied for or being made. */
  SEAL_NOT_ACTIVE("seal-not-active", 409),
  SEAL_SUSPENDED("seal-suspended", 409),
  /** Revoked or destroyed. */
  SEAL_REVOKED("seal-revoked", 409),
  /** Its certificate, or the seal itself, is not valid now. */
  SEAL_CERTIFICATE_EXPIRED("seal-certificate-expired", 409),
  /** Neither the authority nor the one that runs the service has an active copy seal. */
  COPY_SEAL_MISSING("copy-seal-missing", 409),
  /** The copy seal, or the certificate that stamps with it, is not valid now. */
  COPY_SEAL_NOT_VALID("copy-seal-not-valid", 409),
  /** The service has no active timestamp key. */
  TIMESTAMP_AUTHORITY_MISSING("timestamp-authority-missing", 503),
  /** Its timestamp certificate is not valid now, or its key does not fit it. */
  TIMESTAMP_AUTHORITY_NOT_VALID("timestamp-authority-not-valid", 503);

  private final String code;
  private final int status;

  SealProblem(String code, int status) {
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

  /** A seal can be made or renewed: the same request may fare better later. */
  @Override
  public boolean isFinal() {
    return false;
  }
}

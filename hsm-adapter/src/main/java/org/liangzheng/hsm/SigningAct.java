package org.liangzheng.hsm;

import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/** What a signature is made for. Each act names the purposes of the keys that may make it. */
public enum SigningAct {
  /** A seal (SESeal) is signed by its maker. */
  MAKE_SEAL,
  /** A licence is stamped. */
  SEAL_LICENCE,
  /** A document or digest that is not a licence is stamped. */
  SEAL_DOCUMENT,
  /** An annotated copy is stamped. */
  SEAL_COPY,
  ISSUE_CERTIFICATE,
  ISSUE_REVOCATION_LIST,
  /** A certification request: the key proves its own possession (PKCS#10); any signing key. */
  REQUEST_CERTIFICATE,
  SIGN_TIMESTAMP,
  SIGN_PRESENTATION,
  SIGN_RECEIPT,
  SIGN_PACK,
  SIGN_STATUS_LIST,
  SIGN_TRUST_LIST,
  SIGN_CHECKPOINT,
  SIGN_TOKEN;

  /** Whether a key of the purpose may sign for this act. */
  public boolean allows(KeyPurpose purpose) {
    return switch (this) {
      case MAKE_SEAL -> purpose == KeyPurpose.SEAL_MAKER;
      case SEAL_LICENCE -> purpose == KeyPurpose.LICENCE_SEAL;
      case SEAL_DOCUMENT -> purpose == KeyPurpose.OFFICE_SEAL;
      case SEAL_COPY -> purpose == KeyPurpose.COPY_SEAL;
      case ISSUE_CERTIFICATE, ISSUE_REVOCATION_LIST ->
          purpose == KeyPurpose.TRUST_ROOT
              || purpose == KeyPurpose.ISSUING_CA
              || purpose == KeyPurpose.PRESENTATION_CA;
      case REQUEST_CERTIFICATE -> purpose.signs();
      case SIGN_TIMESTAMP -> purpose == KeyPurpose.TIMESTAMP;
      case SIGN_PRESENTATION -> purpose == KeyPurpose.PRESENTATION;
      case SIGN_RECEIPT -> purpose == KeyPurpose.RECEIPT;
      case SIGN_PACK, SIGN_STATUS_LIST -> purpose == KeyPurpose.PACK;
      case SIGN_TRUST_LIST -> purpose == KeyPurpose.TRUST_ROOT;
      case SIGN_CHECKPOINT -> purpose == KeyPurpose.LOG;
      case SIGN_TOKEN -> purpose == KeyPurpose.TOKEN;
    };
  }

  /** Purposes of the keys that may sign for this act. */
  public Set<KeyPurpose> purposes() {
    return EnumSet.allOf(KeyPurpose.class).stream()
        .filter(this::allows)
        .collect(Collectors.toUnmodifiableSet());
  }
}

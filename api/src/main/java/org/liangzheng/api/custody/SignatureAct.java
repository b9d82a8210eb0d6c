package org.liangzheng.api.custody;

import org.liangzheng.hsm.SigningAct;

/** What a signature is made for; the custody side holds which keys may serve it. */
public enum SignatureAct {
  MAKE_SEAL,
  SEAL_LICENCE,
  SEAL_DOCUMENT,
  SEAL_COPY,
  ISSUE_CERTIFICATE,
  ISSUE_REVOCATION_LIST,
  REQUEST_CERTIFICATE,
  SIGN_TIMESTAMP,
  SIGN_PRESENTATION,
  SIGN_RECEIPT,
  SIGN_PACK,
  SIGN_STATUS_LIST,
  SIGN_TRUST_LIST,
  SIGN_CHECKPOINT,
  SIGN_TOKEN;

  /** Whether it is the use of an authority's seal. */
  boolean seals() {
    return this == SEAL_LICENCE || this == SEAL_DOCUMENT || this == SEAL_COPY;
  }

  SigningAct act() {
    return SigningAct.valueOf(name());
  }
}

package org.liangzheng.verifier.format.timestamp;

/** Why a token proves nothing about some bytes. Names are stable codes. */
public enum TimestampFault {
  /** Not a strict DER timestamp token with signing-certificate-v2. */
  TIMESTAMP_MALFORMED,
  /** Digest or signature algorithm is of no suite (SHA-1 and RSA among them). */
  TIMESTAMP_ALGORITHM_UNSUPPORTED,
  /** The token is about other bytes. */
  TIMESTAMP_IMPRINT_DIFFERS,
  /** None of the given authorities is the signer that the token names. */
  TIMESTAMP_AUTHORITY_NOT_LISTED,
  /** The certificate is not for timestamps alone (RFC 3161 §2.3). */
  TIMESTAMP_AUTHORITY_NOT_ENTITLED,
  /** The token's time lies outside its authority's certificate. */
  TIMESTAMP_OUTSIDE_CERTIFICATE,
  /** The signed attributes digest another content, or name another certificate. */
  TIMESTAMP_ATTRIBUTES_WRONG,
  /** The signature value is wrong. */
  TIMESTAMP_SIGNATURE_WRONG
}

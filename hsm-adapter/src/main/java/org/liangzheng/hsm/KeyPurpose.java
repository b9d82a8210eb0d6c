package org.liangzheng.hsm;

/** What a key is for. A key has one purpose for life; the custody side checks it at each use. */
public enum KeyPurpose {
  /** Signs trust lists and root certificates; 2 of 3 owners, offline, 10 years. */
  TRUST_ROOT,
  /** Issues certificates of the sample world, 10 years. */
  ISSUING_CA,
  /** Signs seals of the sample world, 5 years. */
  SEAL_MAKER,
  /** An authority's seal on licences; out of reach of the digest-sealing interface. */
  LICENCE_SEAL,
  /** An authority's seal on other documents. */
  OFFICE_SEAL,
  /** The seal on annotated copies. */
  COPY_SEAL,
  /** Timestamps (RFC 3161), 3 years. */
  TIMESTAMP,
  /** Presentation codes; lives 48 hours. */
  PRESENTATION,
  /** Certifies presentation keys. */
  PRESENTATION_CA,
  /** Usage receipts, 1 year. */
  RECEIPT,
  /** Evidence packs and status lists, 1 year. */
  PACK,
  /** Checkpoints of the audit log, 3 years. */
  LOG,
  /** OAuth tokens (ES256), 90 days. */
  TOKEN,
  /** Wraps data keys; never signs. */
  WRAPPING,
  /** Keys blind indexes; never signs. */
  INDEX_MAC;

  /** Whether keys of this purpose sign. */
  public boolean signs() {
    return this != WRAPPING && this != INDEX_MAC;
  }
}

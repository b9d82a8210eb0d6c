package org.liangzheng.verifier.crypto;

/** Key, digest and signature scheme as one choice, so that they cannot be combined wrongly. */
public enum SignatureSuite {
  /** SM2 over sm2p256v1 with SM3 and Z (GB/T 32918.2); OID 1.2.156.10197.1.501. */
  SM2_SM3("1.2.156.10197.1.501", "1.2.156.10197.1.401"),
  /** ECDSA over P-256 with SHA-256 (FIPS 186-5); OID 1.2.840.10045.4.3.2. */
  P256_SHA256("1.2.840.10045.4.3.2", "2.16.840.1.101.3.4.2.1");

  private final String signatureOid;
  private final String digestOid;

  SignatureSuite(String signatureOid, String digestOid) {
    this.signatureOid = signatureOid;
    this.digestOid = digestOid;
  }

  /** Object identifier of the signature algorithm, dotted. */
  public String signatureOid() {
    return signatureOid;
  }

  /** Object identifier of the digest algorithm, dotted. */
  public String digestOid() {
    return digestOid;
  }

  /** Digest of {@code content} by this suite's hash function, 32 bytes, without any prefix. */
  public ContentDigest digest(byte[]... content) {
    return switch (this) {
      case SM2_SM3 -> Sm3Digest.of(content);
      case P256_SHA256 -> Sha256Digest.of(content);
    };
  }

  /** Digest of {@code content}, which is not copied, by this suite's hash function, 32 bytes. */
  public ContentDigest digest(ByteString content) {
    return switch (this) {
      case SM2_SM3 -> Sm3Digest.of(content);
      case P256_SHA256 -> Sha256Digest.of(content);
    };
  }

  /**
   * Finds the suite of a signature algorithm.
   *
   * @throws MalformedException if no suite uses it
   */
  public static SignatureSuite ofSignatureOid(String oid) throws MalformedException {
    for (SignatureSuite suite : values()) {
      if (suite.signatureOid.equals(oid)) {
        return suite;
      }
    }
    throw new MalformedException("signature algorithm is not one of the suites");
  }
}

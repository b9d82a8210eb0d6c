package org.liangzheng.verifier.crypto;

/**
 * Turns bytes into a certificate. Formats that carry certificates read them through this, so that
 * who reads many files can keep those met before; each has to give what {@link Certificate#of}
 * gives.
 */
@FunctionalInterface
public interface CertificateReader {
  /**
   * Reads a certificate.
   *
   * @throws MalformedException as {@link Certificate#of(ByteString)}
   */
  Certificate read(ByteString der) throws MalformedException;
}

package org.liangzheng.verifier.format.signeddata;

import java.util.Optional;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.Certificate;
import org.liangzheng.verifier.crypto.SignatureSuite;

/**
 * GB/T 35275 signedData with one signer.
 *
 * @param der the exact bytes
 * @param contentType object identifier of the content, dotted
 * @param content the content, if it is not detached
 * @param signer the signer's certificate, found by issuer and serial number
 * @param digestOid digest algorithm as written, dotted
 * @param attributes signed attributes, if there are any
 * @param signatureOid signature algorithm as written, dotted
 * @param signature signature value as written, DER or raw
 * @param timestamp RFC 3161 token over the signature value, DER, from the unsigned attributes
 */
public record SignedMessage(
    ByteString der,
    String contentType,
    Optional<ByteString> content,
    Certificate signer,
    String digestOid,
    Optional<SignedAttributes> attributes,
    String signatureOid,
    ByteString signature,
    Optional<ByteString> timestamp) {
  /** data of GB/T 35275. */
  public static final String DATA = "1.2.156.10197.6.1.4.2.1";

  /** signedData of GB/T 35275. */
  public static final String SIGNED_DATA = "1.2.156.10197.6.1.4.2.2";

  /** data of PKCS #7, which real writers put inside the GB/T 35275 shell. */
  public static final String PKCS7_DATA = "1.2.840.113549.1.7.1";

  /** SM2 as a digital signature, what GB/T 35275 wants as the signer's algorithm. */
  public static final String SM2_SIGN = "1.2.156.10197.1.301.1";

  /**
   * The bytes that the signature covers: the attributes, else the content, else the detached
   * content.
   *
   * @param detached what the message is about
   */
  public ByteString covered(ByteString detached) {
    return attributes.map(SignedAttributes::setDer).or(() -> content).orElse(detached);
  }

  /**
   * Whether the message is about these bytes. Three forms are met: detached content; the content is
   * the digest of the bytes; the content is the bytes.
   */
  public boolean isAbout(ByteString bytes) {
    SignatureSuite suite = signer.publicKey().suite();
    ByteString digest = suite.digest(bytes).value();
    boolean contentFits =
        content.isEmpty() || content.get().equals(digest) || content.get().equals(bytes);
    ByteString attributesDigest =
        content.isPresent() ? suite.digest(content.get()).value() : digest;
    return contentFits
        && attributes.map(a -> a.messageDigest().equals(attributesDigest)).orElse(true);
  }

  /** Whether digest and signature algorithm are those of the signer's key. */
  public boolean algorithmsFit() {
    SignatureSuite suite = signer.publicKey().suite();
    return digestOid.equals(suite.digestOid()) && fits(suite, signatureOid);
  }

  /** The content type stands twice; real writers let the two differ. */
  public boolean contentTypesDiffer() {
    return attributes.isPresent() && !attributes.get().contentType().equals(contentType);
  }

  private static boolean fits(SignatureSuite suite, String oid) {
    return oid.equals(suite.signatureOid())
        || (suite == SignatureSuite.SM2_SM3 && oid.equals(SM2_SIGN));
  }
}

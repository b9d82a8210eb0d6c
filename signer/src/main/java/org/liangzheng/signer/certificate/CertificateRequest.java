package org.liangzheng.signer.certificate;

import java.io.IOException;
import java.util.Base64;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.PKCS10CertificationRequestBuilder;
import org.liangzheng.signer.DigestSigner;
import org.liangzheng.signer.SelfCheckException;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.Certificate;

/**
 * A certification request (PKCS#10, RFC 2986): a name and a public key, signed by its private key.
 * By SM2 the signature is over SM3 with the default user id, as GM/T 0015 certificates have it.
 *
 * @param der the request's bytes
 */
public record CertificateRequest(ByteString der) {
  private static final int LINE = 64;

  /**
   * Makes a request.
   *
   * @param subject distinguished name in the order it is written, for instance {@code
   *     C=CN,O=亮城市市场监督管理局,CN=亮城市市场监督管理局证照专用章}
   * @throws IllegalArgumentException if the name is no distinguished name, or empty
   */
  public static CertificateRequest of(DigestSigner key, String subject) {
    X500Name name = new X500Name(BCStyle.INSTANCE, subject);
    if (name.getRDNs().length == 0) {
      throw new IllegalArgumentException("a subject has at least one part");
    }
    return of(key, name);
  }

  /** Asks for the next certificate under the name of an earlier one. */
  public static CertificateRequest renewing(DigestSigner key, Certificate earlier) {
    return of(key, X500Name.getInstance(earlier.subject().toByteArray()));
  }

  private static CertificateRequest of(DigestSigner key, X500Name subject) {
    SubjectPublicKeyInfo info =
        SubjectPublicKeyInfo.getInstance(key.publicKey().toSpki().toByteArray());
    // The signature is verified before it leaves.
    PKCS10CertificationRequest request =
        new PKCS10CertificationRequestBuilder(subject, info).build(new DigestContentSigner(key));
    try {
      return new CertificateRequest(ByteString.of(request.getEncoded()));
    } catch (IOException unwritable) {
      throw new SelfCheckException("the finished request does not encode", unwritable);
    }
  }

  /** PEM (RFC 7468), lines end with a line feed. */
  public String pem() {
    return "-----BEGIN CERTIFICATE REQUEST-----\n"
        + Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(der.toByteArray())
        + "\n-----END CERTIFICATE REQUEST-----\n";
  }
}

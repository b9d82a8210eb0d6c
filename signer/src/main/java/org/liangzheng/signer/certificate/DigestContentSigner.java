package org.liangzheng.signer.certificate;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.operator.ContentSigner;
import org.liangzheng.signer.DigestSigner;
import org.liangzheng.signer.SelfCheckException;
import org.liangzheng.verifier.crypto.SignatureValue;
import org.liangzheng.verifier.crypto.SigningDigest;

/** Lets BouncyCastle's builders sign with a key that takes digests only. */
final class DigestContentSigner implements ContentSigner {
  private final DigestSigner key;
  private final ByteArrayOutputStream content = new ByteArrayOutputStream();

  DigestContentSigner(DigestSigner key) {
    this.key = key;
  }

  @Override
  public AlgorithmIdentifier getAlgorithmIdentifier() {
    return new AlgorithmIdentifier(
        new ASN1ObjectIdentifier(key.publicKey().suite().signatureOid()));
  }

  @Override
  public OutputStream getOutputStream() {
    return content;
  }

  @Override
  public byte[] getSignature() {
    SigningDigest digest = key.publicKey().digest(content.toByteArray());
    SignatureValue signature = key.sign(digest);
    if (!key.publicKey().verifies(digest, signature)) {
      throw new SelfCheckException("the certifier's signature does not verify");
    }
    return signature.toDer();
  }
}

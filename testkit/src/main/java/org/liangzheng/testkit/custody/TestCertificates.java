package org.liangzheng.testkit.custody;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.liangzheng.hsm.RecordedAttempts;
import org.liangzheng.hsm.SigningAct;
import org.liangzheng.hsm.SigningAuthorisation;
import org.liangzheng.hsm.SigningKey;
import org.liangzheng.verifier.crypto.Certificate;
import org.liangzheng.verifier.crypto.MalformedException;
import org.liangzheng.verifier.crypto.SigningDigest;

/** Certificates for tests. */
public final class TestCertificates {
  private TestCertificates() {}

  /** A plain certificate of the key by itself, valid for a day. */
  public static Certificate selfSigned(Clock clock, SigningKey key, String commonName) {
    X500Name name = new X500Name("CN=" + commonName);
    X509v3CertificateBuilder builder =
        new X509v3CertificateBuilder(
            name,
            BigInteger.ONE,
            Date.from(clock.instant()),
            Date.from(clock.instant().plus(Duration.ofDays(1))),
            name,
            SubjectPublicKeyInfo.getInstance(key.publicKey().toSpki().toByteArray()));
    try {
      return Certificate.of(builder.build(new VaultSigner(clock, key)).getEncoded());
    } catch (IOException | MalformedException impossible) {
      throw new IllegalStateException("a certificate just made can be read", impossible);
    }
  }

  private static final class VaultSigner implements ContentSigner {
    private final Clock clock;
    private final SigningKey key;
    private final ByteArrayOutputStream content = new ByteArrayOutputStream();

    VaultSigner(Clock clock, SigningKey key) {
      this.clock = clock;
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
      SigningAuthorisation authorisation =
          new SigningAuthorisation(
              "test-actor",
              key.reference(),
              SigningAct.REQUEST_CERTIFICATE,
              "test-certificate",
              digest.value(),
              clock.instant().plus(Duration.ofMinutes(1)));
      return key.sign(digest, authorisation, new RecordedAttempts()).toDer();
    }
  }
}

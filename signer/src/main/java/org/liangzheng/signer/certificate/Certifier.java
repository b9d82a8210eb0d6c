package org.liangzheng.signer.certificate;

import java.io.IOException;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLNumber;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.liangzheng.signer.DigestSigner;
import org.liangzheng.signer.SelfCheckException;
import org.liangzheng.verifier.crypto.Certificate;
import org.liangzheng.verifier.crypto.MalformedException;
import org.liangzheng.verifier.crypto.RevocationList;
import org.liangzheng.verifier.crypto.Sha256Digest;
import org.liangzheng.verifier.crypto.VerificationKey;
import org.liangzheng.verifier.format.code.OfflineClaims;
import org.liangzheng.verifier.format.code.PresentationCertificate;

/**
 * Issues certificates and revocation lists with one key. For the sample world: a city's real
 * certificates come from its own certification authority.
 */
public final class Certifier {
  private static final ASN1ObjectIdentifier ORGANIZATION_CODE =
      new ASN1ObjectIdentifier("1.2.156.10260.4.1.4");

  private final DigestSigner key;
  private final X500Name name;
  private final SecureRandom random;

  private Certifier(DigestSigner key, X500Name name, SecureRandom random) {
    this.key = key;
    this.name = name;
    this.random = random;
  }

  /** A revoked certificate. */
  public record Revoked(BigInteger serialNumber, Instant at, boolean compromised) {}

  /** A root certifier: its name and key are its own. */
  public static Certifier root(DigestSigner key, CertificateSubject subject, SecureRandom random) {
    return new Certifier(key, subject.name(), random);
  }

  /** A certifier that has its certificate. */
  public static Certifier of(DigestSigner key, Certificate certificate, SecureRandom random) {
    return new Certifier(key, X500Name.getInstance(certificate.subject().toByteArray()), random);
  }

  /**
   * Issues a certificate with a random 127-bit serial number.
   *
   * @param notBefore first instant, whole seconds
   * @param notAfter last instant, whole seconds
   */
  public Certificate issue(
      CertificateSubject subject,
      VerificationKey subjectKey,
      CertificateProfile profile,
      Instant notBefore,
      Instant notAfter) {
    return issue(subject, subjectKey, profile, notBefore, notAfter, profile.codeLife());
  }

  /**
   * Issues the certificate of a presentation key.
   *
   * @param life the longest that a code by it may live, 1 to 120 s
   */
  public Certificate issuePresentation(
      CertificateSubject subject,
      VerificationKey subjectKey,
      Instant notBefore,
      Instant notAfter,
      Duration life) {
    if (life.compareTo(Duration.ofSeconds(1)) < 0 || life.compareTo(OfflineClaims.MAX_LIFE) > 0) {
      throw new IllegalArgumentException("codes live 1 to 120 s");
    }
    return issue(
        subject,
        subjectKey,
        CertificateProfile.PRESENTATION,
        notBefore,
        notAfter,
        OptionalInt.of((int) life.toSeconds()));
  }

  private Certificate issue(
      CertificateSubject subject,
      VerificationKey subjectKey,
      CertificateProfile profile,
      Instant notBefore,
      Instant notAfter,
      OptionalInt codeLife) {
    try {
      X509v3CertificateBuilder builder =
          new X509v3CertificateBuilder(
              name,
              new BigInteger(127, random).setBit(126),
              time(notBefore),
              time(notAfter),
              subject.name(),
              SubjectPublicKeyInfo.getInstance(subjectKey.toSpki().toByteArray()));
      builder.addExtension(
          Extension.basicConstraints,
          true,
          profile.pathLength().isPresent()
              ? new BasicConstraints(profile.pathLength().getAsInt())
              : new BasicConstraints(false));
      builder.addExtension(Extension.keyUsage, true, profile.keyUsage());
      if (profile.extendedKeyUsage().isPresent()) {
        builder.addExtension(Extension.extendedKeyUsage, true, profile.extendedKeyUsage().get());
      }
      builder.addExtension(
          Extension.subjectKeyIdentifier, false, new SubjectKeyIdentifier(keyId(subjectKey)));
      builder.addExtension(
          Extension.authorityKeyIdentifier,
          false,
          new AuthorityKeyIdentifier(keyId(key.publicKey())));
      if (subject.organizationId().isPresent()) {
        builder.addExtension(
            ORGANIZATION_CODE, false, new DERUTF8String(subject.organizationId().get().value()));
      }
      if (codeLife.isPresent()) {
        builder.addExtension(
            new ASN1ObjectIdentifier(PresentationCertificate.LIFE),
            false,
            new ASN1Integer(codeLife.getAsInt()));
      }
      return Certificate.of(builder.build(new DigestContentSigner(key)).getEncoded());
    } catch (IOException | MalformedException unreadable) {
      throw new SelfCheckException("the finished certificate does not read back", unreadable);
    }
  }

  /**
   * Issues a full revocation list.
   *
   * @param revoked every certificate that ever was, also those that have expired since
   */
  public RevocationList revocationList(
      long number, Instant thisUpdate, Instant nextUpdate, List<Revoked> revoked) {
    try {
      X509v2CRLBuilder builder = new X509v2CRLBuilder(name, time(thisUpdate));
      builder.setNextUpdate(time(nextUpdate));
      for (Revoked entry : revoked) {
        builder.addCRLEntry(
            entry.serialNumber(),
            Date.from(entry.at()),
            entry.compromised() ? CRLReason.keyCompromise : CRLReason.cessationOfOperation);
      }
      builder.addExtension(
          Extension.authorityKeyIdentifier,
          false,
          new AuthorityKeyIdentifier(keyId(key.publicKey())));
      builder.addExtension(Extension.cRLNumber, false, new CRLNumber(BigInteger.valueOf(number)));
      // Without it a list says nothing about certificates that have expired (X.509 §9.5.2.9).
      builder.addExtension(
          Extension.expiredCertsOnCRL, false, new ASN1GeneralizedTime(Date.from(Instant.EPOCH)));
      return RevocationList.of(builder.build(new DigestContentSigner(key)).getEncoded());
    } catch (IOException | MalformedException unreadable) {
      throw new SelfCheckException("the finished revocation list does not read back", unreadable);
    }
  }

  private static Time time(Instant instant) {
    return new Time(Date.from(instant), Locale.ROOT);
  }

  /** First 20 bytes of SHA-256 of the point (RFC 7093 §2, method 1). */
  private static byte[] keyId(VerificationKey key) {
    byte[] digest = Sha256Digest.of(key.point().toByteArray()).value().toByteArray();
    return Arrays.copyOf(digest, 20);
  }
}

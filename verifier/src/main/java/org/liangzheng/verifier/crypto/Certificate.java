package org.liangzheng.verifier.crypto;

import java.io.IOException;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509CertificateHolder;
import org.jspecify.annotations.Nullable;

/** An X.509 v3 certificate (RFC 5280) of one of the suites, with its exact bytes. */
public final class Certificate {
  private static final ASN1ObjectIdentifier ORGANIZATION_CODE =
      new ASN1ObjectIdentifier("1.2.156.10260.4.1.4");

  private final ByteString der;
  private final X509CertificateHolder holder;
  private final SignedPart signed;
  private final VerificationKey publicKey;
  private final ByteString subject;
  private final ByteString issuer;
  private final Instant notBefore;
  private final Instant notAfter;
  private final boolean unknownCritical;

  private Certificate(
      ByteString der, X509CertificateHolder holder, SignedPart signed, VerificationKey publicKey) {
    this.der = der;
    this.holder = holder;
    this.signed = signed;
    this.publicKey = publicKey;
    this.subject = SignedPart.encode(holder.getSubject());
    this.issuer = SignedPart.encode(holder.getIssuer());
    this.notBefore = holder.getNotBefore().toInstant();
    this.notAfter = holder.getNotAfter().toInstant();
    this.unknownCritical = findUnknownCritical();
  }

  /**
   * Reads a certificate.
   *
   * @throws MalformedException if it is not a DER certificate, or its key or signature algorithm is
   *     not of the suites
   */
  public static Certificate of(byte[] der) throws MalformedException {
    SignedPart signed = SignedPart.of(der);
    try {
      X509CertificateHolder holder = new X509CertificateHolder(der);
      requireReadable(holder.getExtensions());
      VerificationKey key =
          VerificationKey.fromSpki(holder.getSubjectPublicKeyInfo().getEncoded("DER"));
      return new Certificate(ByteString.of(der), holder, signed, key);
    } catch (IOException | RuntimeException bad) {
      throw new MalformedException("not an X.509 certificate", bad);
    }
  }

  /**
   * Reads a certificate.
   *
   * @throws MalformedException as {@link #of(byte[])}
   */
  public static Certificate of(ByteString der) throws MalformedException {
    return of(der.toByteArray());
  }

  /** The exact bytes. */
  public ByteString der() {
    return der;
  }

  /** SHA-256 of the DER: the name under which a certificate is pinned and listed. */
  public Sha256Digest fingerprint() {
    return Sha256Digest.of(der.toByteArray());
  }

  public VerificationKey publicKey() {
    return publicKey;
  }

  public BigInteger serialNumber() {
    return holder.getSerialNumber();
  }

  /** DER of the subject name. */
  public ByteString subject() {
    return subject;
  }

  /** DER of the issuer name. */
  public ByteString issuer() {
    return issuer;
  }

  /** Common name of the subject, for people to read. */
  public Optional<String> commonName() {
    RDN[] names = holder.getSubject().getRDNs(BCStyle.CN);
    return names.length == 0
        ? Optional.empty()
        : Optional.of(names[0].getFirst().getValue().toString());
  }

  /**
   * The organisation a certificate speaks for: its USCC in extension 1.2.156.10260.4.1.4 (GM/T
   * 0015), a UTF8String or PrintableString, as written. Empty if it has none.
   */
  public Optional<String> organizationCode() {
    Extension extension = holder.getExtension(ORGANIZATION_CODE);
    if (extension == null) {
      return Optional.empty();
    }
    try {
      DerReader value = DerReader.of(extension.getExtnValue().getOctets());
      String code =
          value.peekTag() == DerTag.PRINTABLE_STRING ? value.readPrintable() : value.readUtf8();
      value.requireEnd();
      return Optional.of(code);
    } catch (MalformedException otherForm) {
      return Optional.empty();
    }
  }

  /** DER inside an extension, by its dotted identifier; empty if the certificate lacks it. */
  public Optional<ByteString> extension(String oid) {
    return Optional.ofNullable(holder.getExtension(new ASN1ObjectIdentifier(oid)))
        .map(extension -> ByteString.of(extension.getExtnValue().getOctets()));
  }

  /** First instant of validity. */
  public Instant notBefore() {
    return notBefore;
  }

  /** Last instant of validity (inclusive, RFC 5280 §4.1.2.5). */
  public Instant notAfter() {
    return notAfter;
  }

  /** Whether {@code instant} lies in the validity period, both ends included. */
  public boolean validAt(Instant instant) {
    return !instant.isBefore(notBefore()) && !instant.isAfter(notAfter());
  }

  /** Whether basicConstraints says CA and keyUsage allows signing certificates. */
  public boolean isAuthority() {
    BasicConstraints constraints = BasicConstraints.fromExtensions(extensions());
    return constraints != null && constraints.isCA() && allows(KeyUsage.keyCertSign);
  }

  /** How many further authorities may stand below this one; empty when unlimited. */
  public Optional<Integer> pathLength() {
    BasicConstraints constraints = BasicConstraints.fromExtensions(extensions());
    return constraints == null || constraints.getPathLenConstraint() == null
        ? Optional.empty()
        : Optional.of(constraints.getPathLenConstraint().intValue());
  }

  /**
   * Whether the certificate is for signing content: keyUsage has digitalSignature or
   * nonRepudiation, and no extendedKeyUsage narrows it to something else. Only a critical one
   * narrows, and one for timestamps alone (real signing certificates list mail and log-in there,
   * not critical).
   */
  public boolean maySignContent() {
    return maySign() && !isNarrowed();
  }

  /**
   * Whether it is a timestamp authority's: a critical extendedKeyUsage with timeStamping and
   * nothing else (RFC 3161 §2.3), and keyUsage allows signing.
   */
  public boolean isTimestampAuthority() {
    Extension extension = holder.getExtension(Extension.extendedKeyUsage);
    return extension != null && extension.isCritical() && isForTimestampsAlone() && maySign();
  }

  /** Whether keyUsage allows signing revocation lists. */
  public boolean maySignRevocations() {
    return allows(KeyUsage.cRLSign);
  }

  /**
   * Whether a critical extension stands here that this reader does not process. What
   * extendedKeyUsage would mean for the certificates below an authority is not processed.
   */
  public boolean hasUnknownCriticalExtension() {
    return unknownCritical;
  }

  private boolean findUnknownCritical() {
    Extension extension = holder.getExtension(Extension.extendedKeyUsage);
    return SignedPart.unknownCritical(holder.getCriticalExtensionOIDs())
        || (extension != null && extension.isCritical() && isAuthority());
  }

  /** Whether the certificate's signature is the issuer key's over its received bytes. */
  public boolean signedBy(VerificationKey issuerKey) {
    return signed.signedBy(issuerKey);
  }

  /** Broken extensions throw here, not when somebody asks for them. */
  private static void requireReadable(@Nullable Extensions extensions) {
    BasicConstraints.fromExtensions(extensions);
    KeyUsage.fromExtensions(extensions);
    ExtendedKeyUsage.fromExtensions(extensions);
  }

  private boolean maySign() {
    return allows(KeyUsage.digitalSignature) || allows(KeyUsage.nonRepudiation);
  }

  private boolean isNarrowed() {
    Extension extension = holder.getExtension(Extension.extendedKeyUsage);
    if (extension == null) {
      return false;
    }
    ExtendedKeyUsage usage = ExtendedKeyUsage.fromExtensions(extensions());
    return !usage.hasKeyPurposeId(KeyPurposeId.anyExtendedKeyUsage)
        && (extension.isCritical() || isForTimestampsAlone());
  }

  private boolean isForTimestampsAlone() {
    KeyPurposeId[] purposes = ExtendedKeyUsage.fromExtensions(extensions()).getUsages();
    return purposes.length == 1 && purposes[0].equals(KeyPurposeId.id_kp_timeStamping);
  }

  private boolean allows(int usage) {
    Extensions extensions = extensions();
    KeyUsage keyUsage = extensions == null ? null : KeyUsage.fromExtensions(extensions);
    return keyUsage != null && keyUsage.hasUsages(usage);
  }

  private Extensions extensions() {
    return holder.getExtensions();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Certificate that && der.equals(that.der);
  }

  @Override
  public int hashCode() {
    return der.hashCode();
  }

  @Override
  public String toString() {
    return "Certificate[" + fingerprint().value() + "]";
  }
}

package org.liangzheng.verifier.crypto;

import java.io.IOException;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.X509CRLEntryHolder;
import org.bouncycastle.cert.X509CRLHolder;

/** An X.509 v2 certificate revocation list (RFC 5280 §5) of one of the suites. Full lists only. */
public final class RevocationList {
  private final ByteString der;
  private final X509CRLHolder holder;
  private final SignedPart signed;
  private final Instant thisUpdate;
  private final Instant nextUpdate;
  private final Map<BigInteger, Revocation> revoked;
  private final ByteString issuer;

  private RevocationList(
      ByteString der,
      X509CRLHolder holder,
      SignedPart signed,
      Instant thisUpdate,
      Instant nextUpdate) {
    this.der = der;
    this.holder = holder;
    this.signed = signed;
    this.thisUpdate = thisUpdate;
    this.nextUpdate = nextUpdate;
    this.revoked = index(holder);
    this.issuer = SignedPart.encode(holder.getIssuer());
  }

  /** When a certificate was revoked, and whether because its key was compromised. */
  public record Revocation(Instant at, boolean compromised) {
    /**
     * Whether it counts before another of one certificate: a compromise first, then the earlier.
     */
    public boolean isGraverThan(Revocation other) {
      return compromised != other.compromised ? compromised : at.isBefore(other.at);
    }
  }

  /**
   * Reads a revocation list.
   *
   * @throws MalformedException if it is not a DER list of the suites, has no nextUpdate, or carries
   *     a critical extension (partial and delta lists)
   */
  public static RevocationList of(byte[] der) throws MalformedException {
    SignedPart signed = SignedPart.of(der);
    try {
      X509CRLHolder holder = new X509CRLHolder(der);
      Date next = holder.getNextUpdate();
      if (next == null || SignedPart.unknownCritical(holder.getCriticalExtensionOIDs())) {
        throw new MalformedException("a revocation list without end, or a partial one");
      }
      return new RevocationList(
          ByteString.of(der), holder, signed, holder.getThisUpdate().toInstant(), next.toInstant());
    } catch (IOException | RuntimeException bad) {
      throw new MalformedException("not an X.509 revocation list", bad);
    }
  }

  /** The exact bytes. */
  public ByteString der() {
    return der;
  }

  /** DER of the issuer name. */
  public ByteString issuer() {
    return issuer;
  }

  public Instant thisUpdate() {
    return thisUpdate;
  }

  /** After this instant the list says nothing any more. */
  public Instant nextUpdate() {
    return nextUpdate;
  }

  /**
   * Whether the list, by not naming it, shows that a certificate was not revoked while it was
   * valid. Certifiers drop what has expired, unless they say that they keep it (expiredCertsOnCRL,
   * X.509 §9.5.2.9).
   */
  public boolean speaksOf(Certificate certificate) {
    if (!thisUpdate.isAfter(certificate.notAfter())) {
      return true;
    }
    Extension kept = holder.getExtension(Extension.expiredCertsOnCRL);
    if (kept == null) {
      return false;
    }
    try {
      DerReader since = DerReader.of(kept.getExtnValue().getOctets());
      return !since.readTime().isAfter(certificate.notAfter());
    } catch (MalformedException noTime) {
      return false;
    }
  }

  /** The entry of a serial number, if it is on the list. */
  public Optional<Revocation> find(BigInteger serialNumber) {
    return Optional.ofNullable(revoked.get(serialNumber));
  }

  /** Entries by serial number: lists are long and asked often. */
  private static Map<BigInteger, Revocation> index(X509CRLHolder holder) {
    Map<BigInteger, Revocation> revoked = new HashMap<>();
    for (Object each : holder.getRevokedCertificates()) {
      X509CRLEntryHolder entry = (X509CRLEntryHolder) each;
      Revocation revocation =
          new Revocation(entry.getRevocationDate().toInstant(), isCompromised(entry));
      revoked.merge(entry.getSerialNumber(), revocation, (a, b) -> a.isGraverThan(b) ? a : b);
    }
    return revoked;
  }

  private static boolean isCompromised(X509CRLEntryHolder entry) {
    Extension reason = entry.getExtension(Extension.reasonCode);
    return reason != null
        && switch (CRLReason.getInstance(reason.getParsedValue()).getValue().intValue()) {
          case CRLReason.keyCompromise, CRLReason.cACompromise, CRLReason.aACompromise -> true;
          default -> false;
        };
  }

  /** Whether the list's signature is the issuer key's over its received bytes. */
  public boolean signedBy(VerificationKey issuerKey) {
    return signed.signedBy(issuerKey);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RevocationList that && der.equals(that.der);
  }

  @Override
  public int hashCode() {
    return der.hashCode();
  }
}

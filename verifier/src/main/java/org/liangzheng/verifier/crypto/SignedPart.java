package org.liangzheng.verifier.crypto;

import java.io.IOException;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;

/**
 * SEQUENCE { tbs, AlgorithmIdentifier, BIT STRING }, the shell of certificates and revocation
 * lists, with the received bytes of what is signed.
 */
record SignedPart(ByteString tbs, SignatureSuite suite, SignatureValue signature) {
  /** Extensions that {@link Certificate} and {@link RevocationList} look at. */
  private static final Set<ASN1ObjectIdentifier> PROCESSED =
      Set.of(
          Extension.basicConstraints,
          Extension.keyUsage,
          Extension.extendedKeyUsage,
          Extension.cRLNumber,
          Extension.authorityKeyIdentifier,
          Extension.subjectKeyIdentifier);

  static SignedPart of(byte[] der) throws MalformedException {
    DerReader outer = DerReader.of(der).readOnly(DerTag.SEQUENCE);
    ByteString tbs = outer.next(DerTag.SEQUENCE).encoded();
    SignatureSuite suite = SignatureSuite.ofSignatureOid(outer.open(DerTag.SEQUENCE).readOid());
    byte[] value = outer.readBitStringOctets().toByteArray();
    outer.requireEnd();
    return new SignedPart(tbs, suite, SignatureValue.fromDer(suite, value));
  }

  boolean signedBy(VerificationKey key) {
    return key.suite() == suite && key.verifies(key.digest(tbs), signature);
  }

  static boolean unknownCritical(Set<?> criticalOids) {
    return !PROCESSED.containsAll(criticalOids);
  }

  /** DER of a name. */
  static ByteString encode(X500Name name) {
    try {
      return ByteString.of(name.getEncoded("DER"));
    } catch (IOException impossible) {
      throw new IllegalStateException("a parsed name encodes", impossible);
    }
  }
}

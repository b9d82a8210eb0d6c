package org.liangzheng.verifier.format.seal;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.Certificate;
import org.liangzheng.verifier.crypto.DerTag;
import org.liangzheng.verifier.crypto.DerWriter;
import org.liangzheng.verifier.crypto.SignatureValue;

/** Writes seals and stamps of version 4 (GB/T 38540-2020) in strict DER. */
public final class SealWriter {
  private SealWriter() {}

  /** DER of SES_SealInfo: what the seal maker signs. */
  public static byte[] info(SealInfo info) {
    byte[] header =
        DerWriter.sequence(
            DerWriter.ia5("ES"), DerWriter.integer(info.version()), DerWriter.ia5(info.vendor()));
    byte[] property =
        DerWriter.sequence(
            DerWriter.integer(info.type()),
            DerWriter.utf8(info.name()),
            DerWriter.integer(
                switch (info.signers()) {
                  case SignerList.Certificates _ -> 1;
                  case SignerList.Digests _ -> 2;
                }),
            signers(info.signers()),
            DerWriter.generalizedTime(info.createdAt()),
            DerWriter.generalizedTime(info.validFrom()),
            DerWriter.generalizedTime(info.validUntil()));
    byte[] picture =
        DerWriter.sequence(
            DerWriter.ia5(info.picture().type()),
            DerWriter.octets(info.picture().data()),
            DerWriter.integer(info.picture().widthMm()),
            DerWriter.integer(info.picture().heightMm()));
    return info.extensions().isEmpty()
        ? DerWriter.sequence(header, DerWriter.ia5(info.esId()), property, picture)
        : DerWriter.sequence(
            header, DerWriter.ia5(info.esId()), property, picture, extensions(info.extensions()));
  }

  /** DER of SESeal around the bytes that the maker signed. */
  public static byte[] seal(byte[] infoDer, Certificate maker, SignatureValue signature) {
    return DerWriter.sequence(
        infoDer,
        DerWriter.octets(maker.der()),
        DerWriter.oid(signature.suite().signatureOid()),
        DerWriter.bitString(signature.toDer()));
  }

  /**
   * DER of TBS_Sign: what the signer of a stamp signs.
   *
   * @param claimedTime signer's clock, whole seconds are kept
   * @param dataHash digest of the description at {@code propertyInfo}
   * @param propertyInfo absolute path in the package, ASCII
   */
  public static byte[] toSign(
      Seal seal, Instant claimedTime, ByteString dataHash, String propertyInfo) {
    return DerWriter.sequence(
        DerWriter.integer(BigInteger.valueOf(4)),
        seal.der().toByteArray(),
        DerWriter.generalizedTime(claimedTime),
        DerWriter.bitString(dataHash.toByteArray()),
        DerWriter.ia5(propertyInfo));
  }

  /** DER of SES_Signature, without a timestamp, around the bytes that the signer signed. */
  public static byte[] signature(byte[] toSignDer, Certificate signer, SignatureValue signature) {
    return signature(toSignDer, signer, signature, Optional.empty());
  }

  /**
   * DER of SES_Signature around the bytes that the signer signed.
   *
   * @param timestamp RFC 3161 token over the signature value's DER
   */
  public static byte[] signature(
      byte[] toSignDer,
      Certificate signer,
      SignatureValue signature,
      Optional<ByteString> timestamp) {
    return DerWriter.sequence(
        toSignDer,
        DerWriter.octets(signer.der()),
        DerWriter.oid(signature.suite().signatureOid()),
        DerWriter.bitString(signature.toDer()),
        timestamp
            .map(token -> DerWriter.explicit(0, DerWriter.bitString(token.toByteArray())))
            .orElseGet(() -> new byte[0]));
  }

  private static byte[] signers(SignerList signers) {
    return DerWriter.element(
        DerTag.SEQUENCE,
        switch (signers) {
          case SignerList.Certificates list ->
              list.certificates().stream().map(DerWriter::octets).toArray(byte[][]::new);
          case SignerList.Digests list ->
              list.digests().stream()
                  .map(d ->
                      DerWriter.sequence(
                          DerWriter.printable(d.algorithm()), DerWriter.octets(d.value())))
                  .toArray(byte[][]::new);
        });
  }

  /**
   * ExtensionDatas. {@code critical} is written also when it is FALSE, against X.690 §11.5: every
   * seal with extensions that was met has it, and common verifiers encode the seal anew to compare
   * it, which must give these bytes.
   */
  private static byte[] extensions(List<SealExtension> extensions) {
    return DerWriter.element(
        DerTag.SEQUENCE,
        extensions.stream()
            .map(e ->
                DerWriter.sequence(
                    DerWriter.oid(e.oid()),
                    DerWriter.element(
                        DerTag.BOOLEAN, new byte[] {(byte) (e.critical() ? 0xff : 0)}),
                    DerWriter.octets(e.value())))
            .toArray(byte[][]::new));
  }
}

package org.liangzheng.verifier.format.signeddata;

import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.Certificate;
import org.liangzheng.verifier.crypto.ContentDigest;
import org.liangzheng.verifier.crypto.DerTag;
import org.liangzheng.verifier.crypto.DerWriter;
import org.liangzheng.verifier.crypto.SignatureSuite;
import org.liangzheng.verifier.crypto.SignatureValue;

/**
 * Writes GB/T 35275 signedData in strict DER: one signer, detached content, signed attributes, the
 * signer's certificate and no other.
 */
public final class SignedMessageWriter {
  private SignedMessageWriter() {}

  /**
   * DER of the signed attributes (SET OF): what the signer signs.
   *
   * @param content digest of the content by the signer's suite; for OFD of Signature.xml
   * @param time the signer's clock, whole seconds are kept
   */
  public static byte[] attributes(ContentDigest content, Instant time) {
    byte[][] attributes = {
      attribute(SignedMessageReader.CONTENT_TYPE, DerWriter.oid(SignedMessage.DATA)),
      attribute(SignedMessageReader.SIGNING_TIME, DerWriter.time(time)),
      attribute(SignedMessageReader.MESSAGE_DIGEST, DerWriter.octets(content.value()))
    };
    // DER orders the members of a SET OF by their encodings (X.690 §11.6).
    Arrays.sort(attributes, Arrays::compareUnsigned);
    return DerWriter.element(DerTag.SET, attributes);
  }

  /**
   * DER of the message around the attributes that the signer signed.
   *
   * @param timestamp RFC 3161 token over the signature value (its DER encoding)
   */
  public static byte[] message(
      byte[] attributes,
      Certificate signer,
      SignatureValue signature,
      Optional<ByteString> timestamp) {
    SignatureSuite suite = signature.suite();
    String signatureOid =
        suite == SignatureSuite.SM2_SM3 ? SignedMessage.SM2_SIGN : suite.signatureOid();
    byte[] digestAlgorithm = DerWriter.sequence(DerWriter.oid(suite.digestOid()));
    byte[] implicit = attributes.clone();
    implicit[0] = (byte) DerTag.context(0);
    byte[] unsigned =
        timestamp
            .map(token ->
                DerWriter.explicit(
                    1, attribute(SignedMessageReader.TIMESTAMP_TOKEN, token.toByteArray())))
            .orElse(new byte[0]);
    byte[] info =
        DerWriter.sequence(
            DerWriter.integer(1),
            DerWriter.sequence(
                signer.issuer().toByteArray(), DerWriter.integer(signer.serialNumber())),
            digestAlgorithm,
            implicit,
            DerWriter.sequence(DerWriter.oid(signatureOid)),
            DerWriter.octets(ByteString.wrap(signature.toDer())),
            unsigned);
    return DerWriter.sequence(
        DerWriter.oid(SignedMessage.SIGNED_DATA),
        DerWriter.explicit(
            0,
            DerWriter.sequence(
                DerWriter.integer(1),
                DerWriter.element(DerTag.SET, digestAlgorithm),
                DerWriter.sequence(DerWriter.oid(SignedMessage.DATA)),
                DerWriter.explicit(0, signer.der().toByteArray()),
                DerWriter.element(DerTag.SET, info))));
  }

  private static byte[] attribute(String type, byte[] value) {
    return DerWriter.sequence(DerWriter.oid(type), DerWriter.element(DerTag.SET, value));
  }
}

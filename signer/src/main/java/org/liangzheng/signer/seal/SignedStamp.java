package org.liangzheng.signer.seal;

import java.util.List;
import java.util.Optional;
import org.liangzheng.signer.SelfCheckException;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.Certificate;
import org.liangzheng.verifier.crypto.ContentDigest;
import org.liangzheng.verifier.crypto.MalformedException;
import org.liangzheng.verifier.crypto.SignatureValue;
import org.liangzheng.verifier.format.seal.SealReader;
import org.liangzheng.verifier.format.seal.SealSignature;
import org.liangzheng.verifier.format.seal.SealWriter;
import org.liangzheng.verifier.format.timestamp.TimestampResult;
import org.liangzheng.verifier.format.timestamp.TimestampToken;
import org.liangzheng.verifier.format.timestamp.TimestampVerification;

/** A signed stamp that a timestamp may still be added to. */
public final class SignedStamp {
  private final byte[] toSign;
  private final Certificate maker;
  private final Certificate signer;
  private final SignatureValue signature;

  SignedStamp(byte[] toSign, Certificate maker, Certificate signer, SignatureValue signature) {
    this.toSign = toSign;
    this.maker = maker;
    this.signer = signer;
    this.signature = signature;
  }

  /** What the timestamp is about: digest of the signature value's DER, by the signer's suite. */
  public ContentDigest timestampDigest() {
    return signature.suite().digest(signature.toDer());
  }

  /**
   * The stamp without a timestamp.
   *
   * @return DER of SES_Signature
   */
  public byte[] finish() {
    return checked(SealWriter.signature(toSign, signer, signature, Optional.empty()));
  }

  /**
   * The stamp with its timestamp.
   *
   * @param authority the certificate by which the token verifies
   * @return DER of SES_Signature
   * @throws SelfCheckException if the token is not about this stamp's signature
   */
  public byte[] finish(TimestampToken token, Certificate authority) {
    if (!(TimestampVerification.of(token, timestampDigest(), List.of(authority))
        instanceof TimestampResult.Proven)) {
      throw new SelfCheckException("the timestamp proves nothing about this stamp");
    }
    return checked(SealWriter.signature(toSign, signer, signature, Optional.of(token.der())));
  }

  private byte[] checked(byte[] der) {
    try {
      SealSignature read = SealReader.readSignature(ByteString.wrap(der), this::known);
      if (!read.signer().equals(signer)) {
        throw new SelfCheckException("the finished stamp names another signer");
      }
      return der;
    } catch (MalformedException unreadable) {
      throw new SelfCheckException("the finished stamp does not read back", unreadable);
    }
  }

  /** The certificates that went in are not read a second time; any other is. */
  private Certificate known(ByteString certificate) throws MalformedException {
    if (certificate.equals(signer.der())) {
      return signer;
    }
    return certificate.equals(maker.der()) ? maker : Certificate.of(certificate);
  }
}

package org.liangzheng.signer.stamp;

import java.util.ArrayList;
import java.util.List;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.Certificate;
import org.liangzheng.verifier.crypto.ContentDigest;
import org.liangzheng.verifier.format.ofd.ZipAppender;
import org.liangzheng.verifier.format.ofd.ZipAppender.Addition;
import org.liangzheng.verifier.format.timestamp.TimestampToken;

/** A signed document that a timestamp may still be added to. */
public final class SignedDocument {
  private final byte[] document;
  private final List<Addition> additions;
  private final String signedValuePath;
  private final boolean compressSeal;
  private final Signed signed;

  SignedDocument(
      byte[] document,
      List<Addition> additions,
      String signedValuePath,
      boolean compressSeal,
      Signed signed) {
    this.document = document;
    this.additions = additions;
    this.signedValuePath = signedValuePath;
    this.compressSeal = compressSeal;
    this.signed = signed;
  }

  /** What the timestamp is about: digest of the signature value's DER, by the signer's suite. */
  public ContentDigest timestampDigest() {
    return signed.timestampDigest();
  }

  /**
   * The document without a timestamp.
   *
   * @return the bytes of the OFD package
   */
  public byte[] finish() {
    return packed(signed.finish());
  }

  /**
   * The document with its timestamp.
   *
   * @param authority the certificate by which the token verifies
   * @return the bytes of the OFD package
   * @throws org.liangzheng.signer.SelfCheckException if the token is about something else
   */
  public byte[] finish(TimestampToken token, Certificate authority) {
    return packed(signed.finish(token, authority));
  }

  private byte[] packed(byte[] signedValue) {
    List<Addition> all = new ArrayList<>(additions);
    all.add(new Addition(signedValuePath, ByteString.wrap(signedValue), compressSeal));
    return ZipAppender.append(document, all);
  }
}

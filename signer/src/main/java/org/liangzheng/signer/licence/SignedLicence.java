package org.liangzheng.signer.licence;

import java.util.LinkedHashMap;
import java.util.Map;
import org.liangzheng.signer.seal.SignedStamp;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.Certificate;
import org.liangzheng.verifier.crypto.ContentDigest;
import org.liangzheng.verifier.format.ofd.OfdPackage;
import org.liangzheng.verifier.format.ofd.ZipWriter;
import org.liangzheng.verifier.format.timestamp.TimestampToken;

/** A sealed licence that a timestamp may still be added to. */
public final class SignedLicence {
  private final Map<String, ByteString> parts;
  private final SignedStamp stamp;

  SignedLicence(Map<String, ByteString> parts, SignedStamp stamp) {
    this.parts = parts;
    this.stamp = stamp;
  }

  /** What the timestamp is about: digest of the issuer's signature value. */
  public ContentDigest timestampDigest() {
    return stamp.timestampDigest();
  }

  /**
   * The file without a timestamp.
   *
   * @return the bytes of the OFD package
   */
  public byte[] finish() {
    return packed(stamp.finish());
  }

  /**
   * The file with its timestamp.
   *
   * @param authority the certificate by which the token verifies
   * @return the bytes of the OFD package
   * @throws org.liangzheng.signer.SelfCheckException if the token is about something else
   */
  public byte[] finish(TimestampToken token, Certificate authority) {
    return packed(stamp.finish(token, authority));
  }

  private byte[] packed(byte[] signedValue) {
    Map<String, ByteString> all = new LinkedHashMap<>(parts);
    all.put(LicenceParts.SIGNED_VALUE, ByteString.wrap(signedValue));
    return ZipWriter.write(new OfdPackage(all));
  }
}

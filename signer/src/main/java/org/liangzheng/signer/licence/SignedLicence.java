package org.liangzheng.signer.licence;

import java.util.ArrayList;
import java.util.List;
import org.liangzheng.signer.seal.SignedStamp;
import org.liangzheng.verifier.crypto.Certificate;
import org.liangzheng.verifier.crypto.ContentDigest;
import org.liangzheng.verifier.format.ofd.PackedPart;
import org.liangzheng.verifier.format.ofd.PartPacker;
import org.liangzheng.verifier.format.ofd.ZipWriter;
import org.liangzheng.verifier.format.timestamp.TimestampToken;

/** A sealed licence that a timestamp may still be added to. */
public final class SignedLicence {
  private final List<PackedPart> parts;
  private final SignedStamp stamp;
  private final boolean compressSeal;

  SignedLicence(List<PackedPart> parts, SignedStamp stamp, boolean compressSeal) {
    this.parts = parts;
    this.stamp = stamp;
    this.compressSeal = compressSeal;
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
    List<PackedPart> all = new ArrayList<>(parts);
    if (compressSeal) {
      try (PartPacker packer = new PartPacker()) {
        all.add(packer.packOwned(LicenceTemplate.SIGNED_VALUE, signedValue));
      }
    } else {
      all.add(PartPacker.stored(LicenceTemplate.SIGNED_VALUE, signedValue));
    }
    return ZipWriter.write(all);
  }
}

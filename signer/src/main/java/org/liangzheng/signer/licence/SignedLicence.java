package org.liangzheng.signer.licence;

import java.util.ArrayList;
import java.util.List;
import org.liangzheng.signer.seal.SealRefusedException;
import org.liangzheng.signer.seal.SignedStamp;
import org.liangzheng.verifier.crypto.Certificate;
import org.liangzheng.verifier.crypto.ContentDigest;
import org.liangzheng.verifier.format.ofd.PackedPart;
import org.liangzheng.verifier.format.ofd.PartPacker;
import org.liangzheng.verifier.format.ofd.ZipWriter;
import org.liangzheng.verifier.format.timestamp.TimestampToken;

/**
 * A licence whose last stamp is signed, and which a timestamp of it may still be added to; then the
 * next seal is prepared, or the file is finished.
 */
public final class SignedLicence {
  private final StampPlan plan;
  private final int number;
  private final List<PackedPart> parts;
  private final SignedStamp stamp;

  SignedLicence(StampPlan plan, int number, List<PackedPart> parts, SignedStamp stamp) {
    this.plan = plan;
    this.number = number;
    this.parts = parts;
    this.stamp = stamp;
  }

  /** What the timestamp is about: digest of this stamp's signature value. */
  public ContentDigest timestampDigest() {
    return stamp.timestampDigest();
  }

  /** Whether it has all its seals. */
  public boolean isComplete() {
    return plan.isLast(number);
  }

  /**
   * Prepares the next seal, where this stamp has no timestamp.
   *
   * @throws IllegalStateException if it has all its seals
   */
  public PreparedLicence next() {
    return next(stamp.finish());
  }

  /**
   * Prepares the next seal, which covers this stamp with its timestamp.
   *
   * @param authority the certificate by which the token verifies
   * @throws org.liangzheng.signer.SelfCheckException if the token is about something else
   * @throws IllegalStateException if it has all its seals
   */
  public PreparedLicence next(TimestampToken token, Certificate authority) {
    return next(stamp.finish(token, authority));
  }

  private PreparedLicence next(byte[] signedValue) {
    if (isComplete()) {
      throw new IllegalStateException("the last seal is set");
    }
    try (PartPacker packer = new PartPacker()) {
      return PreparedLicence.at(plan, number + 1, with(signedValue), packer);
    } catch (SealRefusedException changed) {
      throw new IllegalStateException("a seal was found usable before", changed);
    }
  }

  /**
   * The file; this stamp has no timestamp.
   *
   * @return the bytes of the OFD package
   * @throws IllegalStateException if there are further seals
   */
  public byte[] finish() {
    return packed(stamp.finish());
  }

  /**
   * The file, this stamp with its timestamp.
   *
   * @param authority the certificate by which the token verifies
   * @return the bytes of the OFD package
   * @throws org.liangzheng.signer.SelfCheckException if the token is about something else
   * @throws IllegalStateException if there are further seals
   */
  public byte[] finish(TimestampToken token, Certificate authority) {
    return packed(stamp.finish(token, authority));
  }

  private byte[] packed(byte[] signedValue) {
    if (!isComplete()) {
      throw new IllegalStateException("a licence leaves with all its seals or not at all");
    }
    return ZipWriter.write(with(signedValue));
  }

  private List<PackedPart> with(byte[] signedValue) {
    List<PackedPart> all = new ArrayList<>(parts);
    String path = PackageLists.signedValue(number);
    // All other pictures of seals are compressed in themselves.
    if (plan.stamps().get(number).stamp().seal().info().picture().type().equalsIgnoreCase("SVG")) {
      try (PartPacker packer = new PartPacker()) {
        all.add(packer.packOwned(path, signedValue));
      }
    } else {
      all.add(PartPacker.stored(path, signedValue));
    }
    return all;
  }
}

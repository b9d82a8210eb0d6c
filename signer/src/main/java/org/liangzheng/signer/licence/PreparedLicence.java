package org.liangzheng.signer.licence;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.liangzheng.signer.seal.PreparedStamp;
import org.liangzheng.signer.seal.SealRefusedException;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.Certificate;
import org.liangzheng.verifier.crypto.SignatureSuite;
import org.liangzheng.verifier.crypto.SignatureValue;
import org.liangzheng.verifier.crypto.SigningDigest;
import org.liangzheng.verifier.format.ofd.XmlWriter;
import org.liangzheng.verifier.format.seal.Seal;
import org.liangzheng.verifier.format.seal.SealPicture;

/**
 * A licence file that only lacks its issuer's signature. The same content, seal and time always
 * give the same digest. The seal locks the file: Signatures.xml is protected too, so that no
 * further signature can be added.
 */
public final class PreparedLicence {
  private static final DateTimeFormatter SIGNATURE_TIME =
      DateTimeFormatter.ofPattern("uuuuMMddHHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** Right and lower margin of the seal on the page, millimetres. */
  private static final double SEAL_MARGIN = 30;

  private final Map<String, ByteString> parts;
  private final PreparedStamp stamp;

  private PreparedLicence(Map<String, ByteString> parts, PreparedStamp stamp) {
    this.parts = parts;
    this.stamp = stamp;
  }

  /**
   * Lays out the file and prepares its stamp.
   *
   * @param time time of signing, whole seconds are kept
   * @throws SealRefusedException if seal and signer do not fit each other or the time
   * @throws FaceRefusedException if the face does not fit on its page or cannot be written
   */
  public static PreparedLicence of(
      LicenceContent content, Seal seal, Certificate signer, Instant time)
      throws SealRefusedException, FaceRefusedException {
    Map<String, ByteString> parts = new LinkedHashMap<>(LicenceParts.of(content));
    parts.put(LicenceParts.SEAL, seal.der());
    SignatureSuite suite = signer.publicKey().suite();
    ByteString description = description(parts, seal.info().picture(), suite, time);
    parts.put(LicenceParts.SIGNATURE, description);
    PreparedStamp stamp =
        PreparedStamp.of(
            seal, signer, time, suite.digest(description.toByteArray()), LicenceParts.SIGNATURE);
    return new PreparedLicence(parts, stamp);
  }

  /** What the issuer's seal key signs. */
  public SigningDigest digest() {
    return stamp.digest();
  }

  /**
   * Adds the signature.
   *
   * @throws org.liangzheng.signer.SelfCheckException if it is not the issuer's
   */
  public SignedLicence sign(SignatureValue signature) {
    return new SignedLicence(parts, stamp.sign(signature));
  }

  /**
   * Adds the signature and packs the file, which then has no timestamp.
   *
   * @return the bytes of the OFD package
   */
  public byte[] finish(SignatureValue signature) {
    return sign(signature).finish();
  }

  private static ByteString description(
      Map<String, ByteString> parts, SealPicture picture, SignatureSuite suite, Instant time) {
    XmlWriter xml =
        new XmlWriter()
            .start("Signature")
            .start("SignedInfo")
            .start("Provider")
            .attribute("ProviderName", "Liangzheng")
            .attribute("Version", "1.0")
            .attribute("Company", "Liangzheng")
            .end()
            .element("SignatureMethod", suite.signatureOid())
            .element("SignatureDateTime", SIGNATURE_TIME.format(time))
            .start("References")
            .attribute("CheckMethod", suite.digestOid());
    parts.forEach((path, part) ->
        xml.start("Reference")
            .attribute("FileRef", path)
            .element(
                "CheckValue",
                Base64.getEncoder()
                    .encodeToString(suite.digest(part.toByteArray()).value().toByteArray()))
            .end());
    xml.end()
        .start("StampAnnot")
        .attribute("ID", "st001")
        .attribute("PageRef", LicenceParts.PAGE_ID)
        .attribute(
            "Boundary",
            FacePage.numbers(
                FacePage.WIDTH - SEAL_MARGIN - picture.widthMm(),
                FacePage.HEIGHT - SEAL_MARGIN - picture.heightMm(),
                picture.widthMm(),
                picture.heightMm()))
        .end()
        .start("Seal")
        .element("BaseLoc", LicenceParts.SEAL)
        .end()
        .end()
        .element("SignedValue", LicenceParts.SIGNED_VALUE)
        .end();
    return xml.finish();
  }
}

package org.liangzheng.signer.licence;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.liangzheng.signer.layout.Box;
import org.liangzheng.signer.layout.CompiledLayout.PlacedSeal;
import org.liangzheng.signer.layout.FaceRefusedException;
import org.liangzheng.signer.layout.FaceRefusedException.Fault;
import org.liangzheng.signer.seal.PreparedStamp;
import org.liangzheng.signer.seal.SealRefusedException;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.Certificate;
import org.liangzheng.verifier.crypto.SignatureSuite;
import org.liangzheng.verifier.crypto.SignatureValue;
import org.liangzheng.verifier.crypto.SigningDigest;
import org.liangzheng.verifier.format.ofd.PackedPart;
import org.liangzheng.verifier.format.ofd.PartPacker;
import org.liangzheng.verifier.format.ofd.XmlWriter;
import org.liangzheng.verifier.format.seal.Seal;
import org.liangzheng.verifier.format.seal.SealPicture;

/**
 * A licence file, or an annotated copy, that only lacks its seal's signature. The same content,
 * seal and time always give the same digest. The seal locks the file: Signatures.xml is protected
 * too, so that no further signature can be added.
 */
public final class PreparedLicence {
  /** Role of the place for the issuer's seal. */
  public static final String ISSUER = "issuer";

  private static final DateTimeFormatter SIGNATURE_TIME =
      DateTimeFormatter.ofPattern("uuuuMMddHHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final List<PackedPart> parts;
  private final PreparedStamp stamp;
  private final boolean compressSeal;

  private PreparedLicence(List<PackedPart> parts, PreparedStamp stamp, boolean compressSeal) {
    this.parts = parts;
    this.stamp = stamp;
    this.compressSeal = compressSeal;
  }

  /**
   * Lays out the file and prepares its stamp.
   *
   * @param time time of signing, whole seconds are kept
   * @throws SealRefusedException if seal and signer do not fit each other or the time
   * @throws FaceRefusedException if the face cannot be drawn, or the seal has no place on it
   */
  public static PreparedLicence of(
      LicenceTemplate template, LicenceContent content, Seal seal, Certificate signer, Instant time)
      throws SealRefusedException, FaceRefusedException {
    Place place = place(template, seal.info().picture());
    try (PartPacker packer = new PartPacker()) {
      return of(template, template.parts(content, packer), place, seal, signer, time, packer);
    }
  }

  /**
   * The same for an annotated copy, whose seal stands on its strip.
   *
   * @param seal a copy seal
   * @throws SealRefusedException if seal and signer do not fit each other or the time
   * @throws FaceRefusedException if the face or the annotation cannot be drawn
   */
  public static PreparedLicence of(
      LicenceTemplate template, AnnotatedCopy copy, Seal seal, Certificate signer, Instant time)
      throws SealRefusedException, FaceRefusedException {
    SealPicture picture = seal.info().picture();
    Place place = new Place(0, AnnotatedCopy.seal(template.layout().pages().getFirst(), picture));
    try (PartPacker packer = new PartPacker()) {
      return of(template, template.parts(copy, picture, packer), place, seal, signer, time, packer);
    }
  }

  /** Where a seal's picture stands: page from 0, and its box. */
  private record Place(int page, Box box) {}

  private static PreparedLicence of(
      LicenceTemplate template,
      List<PackedPart> content,
      Place place,
      Seal seal,
      Certificate signer,
      Instant time,
      PartPacker packer)
      throws SealRefusedException {
    List<PackedPart> parts = new ArrayList<>(content);
    parts.add(template.signatures());
    SignatureSuite suite = signer.publicKey().suite();
    byte[] description = description(template, parts, place, suite, time);
    PreparedStamp stamp =
        PreparedStamp.of(seal, signer, time, suite.digest(description), LicenceTemplate.SIGNATURE);
    parts.add(packer.packOwned(LicenceTemplate.SIGNATURE, description));
    // All other pictures of seals are compressed in themselves.
    boolean compressSeal = seal.info().picture().type().equalsIgnoreCase("SVG");
    return new PreparedLicence(parts, stamp, compressSeal);
  }

  /** In the middle of the room that the layout gives the issuer's seal. */
  private static Place place(LicenceTemplate template, SealPicture picture)
      throws FaceRefusedException {
    PlacedSeal placed =
        template
            .layout()
            .seal(ISSUER)
            .orElseThrow(() -> new FaceRefusedException(Fault.SEAL_PLACE, ISSUER));
    Box room = placed.place().box();
    if (picture.widthMm() > room.width() || picture.heightMm() > room.height()) {
      throw new FaceRefusedException(Fault.SEAL_PLACE, placed.place().name());
    }
    return new Place(
        placed.page(),
        new Box(
            room.x() + (room.width() - picture.widthMm()) / 2,
            room.y() + (room.height() - picture.heightMm()) / 2,
            picture.widthMm(),
            picture.heightMm()));
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
    return new SignedLicence(parts, stamp.sign(signature), compressSeal);
  }

  /**
   * Adds the signature and packs the file, which then has no timestamp.
   *
   * @return the bytes of the OFD package
   */
  public byte[] finish(SignatureValue signature) {
    return sign(signature).finish();
  }

  private static byte[] description(
      LicenceTemplate template,
      List<PackedPart> parts,
      Place place,
      SignatureSuite suite,
      Instant time) {
    PartText xml = PartText.part(1 << 12);
    xml.raw("<ofd:Signature xmlns:ofd=\"").raw(XmlWriter.NAMESPACE).raw("\"><ofd:SignedInfo>");
    xml.raw("<ofd:Provider ProviderName=\"Liangzheng\" Version=\"1.0\" Company=\"Liangzheng\"/>");
    xml.raw("<ofd:SignatureMethod>").raw(suite.signatureOid()).raw("</ofd:SignatureMethod>");
    xml.raw("<ofd:SignatureDateTime>").raw(SIGNATURE_TIME.format(time));
    xml.raw("</ofd:SignatureDateTime><ofd:References CheckMethod=\"").raw(suite.digestOid());
    xml.raw("\">");
    for (PackedPart part : parts) {
      ByteString digest = part.digest(suite).value();
      xml.raw("<ofd:Reference FileRef=\"").text(part.path()).raw("\"><ofd:CheckValue>");
      xml.raw(Base64.getEncoder().encodeToString(digest.toByteArray()));
      xml.raw("</ofd:CheckValue></ofd:Reference>");
    }
    xml.raw("</ofd:References><ofd:StampAnnot ID=\"st001\" PageRef=\"");
    xml.number(template.pageId(place.page())).raw("\" Boundary=\"");
    Box box = place.box();
    xml.mm(box.x()).space().mm(box.y()).space();
    xml.number((int) box.width()).space().number((int) box.height()).raw("\"/>");
    xml.raw("</ofd:SignedInfo><ofd:SignedValue>").raw(LicenceTemplate.SIGNED_VALUE);
    return xml.raw("</ofd:SignedValue></ofd:Signature>").finish();
  }
}

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
import org.liangzheng.signer.licence.StampPlan.Place;
import org.liangzheng.signer.licence.StampPlan.Planned;
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
 * A licence file, or an annotated copy, whose next seal only lacks its signature. The same content,
 * seals and time always give the same first digest; each later one is about the signatures before
 * it too. The last seal locks the file: Signatures.xml is protected too, so that no further
 * signature can be added.
 */
public final class PreparedLicence {
  /** Role of the place for the issuer's seal. */
  public static final String ISSUER = "issuer";

  private static final DateTimeFormatter SIGNATURE_TIME =
      DateTimeFormatter.ofPattern("uuuuMMddHHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final StampPlan plan;
  private final int number;
  private final List<PackedPart> parts;
  private final PreparedStamp stamp;

  private PreparedLicence(StampPlan plan, int number, List<PackedPart> parts, PreparedStamp stamp) {
    this.plan = plan;
    this.number = number;
    this.parts = parts;
    this.stamp = stamp;
  }

  /**
   * Lays out a file with one seal, the issuer's, and prepares its stamp.
   *
   * @param time time of signing, whole seconds are kept
   * @throws SealRefusedException if seal and signer do not fit each other or the time
   * @throws FaceRefusedException if the face cannot be drawn, or the seal has no place on it
   */
  public static PreparedLicence of(
      LicenceTemplate template, LicenceContent content, Seal seal, Certificate signer, Instant time)
      throws SealRefusedException, FaceRefusedException {
    return of(template, content, List.of(new LicenceStamp(ISSUER, seal, signer)), time);
  }

  /**
   * Lays out a file and prepares the first of its stamps.
   *
   * @param stamps all seals of the file in the order in which they are set, at least one, at most
   *     as many as the layout has places
   * @param time time of signing of all of them, whole seconds are kept
   * @throws SealRefusedException if a seal and its signer, also a later one, do not fit each other
   *     or the time
   * @throws FaceRefusedException if the face cannot be drawn, or a seal has no place on it
   */
  public static PreparedLicence of(
      LicenceTemplate template, LicenceContent content, List<LicenceStamp> stamps, Instant time)
      throws SealRefusedException, FaceRefusedException {
    List<Planned> planned = new ArrayList<>();
    for (LicenceStamp stamp : stamps) {
      planned.add(new Planned(stamp, place(template, stamp)));
    }
    // The first is looked at when its stamp is made.
    for (LicenceStamp later : stamps.subList(1, stamps.size())) {
      later.require(time);
    }
    try (PartPacker packer = new PartPacker()) {
      return first(new StampPlan(template, planned, time), template.parts(content, packer), packer);
    }
  }

  /**
   * The same for an annotated copy, whose one seal stands on its strip.
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
    Planned planned = new Planned(new LicenceStamp(ISSUER, seal, signer), place);
    try (PartPacker packer = new PartPacker()) {
      return first(
          new StampPlan(template, List.of(planned), time),
          template.parts(copy, picture, packer),
          packer);
    }
  }

  private static PreparedLicence first(StampPlan plan, List<PackedPart> content, PartPacker packer)
      throws SealRefusedException {
    List<PackedPart> parts = new ArrayList<>(content);
    parts.add(plan.template().signatures(plan.stamps().size()));
    return at(plan, 0, parts, packer);
  }

  /**
   * @param number of the stamp, from 0
   * @param parts all that is there before it
   */
  static PreparedLicence at(StampPlan plan, int number, List<PackedPart> parts, PartPacker packer)
      throws SealRefusedException {
    Planned planned = plan.stamps().get(number);
    LicenceStamp stamp = planned.stamp();
    SignatureSuite suite = stamp.signer().publicKey().suite();
    byte[] description = description(plan, number, parts, suite);
    String path = PackageLists.signature(number);
    PreparedStamp prepared =
        PreparedStamp.of(
            stamp.seal(), stamp.signer(), plan.time(), suite.digest(description), path);
    List<PackedPart> all = new ArrayList<>(parts);
    all.add(packer.packOwned(path, description));
    return new PreparedLicence(plan, number, all, prepared);
  }

  /** In the middle of the room that the layout gives the seal. */
  private static Place place(LicenceTemplate template, LicenceStamp stamp)
      throws FaceRefusedException {
    PlacedSeal placed =
        template
            .layout()
            .seal(stamp.role())
            .orElseThrow(() -> new FaceRefusedException(Fault.SEAL_PLACE, stamp.role()));
    SealPicture picture = stamp.seal().info().picture();
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

  /** Which of the file's seals it waits for, from 0. */
  public int number() {
    return number;
  }

  /** What that seal's key signs. */
  public SigningDigest digest() {
    return stamp.digest();
  }

  /**
   * Adds the signature.
   *
   * @throws org.liangzheng.signer.SelfCheckException if it is not the seal's
   */
  public SignedLicence sign(SignatureValue signature) {
    return new SignedLicence(plan, number, parts, stamp.sign(signature));
  }

  /**
   * Adds the signature of the last seal and packs the file, where that stamp has no timestamp.
   *
   * @return the bytes of the OFD package
   * @throws IllegalStateException if there are further seals
   */
  public byte[] finish(SignatureValue signature) {
    return sign(signature).finish();
  }

  private static byte[] description(
      StampPlan plan, int number, List<PackedPart> parts, SignatureSuite suite) {
    PartText xml = PartText.part(1 << 12);
    xml.raw("<ofd:Signature xmlns:ofd=\"").raw(XmlWriter.NAMESPACE).raw("\"><ofd:SignedInfo>");
    xml.raw("<ofd:Provider ProviderName=\"Liangzheng\" Version=\"1.0\" Company=\"Liangzheng\"/>");
    xml.raw("<ofd:SignatureMethod>").raw(suite.signatureOid()).raw("</ofd:SignatureMethod>");
    xml.raw("<ofd:SignatureDateTime>").raw(SIGNATURE_TIME.format(plan.time()));
    xml.raw("</ofd:SignatureDateTime><ofd:References CheckMethod=\"").raw(suite.digestOid());
    xml.raw("\">");
    for (PackedPart part : parts) {
      if (part.path().equals(PackageLists.SIGNATURES) && !plan.isLast(number)) {
        continue; // GB/T 33190 §18.2: whoever covers the list is the last to sign
      }
      ByteString digest = part.digest(suite).value();
      xml.raw("<ofd:Reference FileRef=\"").text(part.path()).raw("\"><ofd:CheckValue>");
      xml.raw(Base64.getEncoder().encodeToString(digest.toByteArray()));
      xml.raw("</ofd:CheckValue></ofd:Reference>");
    }
    Place place = plan.stamps().get(number).place();
    xml.raw("</ofd:References><ofd:StampAnnot ID=\"").raw(PackageLists.numbered("st", number));
    xml.raw("\" PageRef=\"");
    xml.number(plan.template().pageId(place.page())).raw("\" Boundary=\"");
    Box box = place.box();
    xml.mm(box.x()).space().mm(box.y()).space();
    xml.number((int) box.width()).space().number((int) box.height()).raw("\"/>");
    xml.raw("</ofd:SignedInfo><ofd:SignedValue>").raw(PackageLists.signedValue(number));
    return xml.raw("</ofd:SignedValue></ofd:Signature>").finish();
  }
}

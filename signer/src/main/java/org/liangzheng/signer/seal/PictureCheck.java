package org.liangzheng.signer.seal;

import static org.liangzheng.signer.seal.PreparedSeal.require;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import org.liangzheng.signer.png.PngFile;
import org.liangzheng.signer.seal.SealRefusedException.Rule;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.format.ofd.OfdDocument;
import org.liangzheng.verifier.format.ofd.OfdLimits;
import org.liangzheng.verifier.format.ofd.OfdRefusedException;
import org.liangzheng.verifier.format.ofd.XmlElement;
import org.liangzheng.verifier.format.ofd.XmlReader;
import org.liangzheng.verifier.format.ofd.text.OfdPages;
import org.liangzheng.verifier.format.ofd.text.PageBox;
import org.liangzheng.verifier.format.seal.SealPicture;

/**
 * What may go into a seal as its picture: everybody who verifies a stamp will show it, so it is
 * small, whole, of the size it says, and does nothing but show a picture.
 */
public final class PictureCheck {
  /** A seal travels twice in every file it stamps. */
  static final int MAX_BYTES = 512 * 1024;

  private static final int MIN_MM = 5;
  private static final int MAX_MM = 100;
  private static final int MAX_PIXELS = 2_400;
  private static final ByteString PNG = ByteString.ofHex("89504e470d0a1a0a");
  private static final int IHDR = 0x49484452;
  private static final int IEND = 0x49454e44;

  /** Width to height as in millimetres, give or take. */
  private static final double RATIO_TOLERANCE = 0.02;

  private static final OfdLimits OFD_LIMITS = new OfdLimits(MAX_BYTES, 50, 2 << 20, 4 << 20, 200);

  private static final String SVG_NAMESPACE = "http://www.w3.org/2000/svg";

  private static final Set<String> SVG_ELEMENTS =
      Set.of(
          "svg",
          "g",
          "path",
          "rect",
          "circle",
          "ellipse",
          "line",
          "polyline",
          "polygon",
          "title",
          "desc");

  private static final Set<String> SVG_ATTRIBUTES =
      Set.of(
          "width",
          "height",
          "viewBox",
          "version",
          "id",
          "d",
          "x",
          "y",
          "x1",
          "y1",
          "x2",
          "y2",
          "cx",
          "cy",
          "r",
          "rx",
          "ry",
          "points",
          "transform",
          "fill",
          "fill-rule",
          "fill-opacity",
          "stroke",
          "stroke-width",
          "stroke-linecap",
          "stroke-linejoin",
          "stroke-miterlimit",
          "stroke-opacity",
          "opacity");

  /** No function but transforms, nothing that names something outside. */
  private static final Pattern SVG_VALUE =
      Pattern.compile(
          "(?!.*(?i:url|script|data|http|expression|import|var)\\s*[(:]).*", Pattern.DOTALL);

  /** Such as a style sheet from elsewhere; the reader lets an XML declaration stand first only. */
  private static final Pattern INSTRUCTION = Pattern.compile("<\\?(?!xml\\s)");

  private PictureCheck() {}

  /**
   * Holds a picture against what a seal may show.
   *
   * @throws SealRefusedException with the broken rule
   */
  public static void check(SealPicture picture) throws SealRefusedException {
    require(
        picture.data().size() > 0 && picture.data().size() <= MAX_BYTES, Rule.PICTURE_TOO_LARGE);
    require(inRange(picture.widthMm()) && inRange(picture.heightMm()), Rule.PICTURE_SIZE_WRONG);
    try {
      switch (picture.type().toUpperCase(Locale.ROOT)) {
        case "PNG" -> png(picture);
        case "OFD" -> ofd(picture);
        case "SVG" -> svg(picture);
        default -> throw new SealRefusedException(Rule.PICTURE_TYPE_UNKNOWN);
      }
    } catch (OfdRefusedException | IOException damaged) {
      throw new SealRefusedException(Rule.PICTURE_DAMAGED);
    }
  }

  private static boolean inRange(int mm) {
    return mm >= MIN_MM && mm <= MAX_MM;
  }

  /** Every chunk whole, nothing behind the end, and it decodes (ISO/IEC 15948 §5). */
  private static void png(SealPicture picture) throws SealRefusedException, IOException {
    ByteString data = picture.data();
    require(data.size() > 45 && data.startsWith(PNG), Rule.PICTURE_DAMAGED);
    require(word(data, 8) == 13 && word(data, 12) == IHDR, Rule.PICTURE_DAMAGED);
    int width = word(data, 16);
    int height = word(data, 20);
    require(
        width > 0 && height > 0 && width <= MAX_PIXELS && height <= MAX_PIXELS,
        Rule.PICTURE_SIZE_WRONG);
    double shown = (double) picture.widthMm() / picture.heightMm();
    require(
        Math.abs((double) width / height / shown - 1) <= RATIO_TOLERANCE, Rule.PICTURE_SIZE_WRONG);
    int at = PNG.size();
    int type = 0;
    while (at < data.size()) {
      require(type != IEND && data.size() - at >= 12, Rule.PICTURE_DAMAGED);
      int length = word(data, at);
      require(length >= 0 && length <= data.size() - at - 12, Rule.PICTURE_DAMAGED);
      type = word(data, at + 4);
      CRC32 crc = new CRC32();
      crc.update(data.slice(at + 4, at + 8 + length).toByteArray());
      require((int) crc.getValue() == word(data, at + 8 + length), Rule.PICTURE_DAMAGED);
      at += 12 + length;
    }
    require(type == IEND, Rule.PICTURE_DAMAGED);
    BufferedImage image = PngFile.read(data);
    require(image.getWidth() == width && image.getHeight() == height, Rule.PICTURE_DAMAGED);
  }

  private static int word(ByteString data, int at) {
    return data.at(at) << 24 | data.at(at + 1) << 16 | data.at(at + 2) << 8 | data.at(at + 3);
  }

  /** One page of the seal's size, and no signatures of its own. */
  private static void ofd(SealPicture picture) throws SealRefusedException, OfdRefusedException {
    OfdDocument document = OfdDocument.read(picture.data().toByteArray(), OFD_LIMITS);
    OfdPages pages = OfdPages.read(document.content(), document.documentPath());
    require(
        document.signaturesPath().isEmpty() && pages.list().size() == 1, Rule.PICTURE_NOT_ALLOWED);
    PageBox box = pages.box(pages.list().getFirst());
    require(
        Math.abs(box.width() - picture.widthMm()) < 0.5
            && Math.abs(box.height() - picture.heightMm()) < 0.5,
        Rule.PICTURE_SIZE_WRONG);
  }

  /** Shapes and colours only, its size in the seal's millimetres. */
  private static void svg(SealPicture picture) throws SealRefusedException, OfdRefusedException {
    XmlElement root = XmlReader.read(picture.data(), "svg");
    require(
        !INSTRUCTION.matcher(picture.data().toString(StandardCharsets.UTF_8)).find(),
        Rule.PICTURE_NOT_ALLOWED);
    require(root.namespace().equals(SVG_NAMESPACE), Rule.PICTURE_DAMAGED);
    allowed(root);
    require(
        is(root.attribute("width"), picture.widthMm())
            && is(root.attribute("height"), picture.heightMm()),
        Rule.PICTURE_SIZE_WRONG);
  }

  private static boolean is(Optional<String> length, int mm) {
    return length.isPresent() && List.of(mm + "mm", mm + ".0mm").contains(length.get());
  }

  private static void allowed(XmlElement element) throws SealRefusedException {
    require(
        SVG_ELEMENTS.contains(element.name()) && element.namespace().equals(SVG_NAMESPACE),
        Rule.PICTURE_NOT_ALLOWED);
    for (var attribute : element.attributes().entrySet()) {
      require(
          SVG_ATTRIBUTES.contains(attribute.getKey())
              && SVG_VALUE.matcher(attribute.getValue()).matches(),
          Rule.PICTURE_NOT_ALLOWED);
    }
    for (XmlElement child : element.children()) {
      allowed(child);
    }
  }
}

package org.liangzheng.signer.seal.picture;

import java.awt.geom.Path2D;
import java.awt.geom.PathIterator;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.Sha256Digest;
import org.liangzheng.verifier.format.ofd.OfdPackage;
import org.liangzheng.verifier.format.ofd.XmlWriter;
import org.liangzheng.verifier.format.ofd.ZipWriter;
import org.liangzheng.verifier.format.seal.SealPicture;

/** A drawn seal: one shape in millimetres, filled red. */
public final class SealDrawing {
  /** Red of stamp pads. */
  private static final int RED = 0xc8;

  private static final int GREEN = 0x10;
  private static final int BLUE = 0x2e;

  private final Path2D shape;
  private final int widthMm;
  private final int heightMm;

  SealDrawing(Path2D shape, int widthMm, int heightMm) {
    this.shape = shape;
    this.widthMm = widthMm;
    this.heightMm = heightMm;
  }

  public int widthMm() {
    return widthMm;
  }

  public int heightMm() {
    return heightMm;
  }

  /** The shape, y downwards, millimetres; non-zero winding. */
  public Path2D shape() {
    return new Path2D.Double(shape);
  }

  /** As SVG 1.1 with its size in millimetres, one path. */
  public SealPicture svg() {
    String svg =
        String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%1$dmm\" height=\"%2$dmm\""
                + " viewBox=\"0 0 %1$d %2$d\"><path fill=\"#%3$02x%4$02x%5$02x\""
                + " fill-rule=\"nonzero\" d=\"%6$s\"/></svg>\n",
            widthMm,
            heightMm,
            RED,
            GREEN,
            BLUE,
            data("M", "L", "Q", "C", "Z"));
    return picture("SVG", svg.getBytes(StandardCharsets.US_ASCII));
  }

  /** As a vector OFD of one page of the seal's size. */
  public SealPicture ofd() {
    ByteString page =
        new XmlWriter()
            .start("Page")
            .start("Area")
            .element("PhysicalBox", box())
            .end()
            .start("Content")
            .start("Layer")
            .attribute("ID", 2)
            .start("PathObject")
            .attribute("ID", 3)
            .attribute("Boundary", box())
            .attribute("Stroke", "false")
            .attribute("Fill", "true")
            .attribute("Rule", "NonZero")
            .start("FillColor")
            .attribute("Value", RED + " " + GREEN + " " + BLUE)
            .end()
            .element("AbbreviatedData", data("M", "L", "Q", "B", "C"))
            .end()
            .end()
            .end()
            .end()
            .finish();
    Map<String, ByteString> parts = new LinkedHashMap<>();
    parts.put(
        "/OFD.xml",
        new XmlWriter()
            .start("OFD")
            .attribute("Version", "1.0")
            .attribute("DocType", "OFD")
            .start("DocBody")
            .start("DocInfo")
            .element("DocID", Sha256Digest.of(page.toByteArray()).value().toHex().substring(0, 32))
            .end()
            .element("DocRoot", "Doc_0/Document.xml")
            .end()
            .end()
            .finish());
    parts.put(
        "/Doc_0/Document.xml",
        new XmlWriter()
            .start("Document")
            .start("CommonData")
            .element("MaxUnitID", "3")
            .start("PageArea")
            .element("PhysicalBox", box())
            .end()
            .end()
            .start("Pages")
            .start("Page")
            .attribute("ID", 1)
            .attribute("BaseLoc", "Pages/Page_0/Content.xml")
            .end()
            .end()
            .end()
            .finish());
    parts.put("/Doc_0/Pages/Page_0/Content.xml", page);
    return picture("ofd", ZipWriter.write(new OfdPackage(parts)));
  }

  /**
   * As PNG with a clear background.
   *
   * @param dpi 72 to 1200; 600 is print quality
   */
  public SealPicture png(int dpi) {
    return picture("PNG", PngSeal.write(this, dpi, RED << 16 | GREEN << 8 | BLUE));
  }

  private SealPicture picture(String type, byte[] data) {
    return new SealPicture(type, ByteString.wrap(data), widthMm, heightMm);
  }

  private String box() {
    return "0 0 " + widthMm + " " + heightMm;
  }

  private String data(String move, String line, String quadratic, String cubic, String close) {
    StringBuilder data = new StringBuilder();
    double[] points = new double[6];
    for (PathIterator at = shape.getPathIterator(null); !at.isDone(); at.next()) {
      switch (at.currentSegment(points)) {
        case PathIterator.SEG_MOVETO -> append(data, move, points, 2);
        case PathIterator.SEG_LINETO -> append(data, line, points, 2);
        case PathIterator.SEG_QUADTO -> append(data, quadratic, points, 4);
        case PathIterator.SEG_CUBICTO -> append(data, cubic, points, 6);
        default -> append(data, close, points, 0);
      }
    }
    return data.toString();
  }

  /**
   * Fiftieths of a millimetre, 1270 to the inch: a point lies off by 0.01 mm at most, a quarter of
   * a printer's dot at 600 to the inch. Hundredths would make each stamp a tenth larger.
   */
  private static void append(StringBuilder data, String command, double[] points, int count) {
    if (!data.isEmpty()) {
      data.append(' ');
    }
    data.append(command);
    for (int i = 0; i < count; i++) {
      long units = 2 * Math.round(points[i] * 50);
      data.append(' ');
      if (units < 0) {
        data.append('-');
        units = -units;
      }
      data.append(units / 100);
      long fraction = units % 100;
      if (fraction != 0) {
        String digits = Long.toString(100 + fraction).substring(1);
        data.append('.').append(digits.replaceAll("0+$", ""));
      }
    }
  }
}

package org.liangzheng.signer.licence;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.format.ofd.XmlWriter;

/**
 * The page of a licence: title, lines, room for the seal at the lower right. A4 upright, lengths in
 * millimetres. Text is never dropped: long values wrap, and too many lines are an error.
 */
final class FacePage {
  static final double WIDTH = 210;
  static final double HEIGHT = 297;
  static final int FONT_ID = 2;

  private static final double MARGIN = 25;
  private static final double TITLE_SIZE = 11;

  /** Tried one after the other until all lines fit; 3.2 mm is about 9 points. */
  private static final double[] TEXT_SIZES = {4.6, 4.0, 3.6, 3.2};

  /** Distance of lines, in text sizes. */
  private static final double LEADING = 1.826;

  private static final double LABEL_WIDTH = 42;
  private static final double FIRST_LINE = 70;
  private static final double LAST_LINE = 225;

  private final XmlWriter xml = new XmlWriter();
  private int nextId;

  private FacePage(int firstId) {
    this.nextId = firstId;
  }

  /** A finished page. */
  record Drawn(ByteString part, int lastId) {}

  /**
   * Draws the page.
   *
   * @param firstId first object identifier that is free in the document
   * @throws FaceRefusedException if the lines do not fit on the page
   */
  static Drawn draw(String title, List<FaceLine> face, int firstId) throws FaceRefusedException {
    FacePage page = new FacePage(firstId);
    page.xml.start("Page");
    page.xml
        .start("Area")
        .element("PhysicalBox", numbers(0, 0, WIDTH, HEIGHT))
        .end()
        .start("Content")
        .start("Layer")
        .attribute("ID", page.nextId++);
    page.text(title, (WIDTH - width(title, TITLE_SIZE)) / 2, 40, TITLE_SIZE);
    double size = fittingSize(face);
    double y = FIRST_LINE;
    for (FaceLine line : face) {
      page.text(line.label(), MARGIN, y, size);
      for (String part : wrap(line.value(), size)) {
        page.text(part, MARGIN + LABEL_WIDTH, y, size);
        y += size * LEADING;
      }
    }
    page.xml.end().end().end();
    return new Drawn(page.xml.finish(), page.nextId - 1);
  }

  private static double fittingSize(List<FaceLine> face) throws FaceRefusedException {
    for (double size : TEXT_SIZES) {
      int lines = face.stream().mapToInt(line -> wrap(line.value(), size).size()).sum();
      if (FIRST_LINE + (lines - 1) * size * LEADING <= LAST_LINE) {
        return size;
      }
    }
    throw new FaceRefusedException(FaceRefusedException.Fault.TOO_LONG);
  }

  private void text(String text, double x, double y, double size) {
    if (text.isEmpty()) {
      return;
    }
    int[] points = text.codePoints().toArray();
    List<String> advances = new ArrayList<>();
    for (int i = 0; i + 1 < points.length; i++) {
      advances.add(number(advance(points[i], size)));
    }
    xml.start("TextObject")
        .attribute("ID", nextId++)
        .attribute("Boundary", numbers(x, y, width(text, size) + size, size * 1.4))
        .attribute("Font", FONT_ID)
        .attribute("Size", number(size))
        .start("TextCode")
        .attribute("X", "0")
        .attribute("Y", number(size));
    if (!advances.isEmpty()) {
      xml.attribute("DeltaX", String.join(" ", advances));
    }
    xml.text(text).end().end();
  }

  /** Breaks between any two characters, as Chinese text does; a value without text keeps a line. */
  private static List<String> wrap(String value, double size) {
    double room = WIDTH - 2 * MARGIN - LABEL_WIDTH;
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    double width = 0;
    for (int point : value.codePoints().toArray()) {
      double advance = advance(point, size);
      if (point == '\n' || width + advance > room) {
        lines.add(line.toString());
        line.setLength(0);
        width = 0;
      }
      if (point != '\n') {
        line.appendCodePoint(point);
        width += advance;
      }
    }
    lines.add(line.toString());
    return lines;
  }

  private static double width(String text, double size) {
    return text.codePoints().mapToDouble(point -> advance(point, size)).sum();
  }

  /** Full width for ideographs and their punctuation, half width for the rest. */
  private static double advance(int point, double size) {
    return point >= 0x2e80 ? size : size / 2;
  }

  static String numbers(double... values) {
    List<String> texts = new ArrayList<>();
    for (double value : values) {
      texts.add(number(value));
    }
    return String.join(" ", texts);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.4f", value).replaceAll("\\.?0+$", "");
  }
}

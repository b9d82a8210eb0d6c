package org.liangzheng.verifier.format.ofd.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.liangzheng.verifier.format.ofd.OfdFault;
import org.liangzheng.verifier.format.ofd.OfdRefusedException;
import org.liangzheng.verifier.format.ofd.XmlElement;

/**
 * The text of a page, character by character (GB/T 33190 §11.3: TextObject, TextCode), templates
 * first, in the order of the file. Text inside composite objects and pictures is not seen.
 *
 * @param box the page's size
 */
public record PageText(PageBox box, List<TextMark> marks) {
  /** More characters on one page are refused. */
  public static final int MAX_MARKS = 200_000;

  private static final Matrix IDENTITY = new Matrix(1, 0, 0, 1, 0, 0);

  public PageText {
    marks = List.copyOf(marks);
  }

  /**
   * Reads the text of a page.
   *
   * @throws OfdRefusedException if the page is missing or broken
   */
  public static PageText read(OfdPages pages, OfdPages.Page page) throws OfdRefusedException {
    OfdPages.Parts parts = pages.parts(page);
    List<TextMark> marks = new ArrayList<>();
    for (XmlElement shown : parts.shown()) {
      for (XmlElement content : shown.children("Content")) {
        for (XmlElement layer : content.children("Layer")) {
          block(layer, marks);
        }
      }
    }
    return new PageText(parts.box(), marks);
  }

  /** The characters alone, as they follow each other in the file. */
  public String text() {
    StringBuilder text = new StringBuilder();
    marks.forEach(mark -> text.appendCodePoint(mark.codePoint()));
    return text.toString();
  }

  private static void block(XmlElement parent, List<TextMark> marks) throws OfdRefusedException {
    for (XmlElement child : parent.children()) {
      switch (child.name()) {
        case "TextObject" -> object(child, marks);
        case "PageBlock" -> block(child, marks);
        default -> {
          // Paths and pictures have no text.
        }
      }
    }
  }

  private static void object(XmlElement object, List<TextMark> marks) throws OfdRefusedException {
    PageBox boundary = PageBox.read(object.requireAttribute("Boundary"));
    double size = number(object, "Size", Double.NaN);
    double scale = number(object, "HScale", 1);
    Matrix ctm = matrix(object);
    if (!(size > 0) || size > 10_000) {
      throw new OfdRefusedException(OfdFault.STRUCTURE_BROKEN, "a text has no font size");
    }
    double x = 0;
    double y = 0;
    for (XmlElement code : object.children("TextCode")) {
      // A code without a position goes on where the one before it began.
      x = number(code, "X", x);
      y = number(code, "Y", y);
      code(code, new Place(boundary, ctm, size, scale, x, y), marks);
    }
  }

  /** x' = a·x + c·y + e, y' = b·x + d·y + f (CTM of GB/T 33190). */
  private record Matrix(double a, double b, double c, double d, double e, double f) {}

  /** Where the characters of a code begin, and by which matrix they reach the page. */
  private record Place(
      PageBox boundary, Matrix ctm, double size, double scale, double x, double y) {
    TextMark mark(int codePoint, double atX, double atY, double advance) {
      double pageX = boundary.x() + ctm.a() * atX + ctm.c() * atY + ctm.e();
      double pageY = boundary.y() + ctm.b() * atX + ctm.d() * atY + ctm.f();
      double widthFactor = Math.hypot(ctm.a(), ctm.b());
      double heightFactor = Math.hypot(ctm.c(), ctm.d());
      return new TextMark(codePoint, pageX, pageY, advance * widthFactor, size * heightFactor);
    }

    /** Full width for ideographs and their punctuation, half width for the rest. */
    double usualAdvance(int codePoint) {
      return size * scale * (codePoint >= 0x2e80 ? 1 : 0.5);
    }
  }

  private static void code(XmlElement code, Place place, List<TextMark> marks)
      throws OfdRefusedException {
    String text = lineText(code.text());
    int[] points = text.codePoints().toArray();
    if (marks.size() + points.length > MAX_MARKS) {
      throw new OfdRefusedException(OfdFault.STRUCTURE_BROKEN, "a page has too much text");
    }
    double[] deltaX = deltas(code, "DeltaX", text, points.length);
    double[] deltaY = deltas(code, "DeltaY", text, points.length);
    double x = place.x();
    double y = place.y();
    for (int i = 0; i < points.length; i++) {
      double usual = place.usualAdvance(points[i]);
      // Letterspacing belongs to the gap, not to the character.
      double step = i < deltaX.length ? deltaX[i] : deltaY.length > 0 ? 0 : usual;
      double width = i < deltaX.length && deltaX[i] > 0 ? Math.min(deltaX[i], usual) : usual;
      marks.add(place.mark(points[i], x, y, width));
      x += step;
      y += i < deltaY.length ? deltaY[i] : 0;
    }
  }

  /** Line breaks and tabs of a pretty-printed file are no characters of the page. */
  private static String lineText(String text) {
    return text.strip().isEmpty() ? "" : text.replaceAll("[\\r\\n\\t]", "");
  }

  /**
   * Steps between characters; {@code g n v} stands for n times v. Outside the BMP some writers
   * count UTF-16 units: then the step of the first half counts for the character.
   */
  private static double[] deltas(XmlElement code, String name, String text, int characters)
      throws OfdRefusedException {
    Optional<String> written = code.attribute(name);
    if (written.isEmpty() || written.get().isBlank()) {
      return new double[0];
    }
    double[] steps = new double[Math.min(text.length() + 1, MAX_MARKS)];
    int count = 0;
    String[] words = written.get().strip().split("\\s+");
    for (int i = 0; i < words.length; i++) {
      int times = 1;
      if (words[i].equals("g") && i + 2 < words.length) {
        times = (int) Math.clamp(value(words[i + 1]), 0, steps.length);
        i += 2;
      }
      double step = value(words[i]);
      for (int k = 0; k < times && count < steps.length; k++) {
        steps[count++] = step;
      }
    }
    boolean byUnits = text.length() != characters && count >= text.length() - 1;
    return byUnits ? byCharacters(steps, count, text) : Arrays.copyOf(steps, count);
  }

  private static double[] byCharacters(double[] byUnit, int count, String text) {
    double[] steps = new double[count];
    int characters = 0;
    for (int unit = 0; unit < count && unit < text.length(); ) {
      int length = Character.charCount(text.codePointAt(unit));
      steps[characters] = byUnit[unit];
      if (length == 2 && unit + 1 < count) {
        steps[characters] += byUnit[unit + 1];
      }
      characters++;
      unit += length;
    }
    return Arrays.copyOf(steps, characters);
  }

  private static Matrix matrix(XmlElement object) throws OfdRefusedException {
    Optional<String> written = object.attribute("CTM");
    if (written.isEmpty()) {
      return IDENTITY;
    }
    Optional<double[]> numbers = Numbers.read(written.get());
    if (numbers.isEmpty() || numbers.get().length != 6) {
      throw new OfdRefusedException(OfdFault.STRUCTURE_BROKEN, "a matrix is not six numbers");
    }
    double[] n = numbers.get();
    return new Matrix(n[0], n[1], n[2], n[3], n[4], n[5]);
  }

  private static double number(XmlElement element, String name, double otherwise)
      throws OfdRefusedException {
    Optional<String> written = element.attribute(name);
    return written.isEmpty() ? otherwise : value(written.get());
  }

  private static double value(String word) throws OfdRefusedException {
    Optional<double[]> number = Numbers.read(word);
    if (number.isEmpty() || number.get().length != 1) {
      throw new OfdRefusedException(OfdFault.STRUCTURE_BROKEN, "a number is none");
    }
    return number.get()[0];
  }
}

package org.liangzheng.signer.layout;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.liangzheng.signer.font.FontFile;
import org.liangzheng.signer.layout.FaceRefusedException.Fault;

/**
 * Sets text into a box: chooses a font for each character, the size, the line breaks and the
 * places.
 *
 * <p>Lines break between any two characters, but not within a word or number in letters, not before
 * closing and not after opening punctuation, unless a line has no other place for a break.
 */
final class TextSetter {
  /** How far the size goes down from try to try, millimetres. */
  private static final double STEP = 0.1;

  /** Height of the em square above the baseline, in em; usual for Han fonts. */
  private static final double ASCENT = 0.88;

  private static final double SLACK = 1e-6;

  /** What may not begin a line. */
  private static final String CLOSING = "，。、；：？！）》」』】〕〉”’…·％‰℃,.;:?!)]}%";

  /** What may not end one. */
  private static final String OPENING = "（《「『【〔〈“‘([{￥$#";

  private final String field;
  private final TextStyle style;
  private final Box box;
  private final int[] points;
  private final FontFile[] fonts;

  /** Advances in em, without spacing. */
  private final double[] widths;

  private TextSetter(String field, TextStyle style, Box box, int[] points, FontFile[] fonts) {
    this.field = field;
    this.style = style;
    this.box = box;
    this.points = points;
    this.fonts = fonts;
    this.widths = new double[points.length];
    for (int i = 0; i < points.length; i++) {
      if (points[i] != '\n') {
        FontFile font = fonts[i];
        widths[i] = (double) font.advance(font.glyph(points[i])) / font.unitsPerEm();
      }
    }
  }

  /**
   * Places a text.
   *
   * @param field name for errors
   * @param chain fonts in order of preference
   * @throws FaceRefusedException if a character has no glyph, or the text does not fit
   */
  static List<TextRun> set(
      String field, String text, Box box, TextStyle style, List<FontFile> chain)
      throws FaceRefusedException {
    int[] points = text.codePoints().toArray();
    FontFile[] fonts = new FontFile[points.length];
    for (int i = 0; i < points.length; i++) {
      if (points[i] != '\n') {
        fonts[i] = font(field, points[i], chain);
      }
    }
    return points.length == 0 ? List.of() : new TextSetter(field, style, box, points, fonts).set();
  }

  private static FontFile font(String field, int point, List<FontFile> chain)
      throws FaceRefusedException {
    switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          throw new FaceRefusedException(Fault.CHARACTER, field, point);
      default -> {}
    }
    for (FontFile font : chain) {
      if (font.glyph(point) != 0) {
        return font;
      }
    }
    throw new FaceRefusedException(Fault.GLYPH_MISSING, field, point);
  }

  private List<TextRun> set() throws FaceRefusedException {
    for (double size = style.size(); ; size = Math.max(size - STEP, style.least())) {
      int[] breaks = breaks(size);
      if (fits(breaks, size)) {
        return place(breaks, size);
      }
      if (size <= style.least()) {
        throw new FaceRefusedException(Fault.TOO_LONG, field);
      }
    }
  }

  /** Ends of the lines, exclusive. */
  private int[] breaks(double size) {
    double room = box.width() / size + SLACK;
    int[] ends = new int[8];
    int count = 0;
    int start = 0;
    double width = 0;
    for (int i = 0; i < points.length; i++) {
      boolean forced = points[i] == '\n';
      boolean full = style.wrap() && i > start && points[i] != ' ' && width + widths[i] > room;
      if (forced || full) {
        int end = forced ? i + 1 : breakBefore(i, start);
        ends = count == ends.length ? Arrays.copyOf(ends, 2 * count) : ends;
        ends[count++] = end;
        start = end;
        width = 0;
        for (int k = start; k < i; k++) {
          width += widths[k] + style.spacing();
        }
      }
      width += forced ? 0 : widths[i] + style.spacing();
    }
    ends = Arrays.copyOf(ends, count + 1);
    ends[count] = points.length;
    return ends;
  }

  private int breakBefore(int overflowing, int start) {
    for (int at = overflowing; at > start; at--) {
      if (mayBreak(points[at - 1], points[at])) {
        return at;
      }
    }
    return overflowing;
  }

  private static boolean mayBreak(int before, int after) {
    if (before == ' ') {
      return true;
    }
    boolean withinWord = inWord(before) && (inWord(after) || after == ' ');
    return !withinWord && CLOSING.indexOf(after) < 0 && OPENING.indexOf(before) < 0;
  }

  /** Letters and digits of alphabets, and what joins them. */
  private static boolean inWord(int point) {
    return point < 0x2e80
        && (Character.isLetterOrDigit(point) || point == '-' || point == '.' || point == '/');
  }

  private boolean fits(int[] breaks, double size) {
    double height = size * (1 + (breaks.length - 1) * style.leading());
    if (height > box.height() + SLACK) {
      return false;
    }
    int start = 0;
    for (int end : breaks) {
      if (width(start, end) * size > box.width() + SLACK) {
        return false;
      }
      start = end;
    }
    return true;
  }

  /** Width in em of a line; spaces and the line feed at its end do not count. */
  private double width(int start, int end) {
    int last = visibleEnd(start, end);
    double width = 0;
    for (int i = start; i < last; i++) {
      width += widths[i] + style.spacing();
    }
    return last > start ? width - style.spacing() : 0;
  }

  private int visibleEnd(int start, int end) {
    int last = end;
    while (last > start && (points[last - 1] == ' ' || points[last - 1] == '\n')) {
      last--;
    }
    return last;
  }

  private List<TextRun> place(int[] breaks, double size) {
    List<TextRun> runs = new ArrayList<>();
    double height = size * (1 + (breaks.length - 1) * style.leading());
    double top =
        switch (style.down()) {
          case TOP -> box.y();
          case MIDDLE -> box.y() + (box.height() - height) / 2;
          case BOTTOM -> box.bottom() - height;
        };
    int start = 0;
    for (int line = 0; line < breaks.length; line++) {
      double baseline = top + size * (ASCENT + line * style.leading());
      line(start, breaks[line], size, baseline, runs);
      start = breaks[line];
    }
    return runs;
  }

  private void line(int start, int end, double size, double baseline, List<TextRun> runs) {
    double width = width(start, end) * size;
    double free = box.width() - width;
    int visible = visibleEnd(start, end);
    double extra = style.spacing() * size;
    double x = box.x();
    switch (style.across()) {
      case START -> {}
      case CENTRE -> x += free / 2;
      case END -> x += free;
      case SPREAD -> {
        if (visible - start > 1) {
          extra += free / (visible - start - 1);
        } else {
          x += free / 2;
        }
      }
    }
    int last = points[end - 1] == '\n' ? end - 1 : end;
    for (int from = start; from < last; ) {
      int to = from + 1;
      while (to < last && fonts[to] == fonts[from]) {
        to++;
      }
      double[] advances = new double[to - from];
      double runWidth = 0;
      for (int i = from; i < to; i++) {
        advances[i - from] = widths[i] * size + extra;
        runWidth += advances[i - from];
      }
      runs.add(
          new TextRun(
              fonts[from],
              size,
              style.colour(),
              x,
              baseline,
              Arrays.copyOfRange(points, from, to),
              advances));
      x += runWidth;
      from = to;
    }
  }
}

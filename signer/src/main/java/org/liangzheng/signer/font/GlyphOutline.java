package org.liangzheng.signer.font;

import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.nio.ByteBuffer;

/** Reads outlines of the {@code glyf} table: simple glyphs, and composites of them. */
final class GlyphOutline {
  private static final int ON_CURVE = 1;
  private static final int X_SHORT = 2;
  private static final int Y_SHORT = 4;
  private static final int REPEAT = 8;
  private static final int X_SAME_OR_POSITIVE = 16;
  private static final int Y_SAME_OR_POSITIVE = 32;

  /** Deeper nesting is a circle or a mistake. */
  private static final int MAX_DEPTH = 6;

  private final FontFile font;
  private final Path2D.Double path = new Path2D.Double(Path2D.WIND_NON_ZERO);

  private GlyphOutline(FontFile font) {
    this.font = font;
  }

  static Path2D of(FontFile font, int glyph) {
    GlyphOutline outline = new GlyphOutline(font);
    outline.add(glyph, new AffineTransform(), 0);
    return outline.path;
  }

  private void add(int glyph, AffineTransform transform, int depth) {
    if (font.glyphLength(glyph) == 0 || depth > MAX_DEPTH) {
      return;
    }
    int at = font.glyphStart(glyph);
    int contours = font.bytes().getShort(at);
    if (contours >= 0) {
      simple(at, contours, transform);
    } else {
      for (GlyphComponent part : GlyphComponent.of(font, glyph)) {
        AffineTransform placed = new AffineTransform(transform);
        placed.concatenate(part.transform());
        add(part.glyph(), placed, depth + 1);
      }
    }
  }

  private void simple(int at, int contours, AffineTransform transform) {
    if (contours == 0) {
      return;
    }
    ByteBuffer bytes = font.bytes();
    int[] ends = new int[contours];
    for (int i = 0; i < contours; i++) {
      ends[i] = bytes.getShort(at + 10 + 2 * i) & 0xffff;
    }
    int points = ends[contours - 1] + 1;
    int p = at + 10 + 2 * contours;
    p += 2 + (bytes.getShort(p) & 0xffff);
    byte[] flags = new byte[points];
    for (int i = 0; i < points; ) {
      byte flag = bytes.get(p++);
      int times = (flag & REPEAT) == 0 ? 1 : 1 + (bytes.get(p++) & 0xff);
      for (int k = 0; k < times && i < points; k++) {
        flags[i++] = flag;
      }
    }
    double[] xy = new double[2 * points];
    p = axis(bytes, p, flags, xy, 0, X_SHORT, X_SAME_OR_POSITIVE);
    axis(bytes, p, flags, xy, 1, Y_SHORT, Y_SAME_OR_POSITIVE);
    transform.transform(xy, 0, xy, 0, points);
    int first = 0;
    for (int end : ends) {
      contour(flags, xy, first, end);
      first = end + 1;
    }
  }

  private static int axis(
      ByteBuffer bytes, int at, byte[] flags, double[] xy, int axis, int shortBit, int sameBit) {
    int p = at;
    int value = 0;
    for (int i = 0; i < flags.length; i++) {
      if ((flags[i] & shortBit) != 0) {
        int delta = bytes.get(p++) & 0xff;
        value += (flags[i] & sameBit) != 0 ? delta : -delta;
      } else if ((flags[i] & sameBit) == 0) {
        value += bytes.getShort(p);
        p += 2;
      }
      xy[2 * i + axis] = value;
    }
    return p;
  }

  /** Between two off-curve points lies an on-curve point in their middle. */
  private void contour(byte[] flags, double[] xy, int first, int last) {
    int count = last - first + 1;
    if (count < 2) {
      return;
    }
    int start = first;
    while (start <= last && (flags[start] & ON_CURVE) == 0) {
      start++;
    }
    double startX;
    double startY;
    if (start <= last) {
      startX = xy[2 * start];
      startY = xy[2 * start + 1];
    } else {
      start = last;
      startX = (xy[2 * last] + xy[2 * first]) / 2;
      startY = (xy[2 * last + 1] + xy[2 * first + 1]) / 2;
    }
    path.moveTo(startX, startY);
    boolean pending = false;
    double controlX = 0;
    double controlY = 0;
    for (int i = 1; i <= count; i++) {
      int point = first + (start - first + i) % count;
      double x = xy[2 * point];
      double y = xy[2 * point + 1];
      boolean on = (flags[point] & ON_CURVE) != 0;
      if (on && pending) {
        path.quadTo(controlX, controlY, x, y);
      } else if (on) {
        path.lineTo(x, y);
      } else if (pending) {
        path.quadTo(controlX, controlY, (controlX + x) / 2, (controlY + y) / 2);
      }
      pending = !on;
      controlX = x;
      controlY = y;
    }
    if (pending) {
      path.quadTo(controlX, controlY, startX, startY);
    }
    path.closePath();
  }
}

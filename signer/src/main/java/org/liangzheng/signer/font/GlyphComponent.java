package org.liangzheng.signer.font;

import java.awt.geom.AffineTransform;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * One part of a composite glyph.
 *
 * @param position where its glyph number stands, relative to the start of the description
 */
record GlyphComponent(int glyph, int position, AffineTransform transform) {
  private static final int WORDS = 0x0001;
  private static final int OFFSETS = 0x0002;
  private static final int SCALE = 0x0008;
  private static final int MORE = 0x0020;
  private static final int X_AND_Y_SCALE = 0x0040;
  private static final int TWO_BY_TWO = 0x0080;
  private static final int MAX_PARTS = 64;

  /** Parts of a glyph; none if it is simple or blank. */
  static List<GlyphComponent> of(FontFile font, int glyph) {
    ByteBuffer bytes = font.bytes();
    int start = font.glyphStart(glyph);
    if (font.glyphLength(glyph) == 0 || bytes.getShort(start) >= 0) {
      return List.of();
    }
    List<GlyphComponent> parts = new ArrayList<>();
    int at = start + 10;
    int flags;
    do {
      flags = bytes.getShort(at);
      int part = bytes.getShort(at + 2) & 0xffff;
      int position = at + 2 - start;
      at += 4;
      double dx = 0;
      double dy = 0;
      // Parts placed by matching points are rare and never seen in Han fonts: they stay at 0, 0.
      if ((flags & WORDS) != 0) {
        if ((flags & OFFSETS) != 0) {
          dx = bytes.getShort(at);
          dy = bytes.getShort(at + 2);
        }
        at += 4;
      } else {
        if ((flags & OFFSETS) != 0) {
          dx = bytes.get(at);
          dy = bytes.get(at + 1);
        }
        at += 2;
      }
      double a = 1;
      double b = 0;
      double c = 0;
      double d = 1;
      if ((flags & SCALE) != 0) {
        a = fraction(bytes, at);
        d = a;
        at += 2;
      } else if ((flags & X_AND_Y_SCALE) != 0) {
        a = fraction(bytes, at);
        d = fraction(bytes, at + 2);
        at += 4;
      } else if ((flags & TWO_BY_TWO) != 0) {
        a = fraction(bytes, at);
        b = fraction(bytes, at + 2);
        c = fraction(bytes, at + 4);
        d = fraction(bytes, at + 6);
        at += 8;
      }
      parts.add(new GlyphComponent(part, position, new AffineTransform(a, b, c, d, dx, dy)));
    } while ((flags & MORE) != 0 && parts.size() < MAX_PARTS);
    return parts;
  }

  /** A number with 14 binary digits after the point. */
  private static double fraction(ByteBuffer bytes, int at) {
    return bytes.getShort(at) / 16384.0;
  }
}

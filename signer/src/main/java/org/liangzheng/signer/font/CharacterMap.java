package org.liangzheng.signer.font;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.liangzheng.signer.font.FontRefusedException.Fault;

/** Code points to glyphs: {@code cmap} format 12, or format 4 where a font knows the BMP only. */
abstract sealed class CharacterMap {
  private static final int WINDOWS = 3;
  private static final int UNICODE_BMP = 1;
  private static final int UNICODE_FULL = 10;

  /** Glyph of a code point, 0 if there is none. */
  abstract int glyph(int codePoint);

  static CharacterMap read(ByteBuffer bytes, int cmap, int glyphCount) throws FontRefusedException {
    int count = bytes.getShort(cmap + 2) & 0xffff;
    int full = -1;
    int bmp = -1;
    for (int i = 0; i < count; i++) {
      int entry = cmap + 4 + 8 * i;
      int table = cmap + bytes.getInt(entry + 4);
      if (bytes.getShort(entry) == WINDOWS) {
        if (bytes.getShort(entry + 2) == UNICODE_FULL && bytes.getShort(table) == 12) {
          full = table;
        } else if (bytes.getShort(entry + 2) == UNICODE_BMP && bytes.getShort(table) == 4) {
          bmp = table;
        }
      }
    }
    if (full >= 0) {
      return Groups.read(bytes, full, glyphCount);
    }
    if (bmp >= 0) {
      return new Segments(bytes, bmp, glyphCount);
    }
    throw new FontRefusedException(Fault.DAMAGED, "no Unicode cmap", null);
  }

  /** Format 12. */
  private static final class Groups extends CharacterMap {
    private final int[] starts;
    private final int[] ends;
    private final int[] glyphs;
    private final int glyphCount;

    private Groups(int[] starts, int[] ends, int[] glyphs, int glyphCount) {
      this.starts = starts;
      this.ends = ends;
      this.glyphs = glyphs;
      this.glyphCount = glyphCount;
    }

    static Groups read(ByteBuffer bytes, int table, int glyphCount) throws FontRefusedException {
      int count = bytes.getInt(table + 12);
      if (count < 0 || count > 0x110000) {
        throw new FontRefusedException(Fault.DAMAGED, "cmap", null);
      }
      int[] starts = new int[count];
      int[] ends = new int[count];
      int[] glyphs = new int[count];
      for (int i = 0; i < count; i++) {
        int group = table + 16 + 12 * i;
        starts[i] = bytes.getInt(group);
        ends[i] = bytes.getInt(group + 4);
        glyphs[i] = bytes.getInt(group + 8);
      }
      return new Groups(starts, ends, glyphs, glyphCount);
    }

    @Override
    int glyph(int codePoint) {
      int found = Arrays.binarySearch(starts, codePoint);
      int group = found >= 0 ? found : -found - 2;
      if (group < 0 || codePoint > ends[group]) {
        return 0;
      }
      int glyph = glyphs[group] + codePoint - starts[group];
      return glyph < glyphCount ? glyph : 0;
    }
  }

  /** Format 4. */
  private static final class Segments extends CharacterMap {
    private final ByteBuffer bytes;
    private final int table;
    private final int count;
    private final int glyphCount;

    private Segments(ByteBuffer bytes, int table, int glyphCount) {
      this.bytes = bytes;
      this.table = table;
      this.count = (bytes.getShort(table + 6) & 0xffff) / 2;
      this.glyphCount = glyphCount;
    }

    @Override
    int glyph(int codePoint) {
      if (codePoint > 0xffff) {
        return 0;
      }
      int ends = table + 14;
      int starts = ends + 2 * count + 2;
      for (int i = 0; i < count; i++) {
        if (codePoint <= (bytes.getShort(ends + 2 * i) & 0xffff)) {
          int start = bytes.getShort(starts + 2 * i) & 0xffff;
          if (codePoint < start) {
            return 0;
          }
          int delta = bytes.getShort(starts + 2 * count + 2 * i);
          int rangeAt = starts + 4 * count + 2 * i;
          int range = bytes.getShort(rangeAt) & 0xffff;
          int glyph = codePoint;
          if (range != 0) {
            glyph = bytes.getShort(rangeAt + range + 2 * (codePoint - start)) & 0xffff;
            if (glyph == 0) {
              return 0;
            }
          }
          glyph = glyph + delta & 0xffff;
          return glyph < glyphCount ? glyph : 0;
        }
      }
      return 0;
    }
  }
}

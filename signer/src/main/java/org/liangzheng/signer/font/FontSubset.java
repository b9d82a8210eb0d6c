package org.liangzheng.signer.font;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;

/**
 * Writes a TrueType font file with the glyphs of some code points and nothing else: no hinting, no
 * features. The same code points give the same bytes. Glyph 0 is an empty .notdef; glyph i is that
 * of the i-th code point in ascending order, then parts of composite glyphs follow.
 */
public final class FontSubset {
  private static final int BLANK_ADVANCE_PARTS = 2;
  private static final String[] TAGS = {
    "OS/2", "cmap", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "name", "post"
  };

  private static final int GLYF = 2;

  private final FontFile font;
  private final int[] points;

  /** Old glyph numbers by new ones. */
  private final int[] glyphs;

  private FontSubset(FontFile font, int[] points, int[] glyphs) {
    this.font = font;
    this.points = points;
    this.glyphs = glyphs;
  }

  /**
   * The bytes of the font file.
   *
   * @param points code points that the font has, ascending, each once
   * @throws IllegalArgumentException if the font lacks one, or they are not in order
   */
  public static byte[] write(FontFile font, int[] points) {
    List<Integer> extra = new ArrayList<>();
    int[] glyphs = new int[points.length + 1];
    for (int i = 0; i < points.length; i++) {
      glyphs[i + 1] = font.glyph(points[i]);
      if (glyphs[i + 1] == 0 || (i > 0 && points[i] <= points[i - 1])) {
        throw new IllegalArgumentException("not in the font, or not in order");
      }
    }
    for (int i = 1; i < glyphs.length; i++) {
      addParts(font, glyphs[i], extra, 0);
    }
    if (!extra.isEmpty()) {
      int[] all = Arrays.copyOf(glyphs, glyphs.length + extra.size());
      for (int i = 0; i < extra.size(); i++) {
        all[glyphs.length + i] = extra.get(i);
      }
      glyphs = all;
    }
    return new FontSubset(font, points, glyphs).write();
  }

  private static void addParts(FontFile font, int glyph, List<Integer> extra, int depth) {
    for (GlyphComponent part : GlyphComponent.of(font, glyph)) {
      if (!extra.contains(part.glyph())) {
        extra.add(part.glyph());
        if (depth < 6) {
          addParts(font, part.glyph(), extra, depth + 1);
        }
      }
    }
  }

  private byte[] write() {
    int[] offsets = new int[glyphs.length + 1];
    for (int i = 0; i < glyphs.length; i++) {
      int length = i == 0 ? 0 : font.glyphLength(glyphs[i]);
      offsets[i + 1] = offsets[i] + (length + 1 & ~1);
    }
    int glyfSize = offsets[glyphs.length];
    boolean longLoca = glyfSize > 0x1fffe;
    byte[] name = names();
    byte[] cmap = cmap();
    int[] sizes = {
      font.known("OS/2").length(),
      cmap.length,
      glyfSize,
      54,
      36,
      2 * glyphs.length + 2 * metrics(),
      (longLoca ? 4 : 2) * offsets.length,
      font.known("maxp").length(),
      name.length,
      32
    };
    int size = 12 + 16 * TAGS.length;
    int[] starts = new int[TAGS.length];
    for (int i = 0; i < TAGS.length; i++) {
      if (i != GLYF) {
        starts[i] = size;
        size += (sizes[i] + 3) & ~3;
      }
    }
    // The largest table last, as most writers do; some readers take a post table at the end for one
    // that was cut off.
    starts[GLYF] = size;
    size += (sizes[GLYF] + 3) & ~3;
    ByteBuffer out = ByteBuffer.allocate(size);
    copy(out, starts[0], "OS/2", sizes[0]);
    out.put(starts[1], cmap);
    glyf(out, starts[2], offsets);
    copy(out, starts[3], "head", 54);
    out.putInt(starts[3] + 8, 0);
    out.putShort(starts[3] + 50, (short) (longLoca ? 1 : 0));
    copy(out, starts[4], "hhea", 36);
    out.putShort(starts[4] + 34, (short) metrics());
    hmtx(out, starts[5]);
    for (int i = 0; i < offsets.length; i++) {
      if (longLoca) {
        out.putInt(starts[6] + 4 * i, offsets[i]);
      } else {
        out.putShort(starts[6] + 2 * i, (short) (offsets[i] / 2));
      }
    }
    copy(out, starts[7], "maxp", sizes[7]);
    out.putShort(starts[7] + 4, (short) glyphs.length);
    out.put(starts[8], name);
    // post format 3: no glyph names.
    out.putInt(starts[9], 0x00030000);

    directory(out, starts, sizes);
    out.putInt(starts[3] + 8, 0xb1b0afba - sum(out, 0, size));
    return out.array();
  }

  private void directory(ByteBuffer out, int[] starts, int[] sizes) {
    out.putInt(0, 0x00010000).putShort(4, (short) TAGS.length);
    int power = Integer.highestOneBit(TAGS.length);
    out.putShort(6, (short) (16 * power));
    out.putShort(8, (short) Integer.numberOfTrailingZeros(power));
    out.putShort(10, (short) (16 * (TAGS.length - power)));
    for (int i = 0; i < TAGS.length; i++) {
      int at = 12 + 16 * i;
      out.put(at, TAGS[i].getBytes(StandardCharsets.US_ASCII));
      out.putInt(at + 4, sum(out, starts[i], sizes[i] + 3 & ~3));
      out.putInt(at + 8, starts[i]);
      out.putInt(at + 12, sizes[i]);
    }
  }

  private void copy(ByteBuffer out, int to, String tag, int length) {
    out.put(to, font.bytes(), font.known(tag).offset(), length);
  }

  private void glyf(ByteBuffer out, int start, int[] offsets) {
    Map<Integer, Integer> renumbered = new HashMap<>();
    for (int i = glyphs.length - 1; i > 0; i--) {
      renumbered.put(glyphs[i], i);
    }
    for (int i = 1; i < glyphs.length; i++) {
      int to = start + offsets[i];
      out.put(to, font.bytes(), font.glyphStart(glyphs[i]), font.glyphLength(glyphs[i]));
      for (GlyphComponent part : GlyphComponent.of(font, glyphs[i])) {
        out.putShort(to + part.position(), renumbered.getOrDefault(part.glyph(), 0).shortValue());
      }
    }
  }

  private void hmtx(ByteBuffer out, int start) {
    int full = metrics();
    int at = start;
    for (int i = 0; i < glyphs.length; i++) {
      if (i < full) {
        out.putShort(at, (short) advance(i));
        at += 2;
      }
      out.putShort(at, i == 0 ? 0 : (short) font.leftBearing(glyphs[i]));
      at += 2;
    }
  }

  private int advance(int glyph) {
    return glyph == 0 ? font.unitsPerEm() / BLANK_ADVANCE_PARTS : font.advance(glyphs[glyph]);
  }

  /**
   * Glyphs up to the last whose advance is not that of all after it: the others have none written.
   */
  private int metrics() {
    int count = glyphs.length;
    while (count > 1 && advance(count - 2) == advance(glyphs.length - 1)) {
      count--;
    }
    return count;
  }

  /** Format 4 with the code points of the BMP; format 12 for all only if there are others. */
  private byte[] cmap() {
    int bmp = 0;
    while (bmp < points.length && points[bmp] < 0xffff) {
      bmp++;
    }
    int segments = bmp + 1;
    int format4 = 16 + 8 * segments;
    boolean beyond = bmp < points.length;
    int head = beyond ? 20 : 12;
    int format12 = beyond ? 16 + 12 * points.length : 0;
    ByteBuffer out = ByteBuffer.allocate(head + format4 + format12);
    out.putShort((short) 0).putShort((short) (beyond ? 2 : 1));
    out.putShort((short) 3).putShort((short) 1).putInt(head);
    if (beyond) {
      out.putShort((short) 3).putShort((short) 10).putInt(head + format4);
    }

    int power = Integer.highestOneBit(segments);
    out.putShort((short) 4).putShort((short) format4).putShort((short) 0);
    out.putShort((short) (2 * segments)).putShort((short) (2 * power));
    out.putShort((short) Integer.numberOfTrailingZeros(power));
    out.putShort((short) (2 * (segments - power)));
    for (int i = 0; i < bmp; i++) {
      out.putShort((short) points[i]);
    }
    out.putShort((short) 0xffff).putShort((short) 0);
    for (int i = 0; i < bmp; i++) {
      out.putShort((short) points[i]);
    }
    out.putShort((short) 0xffff);
    for (int i = 0; i < bmp; i++) {
      out.putShort((short) (i + 1 - points[i]));
    }
    out.putShort((short) 1);
    out.position(out.position() + 2 * segments);

    if (beyond) {
      out.putShort((short) 12).putShort((short) 0).putInt(format12).putInt(0).putInt(points.length);
      for (int i = 0; i < points.length; i++) {
        out.putInt(points[i]).putInt(points[i]).putInt(i + 1);
      }
    }
    return out.array();
  }

  /** Each set of characters has a name of its own: readers keep fonts by name. */
  private byte[] names() {
    CRC32 crc = new CRC32();
    ByteBuffer all = ByteBuffer.allocate(4 * points.length);
    for (int point : points) {
      all.putInt(point);
    }
    crc.update(all.array());
    StringBuilder tag = new StringBuilder();
    long rest = crc.getValue();
    for (int i = 0; i < 6; i++) {
      tag.append((char) ('A' + rest % 26));
      rest /= 26;
    }
    String full = tag + "+" + font.name();
    Map<Integer, String> records = new TreeMap<>();
    records.put(0, font.copyright());
    records.put(1, full);
    records.put(2, "Regular");
    records.put(3, full);
    records.put(4, full);
    records.put(6, full);
    // Records of the same text share it.
    Map<String, Integer> places = new LinkedHashMap<>();
    int length = 0;
    for (String text : records.values()) {
      if (places.putIfAbsent(text, length) == null) {
        length += 2 * text.length();
      }
    }
    int storage = 6 + 12 * records.size();
    ByteBuffer out = ByteBuffer.allocate(storage + length);
    out.putShort((short) 0).putShort((short) records.size()).putShort((short) storage);
    for (Map.Entry<Integer, String> record : records.entrySet()) {
      byte[] text = record.getValue().getBytes(StandardCharsets.UTF_16BE);
      int offset = places.getOrDefault(record.getValue(), 0);
      out.putShort((short) 3).putShort((short) 1).putShort((short) 0x409);
      out.putShort(record.getKey().shortValue());
      out.putShort((short) text.length).putShort((short) offset);
      out.put(storage + offset, text);
    }
    return out.array();
  }

  private static int sum(ByteBuffer bytes, int from, int length) {
    int sum = 0;
    for (int at = from; at < from + length; at += 4) {
      sum += bytes.getInt(at);
    }
    return sum;
  }
}

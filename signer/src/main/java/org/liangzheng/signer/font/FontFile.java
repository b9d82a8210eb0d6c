package org.liangzheng.signer.font;

import static org.liangzheng.signer.font.FontRefusedException.Fault.DAMAGED;
import static org.liangzheng.signer.font.FontRefusedException.Fault.NOT_EMBEDDABLE;
import static org.liangzheng.signer.font.FontRefusedException.Fault.NOT_TRUETYPE;

import java.awt.geom.Path2D;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A TrueType font (OpenType specification 1.9, {@code glyf} outlines), read in place: the buffer
 * may be a mapped file, and only what is asked for is touched. Safe for several threads.
 */
public final class FontFile {
  private static final int TRUETYPE = 0x00010000;
  private static final int APPLE_TRUE = 0x74727565;
  private static final int NAME_COPYRIGHT = 0;
  private static final int NAME_FAMILY = 1;
  private static final int NAME_POSTSCRIPT = 6;

  /** fsType bits 0–3: 2 is restricted; bit 9 allows bitmaps only. */
  private static final int RESTRICTED = 0x0002;

  private static final int BITMAP_ONLY = 0x0200;
  private static final int USAGE = 0x000f;

  private final ByteBuffer bytes;
  private final Map<String, Table> tables;
  private final CharacterMap characters;
  private final int unitsPerEm;
  private final boolean longOffsets;
  private final int glyphCount;
  private final int metricCount;
  private final String name;
  private final String family;

  /** Place of a table in the file. */
  record Table(int offset, int length) {}

  private FontFile(ByteBuffer bytes) throws FontRefusedException {
    this.bytes = bytes;
    this.tables = directory(bytes);
    Table head = table("head");
    this.unitsPerEm = bytes.getShort(head.offset() + 18) & 0xffff;
    this.longOffsets = bytes.getShort(head.offset() + 50) == 1;
    this.glyphCount = bytes.getShort(table("maxp").offset() + 4) & 0xffff;
    this.metricCount = bytes.getShort(table("hhea").offset() + 34) & 0xffff;
    table("hmtx");
    table("loca");
    table("glyf");
    if (unitsPerEm < 16 || unitsPerEm > 16384 || metricCount < 1 || metricCount > glyphCount) {
      throw new FontRefusedException(DAMAGED, "head or hhea", null);
    }
    int usage = bytes.getShort(table("OS/2").offset() + 8) & 0xffff;
    if ((usage & USAGE) == RESTRICTED || (usage & BITMAP_ONLY) != 0) {
      throw new FontRefusedException(NOT_EMBEDDABLE, "fsType", null);
    }
    this.characters = CharacterMap.read(bytes, table("cmap").offset(), glyphCount);
    this.name =
        text(NAME_POSTSCRIPT)
            .orElseThrow(() -> new FontRefusedException(DAMAGED, "no PostScript name", null));
    this.family = text(NAME_FAMILY).orElse(name);
  }

  /**
   * Reads a font.
   *
   * @param bytes the whole file; must not change afterwards
   * @throws FontRefusedException if it has no TrueType outlines, is damaged or may not be embedded
   */
  public static FontFile read(ByteBuffer bytes) throws FontRefusedException {
    try {
      return new FontFile(bytes.slice().order(ByteOrder.BIG_ENDIAN));
    } catch (IndexOutOfBoundsException outside) {
      throw new FontRefusedException(DAMAGED, "something points outside the file", outside);
    }
  }

  private static Map<String, Table> directory(ByteBuffer bytes) throws FontRefusedException {
    int version = bytes.limit() < 12 ? 0 : bytes.getInt(0);
    if (version != TRUETYPE && version != APPLE_TRUE) {
      throw new FontRefusedException(NOT_TRUETYPE, "no TrueType outlines", null);
    }
    Map<String, Table> tables = new HashMap<>();
    int count = bytes.getShort(4) & 0xffff;
    for (int i = 0; i < count; i++) {
      int at = 12 + 16 * i;
      byte[] tag = new byte[4];
      bytes.get(at, tag);
      int offset = bytes.getInt(at + 8);
      int length = bytes.getInt(at + 12);
      if (offset < 0 || length < 0 || offset > bytes.limit() - length) {
        throw new FontRefusedException(DAMAGED, "a table lies outside the file", null);
      }
      tables.put(new String(tag, StandardCharsets.US_ASCII), new Table(offset, length));
    }
    return tables;
  }

  private Table table(String tag) throws FontRefusedException {
    Table table = tables.get(tag);
    if (table == null) {
      throw new FontRefusedException(DAMAGED, "no table " + tag, null);
    }
    return table;
  }

  /** A table that {@link #read} made sure of. */
  Table known(String tag) {
    return Optional.ofNullable(tables.get(tag)).orElseThrow();
  }

  /** PostScript name, for example {@code LXGWWenKai-Regular}; what layouts call a font. */
  public String name() {
    return name;
  }

  /** Family name. */
  public String family() {
    return family;
  }

  /** Units of the em square. */
  public int unitsPerEm() {
    return unitsPerEm;
  }

  /** Glyph of a code point; 0 where the font has none. */
  public int glyph(int codePoint) {
    return characters.glyph(codePoint);
  }

  /** Advance width of a glyph in font units. */
  public int advance(int glyph) {
    int index = Math.min(glyph, metricCount - 1);
    return bytes.getShort(known("hmtx").offset() + 4 * index) & 0xffff;
  }

  /** Left side bearing of a glyph in font units. */
  int leftBearing(int glyph) {
    int hmtx = known("hmtx").offset();
    return glyph < metricCount
        ? bytes.getShort(hmtx + 4 * glyph + 2)
        : bytes.getShort(hmtx + 4 * metricCount + 2 * (glyph - metricCount));
  }

  /** Outline of a glyph in font units, y upwards; non-zero winding. */
  public Path2D outline(int glyph) {
    return GlyphOutline.of(this, glyph);
  }

  ByteBuffer bytes() {
    return bytes;
  }

  int glyphCount() {
    return glyphCount;
  }

  /** Absolute position of a glyph's description. */
  int glyphStart(int glyph) {
    return known("glyf").offset() + location(glyph);
  }

  /** Length of a glyph's description in bytes; 0 for a blank. */
  int glyphLength(int glyph) {
    return location(glyph + 1) - location(glyph);
  }

  private int location(int glyph) {
    int loca = known("loca").offset();
    return longOffsets
        ? bytes.getInt(loca + 4 * glyph)
        : 2 * (bytes.getShort(loca + 2 * glyph) & 0xffff);
  }

  /** Copyright notice; the licences of free fonts ask to keep it. */
  String copyright() {
    return text(NAME_COPYRIGHT).orElse("");
  }

  /** An English name record of the Windows platform (3, 1, 0x409). */
  private Optional<String> text(int id) {
    Table table = tables.get("name");
    if (table == null) {
      return Optional.empty();
    }
    int at = table.offset();
    int count = bytes.getShort(at + 2) & 0xffff;
    int storage = at + (bytes.getShort(at + 4) & 0xffff);
    for (int i = 0; i < count; i++) {
      int entry = at + 6 + 12 * i;
      if (bytes.getShort(entry) == 3
          && bytes.getShort(entry + 4) == 0x409
          && bytes.getShort(entry + 6) == id) {
        byte[] text = new byte[bytes.getShort(entry + 8) & 0xffff];
        bytes.get(storage + (bytes.getShort(entry + 10) & 0xffff), text);
        return Optional.of(new String(text, StandardCharsets.UTF_16BE));
      }
    }
    return Optional.empty();
  }

  @Override
  public String toString() {
    return name;
  }
}

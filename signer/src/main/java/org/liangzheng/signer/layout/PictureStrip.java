package org.liangzheng.signer.layout;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.liangzheng.verifier.crypto.ByteString;

/**
 * Takes out of a PNG or JPEG file everything that is not the picture: where and when it was taken
 * and by which camera (Exif, GPS), XMP, IPTC, comments, colour profiles, previews, further frames,
 * and whatever follows its end. The picture itself is not compressed anew, so nothing of it is
 * lost; the same file always gives the same bytes, and a stripped one itself.
 *
 * <p>PNG: ISO/IEC 15948, chunks IHDR, PLTE, tRNS, gAMA, cHRM, sRGB, IDAT and IEND stay. JPEG: ITU-T
 * T.81, frames, tables and scans stay, with JFIF's header (APP0) of fixed content and Adobe's
 * (APP14), which says how colours are meant.
 */
public final class PictureStrip {
  private static final Set<String> CHUNKS =
      Set.of("IHDR", "PLTE", "tRNS", "gAMA", "cHRM", "sRGB", "IDAT", "IEND");

  private static final int PNG_START = 8;
  private static final int CHUNK_FRAME = 12;

  private static final int APP0 = 0xE0;
  private static final int APP14 = 0xEE;

  /** Frames, tables, scans and what says how to read them are from here … */
  private static final int SOF0 = 0xC0;

  /** … to here. */
  private static final int EXP = 0xDF;

  private static final int SOI = 0xD8;
  private static final int EOI = 0xD9;
  private static final int SOS = 0xDA;
  private static final int RST0 = 0xD0;
  private static final int RST7 = 0xD7;
  private static final int TEM = 0x01;

  /** Bytes of an Adobe segment with its length: nothing else has room in it. */
  private static final int ADOBE_LENGTH = 14;

  /** Bytes of JFIF's header with its length, without a preview. */
  private static final int JFIF_LENGTH = 16;

  private final byte[] in;
  private final ByteArrayOutputStream out;

  private PictureStrip(byte[] in) {
    this.in = in;
    this.out = new ByteArrayOutputStream(in.length);
  }

  /** The picture alone; empty if the file is not built as its format asks. */
  public static Optional<ByteString> strip(ByteString file) {
    byte[] in = file.toByteArray();
    if (in.length < PNG_START) {
      return Optional.empty();
    }
    PictureStrip strip = new PictureStrip(in);
    boolean whole = in[0] == (byte) 0x89 ? strip.png() : strip.jpeg();
    if (!whole) {
      return Optional.empty();
    }
    return strip.out.size() == in.length
        ? Optional.of(file)
        : Optional.of(ByteString.of(strip.out.toByteArray()));
  }

  private int at(int index) {
    return in[index] & 0xFF;
  }

  private void copy(int from, int length) {
    out.write(in, from, length);
  }

  private boolean png() {
    copy(0, PNG_START);
    int at = PNG_START;
    while (in.length - at >= CHUNK_FRAME) {
      long length =
          (long) at(at) << 24 | (long) at(at + 1) << 16 | (long) at(at + 2) << 8 | at(at + 3);
      if (length > in.length - at - CHUNK_FRAME) {
        return false;
      }
      String type = new String(in, at + 4, 4, StandardCharsets.ISO_8859_1);
      int whole = (int) length + CHUNK_FRAME;
      if (CHUNKS.contains(type)) {
        copy(at, whole);
      }
      if (type.equals("IEND")) {
        return length == 0;
      }
      at += whole;
    }
    return false;
  }

  private boolean jpeg() {
    if (at(0) != 0xFF || at(1) != SOI) {
      return false;
    }
    copy(0, 2);
    int at = 2;
    while (at + 1 < in.length) {
      if (at(at) != 0xFF) {
        return false;
      }
      int marker = at(at + 1);
      if (marker == 0xFF) {
        // Any number of these may fill the space before a marker.
        at++;
      } else if (marker == EOI) {
        copy(at, 2);
        return true;
      } else if (marker == 0 || marker == TEM || (marker >= RST0 && marker <= SOI)) {
        return false;
      } else {
        int next = segment(at, marker);
        if (next < 0) {
          return false;
        }
        at = marker == SOS ? scan(next) : next;
      }
    }
    return false;
  }

  /**
   * @return where the segment ends; negative if it reaches past the file
   */
  private int segment(int at, int marker) {
    if (at + 4 > in.length) {
      return -1;
    }
    int length = at(at + 2) << 8 | at(at + 3);
    int end = at + 2 + length;
    if (length < 2 || end > in.length) {
      return -1;
    }
    if (marker == APP0 && length >= JFIF_LENGTH && named(at, "JFIF\0")) {
      jfif(at);
    } else if (marker == APP14 && length >= ADOBE_LENGTH && named(at, "Adobe")) {
      out.write(0xFF);
      out.write(APP14);
      out.write(0);
      out.write(ADOBE_LENGTH);
      copy(at + 4, ADOBE_LENGTH - 2);
    } else if (marker >= SOF0 && marker <= EXP) {
      copy(at, end - at);
    }
    return end;
  }

  private boolean named(int at, String name) {
    for (int i = 0; i < name.length(); i++) {
      if (at(at + 4 + i) != name.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Version and density; the preview that may follow is another picture. */
  private void jfif(int at) {
    out.write(0xFF);
    out.write(APP0);
    out.write(0);
    out.write(JFIF_LENGTH);
    copy(at + 4, JFIF_LENGTH - 4);
    out.write(0);
    out.write(0);
  }

  /**
   * @return where the coded data ends: at a marker that is neither a stuffed byte nor a restart
   */
  private int scan(int from) {
    int at = from;
    while (at + 1 < in.length
        && !(at(at) == 0xFF
            && at(at + 1) != 0
            && at(at + 1) != 0xFF
            && !(at(at + 1) >= RST0 && at(at + 1) <= RST7))) {
      at++;
    }
    copy(from, at - from);
    return at;
  }
}

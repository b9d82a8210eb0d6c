package org.liangzheng.signer.licence;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.liangzheng.verifier.format.ofd.XmlCharacters;

/**
 * Writes an XML part of OFD straight into bytes. Names and structure come from the program, text is
 * escaped. Lengths are written in micrometre steps, so that the same face gives the same bytes.
 */
final class PartText {
  private static final String HEADER = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

  private byte[] bytes;
  private int size;

  PartText(int expected) {
    this.bytes = new byte[expected];
  }

  /** A part with its XML declaration. */
  static PartText part(int expected) {
    return new PartText(expected).raw(HEADER);
  }

  /** ASCII markup as it is. */
  PartText raw(String markup) {
    int length = markup.length();
    require(length);
    for (int i = 0; i < length; i++) {
      bytes[size++] = (byte) markup.charAt(i);
    }
    return this;
  }

  PartText raw(char c) {
    require(1);
    bytes[size++] = (byte) c;
    return this;
  }

  PartText number(int value) {
    if (value < 0) {
      raw('-');
      return digits(-(long) value);
    }
    return digits(value);
  }

  private PartText digits(long value) {
    require(20);
    int start = size;
    long rest = value;
    do {
      bytes[size++] = (byte) ('0' + rest % 10);
      rest /= 10;
    } while (rest > 0);
    for (int i = start, k = size - 1; i < k; i++, k--) {
      byte swap = bytes[i];
      bytes[i] = bytes[k];
      bytes[k] = swap;
    }
    return this;
  }

  /** Millimetres to three places, without trailing zeros. */
  PartText mm(double millimetres) {
    return thousandths(Math.round(millimetres * 1000));
  }

  /** A number of thousandths. */
  PartText thousandths(long value) {
    if (value < 0) {
      raw('-');
    }
    long abs = Math.abs(value);
    digits(abs / 1000);
    int rest = (int) (abs % 1000);
    if (rest != 0) {
      raw('.').raw((char) ('0' + rest / 100));
      if (rest % 100 != 0) {
        raw((char) ('0' + rest / 10 % 10));
        if (rest % 10 != 0) {
          raw((char) ('0' + rest % 10));
        }
      }
    }
    return this;
  }

  PartText space() {
    return raw(' ');
  }

  /**
   * Text or an attribute's value, escaped.
   *
   * @throws IllegalArgumentException if XML cannot hold a character
   */
  PartText text(String text) {
    for (int i = 0; i < text.length(); ) {
      int point = text.codePointAt(i);
      i += Character.charCount(point);
      point(point);
    }
    return this;
  }

  /** One character, escaped. */
  PartText point(int point) {
    switch (point) {
      case '<' -> raw("&lt;");
      case '>' -> raw("&gt;");
      case '&' -> raw("&amp;");
      case '"' -> raw("&quot;");
      case '\t', '\n', '\r' -> raw("&#").number(point).raw(';');
      default -> utf8(point);
    }
    return this;
  }

  private void utf8(int point) {
    if (!XmlCharacters.isAllowed(point)) {
      throw new IllegalArgumentException("XML cannot hold this character");
    }
    require(4);
    if (point < 0x80) {
      bytes[size++] = (byte) point;
    } else if (point < 0x800) {
      bytes[size++] = (byte) (0xc0 | (point >> 6));
      bytes[size++] = (byte) (0x80 | (point & 0x3f));
    } else if (point < 0x10000) {
      bytes[size++] = (byte) (0xe0 | (point >> 12));
      bytes[size++] = (byte) (0x80 | ((point >> 6) & 0x3f));
      bytes[size++] = (byte) (0x80 | (point & 0x3f));
    } else {
      bytes[size++] = (byte) (0xf0 | (point >> 18));
      bytes[size++] = (byte) (0x80 | ((point >> 12) & 0x3f));
      bytes[size++] = (byte) (0x80 | ((point >> 6) & 0x3f));
      bytes[size++] = (byte) (0x80 | (point & 0x3f));
    }
  }

  private void require(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
    }
  }

  /** The bytes written so far; the writer is not used again. */
  byte[] finish() {
    return bytes.length == size ? bytes : Arrays.copyOf(bytes, size);
  }

  @Override
  public String toString() {
    return new String(bytes, 0, size, StandardCharsets.UTF_8);
  }
}

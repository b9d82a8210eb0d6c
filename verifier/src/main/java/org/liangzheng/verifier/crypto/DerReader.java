package org.liangzheng.verifier.crypto;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;

/**
 * Reads strict DER (X.690 §10) one element after another and keeps the received bytes of each, so
 * that signatures are checked over what was received and never over a re-encoding. Indefinite or
 * non-minimal lengths, multi-byte tags and padded integers are refused.
 */
public final class DerReader {
  private final ByteString whole;
  private final byte[] buffer;

  /** Where {@code whole} begins in the buffer; positions count in the buffer. */
  private final int base;

  private final int end;
  private int position;

  private DerReader(ByteString whole, int start, int end) {
    this.whole = whole;
    this.buffer = whole.memory();
    this.base = whole.offset();
    this.position = base + start;
    this.end = base + end;
  }

  private ByteString view(int from, int to) {
    return whole.slice(from - base, to - base);
  }

  /** A reader over a copy of {@code der}. */
  public static DerReader of(byte[] der) {
    return of(ByteString.of(der));
  }

  /** A reader over the bytes; what it reads are views of them, nothing is copied. */
  public static DerReader of(ByteString der) {
    return new DerReader(der, 0, der.size());
  }

  /** One element: its tag and where its bytes stand. */
  public final class Element {
    private final int tag;
    private final int start;
    private final int contentStart;
    private final int contentEnd;

    private Element(int tag, int start, int contentStart, int contentEnd) {
      this.tag = tag;
      this.start = start;
      this.contentStart = contentStart;
      this.contentEnd = contentEnd;
    }

    /** Identifier octet. */
    public int tag() {
      return tag;
    }

    /** Tag, length and content as received. */
    public ByteString encoded() {
      return view(start, contentEnd);
    }

    /** Content octets. */
    public ByteString content() {
      return view(contentStart, contentEnd);
    }

    /** A reader over the content octets of a constructed element. */
    public DerReader open() {
      return new DerReader(whole, contentStart - base, contentEnd - base);
    }
  }

  public boolean hasMore() {
    return position < end;
  }

  /** Identifier octet of the next element, or −1 at the end. */
  public int peekTag() {
    return hasMore() ? buffer[position] & 0xff : -1;
  }

  /**
   * Refuses bytes behind the last element.
   *
   * @throws MalformedException if there are any
   */
  public void requireEnd() throws MalformedException {
    if (hasMore()) {
      throw new MalformedException("bytes follow the last element");
    }
  }

  /** The next element, whatever it is. */
  public Element next() throws MalformedException {
    int start = position;
    int tag = octet();
    if ((tag & 0x1f) == 0x1f) {
      throw new MalformedException("tag numbers above 30 are not used");
    }
    int length = length();
    if (length > end - position) {
      throw new MalformedException("an element is longer than what holds it");
    }
    Element element = new Element(tag, start, position, position + length);
    position += length;
    return element;
  }

  /** The next element, which must have the tag. */
  public Element next(int tag) throws MalformedException {
    if (peekTag() != tag) {
      throw new MalformedException(
          "expected tag " + tag + ", found " + (hasMore() ? peekTag() : "the end"));
    }
    return next();
  }

  /** Opens the next element, which must have the tag. */
  public DerReader open(int tag) throws MalformedException {
    return next(tag).open();
  }

  /** Opens the next element, which must have the tag and be the last. */
  public DerReader readOnly(int tag) throws MalformedException {
    DerReader inner = open(tag);
    requireEnd();
    return inner;
  }

  public BigInteger readInteger() throws MalformedException {
    byte[] content = next(DerTag.INTEGER).content().toByteArray();
    if (content.length == 0) {
      throw new MalformedException("an INTEGER has no content");
    }
    if (content.length > 1
        && ((content[0] == 0 && content[1] >= 0) || (content[0] == -1 && content[1] < 0))) {
      throw new MalformedException("an INTEGER is padded");
    }
    return new BigInteger(content);
  }

  /** An INTEGER that fits in 31 bits and is not negative. */
  public int readSmallInteger() throws MalformedException {
    BigInteger value = readInteger();
    if (value.signum() < 0 || value.bitLength() > 31) {
      throw new MalformedException("an INTEGER is out of range");
    }
    return value.intValue();
  }

  public ByteString readOctets() throws MalformedException {
    return next(DerTag.OCTET_STRING).content();
  }

  /** Octets of a BIT STRING whose bits fill them. */
  public ByteString readBitStringOctets() throws MalformedException {
    Element element = next(DerTag.BIT_STRING);
    if (element.contentEnd == element.contentStart || buffer[element.contentStart] != 0) {
      throw new MalformedException("a BIT STRING does not fill its octets");
    }
    return view(element.contentStart + 1, element.contentEnd);
  }

  public String readUtf8() throws MalformedException {
    return text(DerTag.UTF8_STRING, StandardCharsets.UTF_8);
  }

  public String readIa5() throws MalformedException {
    return text(DerTag.IA5_STRING, StandardCharsets.US_ASCII);
  }

  public String readPrintable() throws MalformedException {
    return text(DerTag.PRINTABLE_STRING, StandardCharsets.US_ASCII);
  }

  /** Dotted form of an OBJECT IDENTIFIER. */
  public String readOid() throws MalformedException {
    byte[] content = next(DerTag.OID).content().toByteArray();
    if (content.length == 0 || content.length > 64 || content[content.length - 1] < 0) {
      throw new MalformedException("an OBJECT IDENTIFIER is cut short or too long");
    }
    StringBuilder dotted = new StringBuilder();
    BigInteger arc = BigInteger.ZERO;
    boolean first = true;
    boolean arcStart = true;
    for (byte octet : content) {
      if (arcStart && (octet & 0xff) == 0x80) {
        throw new MalformedException("an OBJECT IDENTIFIER is padded");
      }
      arc = arc.shiftLeft(7).or(BigInteger.valueOf(octet & 0x7f));
      arcStart = octet >= 0;
      if (arcStart) {
        if (first) {
          int root = arc.compareTo(BigInteger.valueOf(80)) >= 0 ? 2 : arc.intValue() / 40;
          dotted.append(root).append('.').append(arc.subtract(BigInteger.valueOf(root * 40L)));
          first = false;
        } else {
          dotted.append('.').append(arc);
        }
        arc = BigInteger.ZERO;
      }
    }
    return dotted.toString();
  }

  public boolean readBoolean() throws MalformedException {
    byte[] content = next(DerTag.BOOLEAN).content().toByteArray();
    if (content.length != 1 || (content[0] != 0 && content[0] != (byte) 0xff)) {
      throw new MalformedException("a BOOLEAN is neither 00 nor ff");
    }
    return content[0] != 0;
  }

  /**
   * UTCTime {@code YYMMDDHHMMSSZ} (years 1950 to 2049) or GeneralizedTime {@code YYYYMMDDHHMMSSZ}.
   */
  public Instant readTime() throws MalformedException {
    int tag = peekTag();
    String text =
        switch (tag) {
          case DerTag.UTC_TIME -> {
            String utc = text(tag, StandardCharsets.US_ASCII);
            yield (utc.compareTo("50") < 0 ? "20" : "19") + utc;
          }
          case DerTag.GENERALIZED_TIME -> text(tag, StandardCharsets.US_ASCII);
          default -> throw new MalformedException("expected a time");
        };
    if (text.length() != 15 || text.charAt(14) != 'Z' || !isDigits(text, 14)) {
      throw new MalformedException("a time is not in the form of DER");
    }
    try {
      return LocalDateTime.of(
              number(text, 0, 4),
              number(text, 4, 6),
              number(text, 6, 8),
              number(text, 8, 10),
              number(text, 10, 12),
              number(text, 12, 14))
          .toInstant(ZoneOffset.UTC);
    } catch (DateTimeException noSuchTime) {
      throw new MalformedException("a time does not exist", noSuchTime);
    }
  }

  private static boolean isDigits(String text, int count) {
    for (int i = 0; i < count; i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  private static int number(String text, int from, int to) {
    return Integer.parseInt(text, from, to, 10);
  }

  private String text(int tag, Charset charset) throws MalformedException {
    Element element = next(tag);
    try {
      return charset
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(
              ByteBuffer.wrap(
                  buffer, element.contentStart, element.contentEnd - element.contentStart))
          .toString();
    } catch (CharacterCodingException bad) {
      throw new MalformedException("a string is not " + charset.name(), bad);
    }
  }

  private int octet() throws MalformedException {
    if (position >= end) {
      throw new MalformedException("an element is cut short");
    }
    return buffer[position++] & 0xff;
  }

  private int length() throws MalformedException {
    int first = octet();
    if (first < 0x80) {
      return first;
    }
    int count = first & 0x7f;
    if (count == 0 || count > 4) {
      throw new MalformedException("a length is indefinite or too large");
    }
    long length = 0;
    for (int i = 0; i < count; i++) {
      length = length << 8 | octet();
    }
    boolean minimal = length >= 0x80 && length >>> (8 * (count - 1)) != 0;
    if (!minimal || length > Integer.MAX_VALUE) {
      throw new MalformedException("a length is padded or too large");
    }
    return (int) length;
  }

  /** Never the bytes: they may be personal data. */
  @Override
  public String toString() {
    return "DerReader[" + Arrays.asList(position, end) + "]";
  }
}

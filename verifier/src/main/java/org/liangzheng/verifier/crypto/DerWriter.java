package org.liangzheng.verifier.crypto;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Writes strict DER (X.690 §10): each method returns one whole element. */
public final class DerWriter {
  private static final DateTimeFormatter GENERALIZED =
      DateTimeFormatter.ofPattern("uuuuMMddHHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private DerWriter() {}

  /** An element of any tag around finished content. */
  public static byte[] element(int tag, byte[]... contents) {
    int length = 0;
    for (byte[] content : contents) {
      length += content.length;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(length + 6);
    out.write(tag);
    if (length < 0x80) {
      out.write(length);
    } else {
      int count = (32 - Integer.numberOfLeadingZeros(length) + 7) / 8;
      out.write(0x80 | count);
      for (int shift = 8 * (count - 1); shift >= 0; shift -= 8) {
        out.write(length >>> shift);
      }
    }
    for (byte[] content : contents) {
      out.writeBytes(content);
    }
    return out.toByteArray();
  }

  public static byte[] sequence(byte[]... elements) {
    return element(DerTag.SEQUENCE, elements);
  }

  /** {@code [number] EXPLICIT}. */
  public static byte[] explicit(int number, byte[] inner) {
    return element(DerTag.context(number), inner);
  }

  public static byte[] integer(BigInteger value) {
    return element(DerTag.INTEGER, value.toByteArray());
  }

  public static byte[] integer(long value) {
    return integer(BigInteger.valueOf(value));
  }

  public static byte[] octets(ByteString value) {
    return element(DerTag.OCTET_STRING, value.toByteArray());
  }

  /** A BIT STRING whose bits fill the octets. */
  public static byte[] bitString(byte[] octets) {
    return element(DerTag.BIT_STRING, new byte[] {0}, octets);
  }

  public static byte[] utf8(String text) {
    return element(DerTag.UTF8_STRING, text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * An IA5String.
   *
   * @throws IllegalArgumentException if the text is not ASCII
   */
  public static byte[] ia5(String text) {
    if (!StandardCharsets.US_ASCII.newEncoder().canEncode(text)) {
      throw new IllegalArgumentException("an IA5String holds ASCII only");
    }
    return element(DerTag.IA5_STRING, text.getBytes(StandardCharsets.US_ASCII));
  }

  /**
   * A PrintableString.
   *
   * @throws IllegalArgumentException if a character is not of its set
   */
  public static byte[] printable(String text) {
    if (!text.matches("[A-Za-z0-9 '()+,./:=?-]*")) {
      throw new IllegalArgumentException("a PrintableString cannot hold this text");
    }
    return element(DerTag.PRINTABLE_STRING, text.getBytes(StandardCharsets.US_ASCII));
  }

  /** A GeneralizedTime in whole seconds, UTC. */
  public static byte[] generalizedTime(Instant time) {
    return element(
        DerTag.GENERALIZED_TIME, GENERALIZED.format(time).getBytes(StandardCharsets.US_ASCII));
  }

  /** A UTCTime in whole seconds; of the years 1950 to 2049. */
  public static byte[] utcTime(Instant time) {
    String text = GENERALIZED.format(time);
    if (text.compareTo("1950") < 0 || text.compareTo("2050") >= 0) {
      throw new IllegalArgumentException("a UTCTime lies in 1950 to 2049");
    }
    return element(DerTag.UTC_TIME, text.substring(2).getBytes(StandardCharsets.US_ASCII));
  }

  /** Time of X.509 and CMS: UTCTime through 2049, GeneralizedTime from 2050 (RFC 5280 §4.1.2.5). */
  public static byte[] time(Instant time) {
    String text = GENERALIZED.format(time);
    return text.compareTo("1950") >= 0 && text.compareTo("2050") < 0
        ? utcTime(time)
        : generalizedTime(time);
  }

  /** An OBJECT IDENTIFIER from its dotted form. */
  public static byte[] oid(String dotted) {
    String[] arcs = dotted.split("\\.");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    arc(out, new BigInteger(arcs[0]).multiply(BigInteger.valueOf(40)).add(new BigInteger(arcs[1])));
    for (int i = 2; i < arcs.length; i++) {
      arc(out, new BigInteger(arcs[i]));
    }
    return element(DerTag.OID, out.toByteArray());
  }

  private static void arc(ByteArrayOutputStream out, BigInteger value) {
    int groups = Math.max(1, (value.bitLength() + 6) / 7);
    for (int i = groups - 1; i >= 0; i--) {
      int group = value.shiftRight(7 * i).intValue() & 0x7f;
      out.write(i == 0 ? group : group | 0x80);
    }
  }
}

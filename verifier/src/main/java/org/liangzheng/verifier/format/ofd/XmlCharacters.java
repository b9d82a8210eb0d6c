package org.liangzheng.verifier.format.ofd;

/** Which characters XML 1.0 can hold (§2.2), and which bytes are UTF-8. */
public final class XmlCharacters {
  private XmlCharacters() {}

  /** Whether XML can hold a code point; tabs and line ends among them. */
  public static boolean isAllowed(int codePoint) {
    return codePoint == '\t'
        || codePoint == '\n'
        || codePoint == '\r'
        || (codePoint >= 0x20 && codePoint < 0xd800)
        || (codePoint >= 0xe000
            && codePoint <= 0x10ffff
            && codePoint != 0xfffe
            && codePoint != 0xffff);
  }

  /** RFC 3629 §4: the shortest form of a character, no surrogates, nothing above U+10FFFF. */
  static void requireUtf8(byte[] bytes) throws OfdRefusedException {
    boolean ascii = true;
    for (int i = 0; i < bytes.length; ) {
      int lead = bytes[i++];
      if (lead >= 0) {
        continue;
      }
      ascii = false;
      lead &= 0xff;
      int more = lead >= 0xf0 ? 3 : lead >= 0xe0 ? 2 : 1;
      if (lead < 0xc2 || lead > 0xf4 || bytes.length - i < more) {
        throw malformed("not UTF-8");
      }
      int second = bytes[i] & 0xff;
      boolean fits =
          switch (lead) {
            case 0xe0 -> second >= 0xa0;
            case 0xed -> second < 0xa0;
            case 0xf0 -> second >= 0x90;
            case 0xf4 -> second < 0x90;
            default -> true;
          };
      for (int k = 0; k < more; k++) {
        fits &= (bytes[i++] & 0xc0) == 0x80;
      }
      if (!fits) {
        throw malformed("not UTF-8");
      }
    }
    if (!ascii) {
      requireCharacters(bytes);
    }
  }

  /** U+FFFE and U+FFFF are well-formed UTF-8, but no characters of XML. */
  private static void requireCharacters(byte[] bytes) throws OfdRefusedException {
    for (int i = 0; i + 2 < bytes.length; i++) {
      if (bytes[i] == (byte) 0xef && bytes[i + 1] == (byte) 0xbf && (bytes[i + 2] & 0xff) >= 0xbe) {
        throw malformed("a character that XML does not have");
      }
    }
  }

  /**
   * Appends what a reference stands for: one of the five predefined entities, or a character by its
   * number.
   *
   * @param name what stands between {@code &} and {@code ;}
   * @throws OfdRefusedException if it is any other entity, or no character of XML
   */
  static void reference(String name, StringBuilder out) throws OfdRefusedException {
    switch (name) {
      case "lt" -> out.append('<');
      case "gt" -> out.append('>');
      case "amp" -> out.append('&');
      case "quot" -> out.append('"');
      case "apos" -> out.append('\'');
      default -> out.appendCodePoint(numbered(name));
    }
  }

  private static int numbered(String reference) throws OfdRefusedException {
    boolean hex = reference.startsWith("#x");
    String digits = reference.substring(Math.min(reference.length(), hex ? 2 : 1));
    if (!reference.startsWith("#") || digits.isEmpty() || digits.length() > 7) {
      throw malformed("an entity is not allowed");
    }
    int value = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = Character.digit(digits.charAt(i), hex ? 16 : 10);
      // Digits of other scripts lie above the letters.
      if (digit < 0 || digits.charAt(i) > 'f') {
        throw malformed("a character reference is no number");
      }
      value = value * (hex ? 16 : 10) + digit;
    }
    if (!isAllowed(value)) {
      throw malformed("a character that XML does not have");
    }
    return value;
  }

  private static OfdRefusedException malformed(String rule) {
    return new OfdRefusedException(OfdFault.XML_MALFORMED, rule);
  }
}

package org.liangzheng.verifier.format.ofd;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.liangzheng.verifier.crypto.ByteString;

/**
 * Reads XML 1.0 of one part in one pass over its bytes: UTF-8, no DOCTYPE and so no entities but
 * the five predefined ones, well-formed, bounded in depth and number of elements. Nothing outside
 * the part exists for it.
 */
final class XmlScanner {
  /** Elements inside each other. */
  static final int MAX_DEPTH = 64;

  private static final int MAX_ATTRIBUTES = 256;

  private final byte[] in;
  private final Handler handler;
  private final XmlBudget budget;
  private final List<Open> open = new ArrayList<>();
  private int at;
  private boolean rooted;

  /** What is told of a part, in document order. */
  interface Handler {
    /**
     * An element begins.
     *
     * @param name local name
     * @param namespace its URI, or empty
     * @param attributes by local name
     */
    void start(String name, String namespace, Map<String, String> attributes);

    /** Character data directly in the innermost open element; may come in pieces. */
    void text(String text);

    /** The innermost open element ends. */
    void end();
  }

  /** An open element: its name as written, and the prefixes it declares. */
  private record Open(String qualified, Map<String, String> prefixes) {}

  private XmlScanner(byte[] in, Handler handler, XmlBudget budget) {
    this.in = in;
    this.handler = handler;
    this.budget = budget;
  }

  /**
   * Reads a part.
   *
   * @param budget elements that may still be read
   * @throws OfdRefusedException if it is not well-formed, has a DOCTYPE, is not UTF-8 or exceeds
   *     the bounds
   */
  static void scan(ByteString part, Handler handler, XmlBudget budget) throws OfdRefusedException {
    byte[] bytes = part.toByteArray();
    XmlCharacters.requireUtf8(bytes);
    new XmlScanner(bytes, handler, budget).document();
  }

  private void document() throws OfdRefusedException {
    if (in.length >= 3 && in[0] == (byte) 0xef && in[1] == (byte) 0xbb && in[2] == (byte) 0xbf) {
      at = 3;
    }
    declaration();
    while (at < in.length) {
      if (in[at] == '<') {
        markup();
      } else {
        text();
      }
    }
    if (!open.isEmpty() || !rooted) {
      throw malformed("an element is not closed, or there is none");
    }
  }

  private void declaration() throws OfdRefusedException {
    if (!looksAt("<?xml") || at + 5 >= in.length || !isSpace(in[at + 5])) {
      return;
    }
    int end = find("?>", at);
    if (!XmlDeclaration.isUtf8(new String(in, at + 5, end - at - 5, ISO_8859_1))) {
      throw malformed("a part is not XML 1.0 in UTF-8");
    }
    at = end + 2;
  }

  private void markup() throws OfdRefusedException {
    if (at + 1 >= in.length) {
      throw malformed("cut short");
    }
    switch (in[at + 1]) {
      case '/' -> closing();
      case '?' -> {
        if (at + 5 < in.length
            && new String(in, at + 2, 3, ISO_8859_1).equalsIgnoreCase("xml")
            && isSpace(in[at + 5])) {
          throw malformed("an XML declaration stands elsewhere than first");
        }
        at = find("?>", at + 2) + 2;
      }
      case '!' -> {
        if (looksAt("<!--")) {
          int end = find("--", at + 4);
          if (end + 2 >= in.length || in[end + 2] != '>') {
            throw malformed("a comment has -- inside");
          }
          at = end + 3;
        } else if (looksAt("<![CDATA[") && !open.isEmpty()) {
          int end = find("]]>", at + 9);
          handler.text(string(at + 9, end));
          at = end + 3;
        } else {
          throw malformed("a DOCTYPE or an entity is not allowed");
        }
      }
      default -> opening();
    }
  }

  private void opening() throws OfdRefusedException {
    if (open.isEmpty() && rooted) {
      throw malformed("more than one root element");
    }
    if (open.size() >= MAX_DEPTH) {
      throw new OfdRefusedException(OfdFault.XML_TOO_LARGE, "elements are nested too deep");
    }
    budget.take();
    rooted = true;
    at++;
    String qualified = name();
    Map<String, String> attributes = Map.of();
    Map<String, String> prefixes = Map.of();
    List<String> used = List.of();
    while (true) {
      boolean spaced = skipSpace();
      byte next = byteAt();
      if (next == '>' || next == '/') {
        break;
      }
      if (!spaced || attributes.size() + prefixes.size() >= MAX_ATTRIBUTES) {
        throw malformed("attributes run together, or are too many");
      }
      String attribute = name();
      String value = attributeValue();
      if (attribute.equals("xmlns") || attribute.startsWith("xmlns:")) {
        prefixes = prefixes.isEmpty() ? new HashMap<>() : prefixes;
        String declared = attribute.equals("xmlns") ? "" : attribute.substring(6);
        if (declared.startsWith("xml") || (value.isEmpty() && !declared.isEmpty())) {
          throw malformed("a prefix that may not be declared so");
        }
        put(prefixes, declared, value);
      } else {
        attributes = attributes.isEmpty() ? new HashMap<>() : attributes;
        int colon = attribute.indexOf(':');
        if (colon > 0) {
          used = used.isEmpty() ? new ArrayList<>() : used;
          used.add(attribute.substring(0, colon));
        }
        put(attributes, attribute.substring(colon + 1), value);
      }
    }
    int colon = qualified.indexOf(':');
    String prefix = colon < 0 ? "" : qualified.substring(0, colon);
    open.add(new Open(qualified, prefixes));
    for (String each : used) {
      namespace(each);
    }
    handler.start(qualified.substring(colon + 1), namespace(prefix), attributes);
    if (in[at] == '/') {
      at++;
      if (byteAt() != '>') {
        throw malformed("an empty element is not closed");
      }
      end();
    }
    at++;
  }

  private static void put(Map<String, String> map, String name, String value)
      throws OfdRefusedException {
    if (map.put(name, value) != null) {
      throw malformed("an attribute stands twice, or twice under two prefixes");
    }
  }

  private String namespace(String prefix) throws OfdRefusedException {
    for (int i = open.size() - 1; i >= 0; i--) {
      @Nullable String uri = open.get(i).prefixes().get(prefix);
      if (uri != null) {
        return uri;
      }
    }
    if (!prefix.isEmpty() && !prefix.equals("xml")) {
      throw malformed("a prefix is not declared");
    }
    return "";
  }

  private void closing() throws OfdRefusedException {
    at += 2;
    String qualified = name();
    skipSpace();
    if (byteAt() != '>' || open.isEmpty() || !open.getLast().qualified().equals(qualified)) {
      throw malformed("an end tag does not fit");
    }
    at++;
    end();
  }

  private void end() {
    open.removeLast();
    handler.end();
  }

  private void text() throws OfdRefusedException {
    int start = at;
    boolean plain = true;
    while (at < in.length && in[at] != '<') {
      plain &= in[at] != '&' && in[at] != '\r';
      if (in[at] == '>' && at - start >= 2 && in[at - 1] == ']' && in[at - 2] == ']') {
        throw malformed("]]> in text");
      }
      requireCharacter(in[at]);
      at++;
    }
    if (open.isEmpty()) {
      for (int i = start; i < at; i++) {
        if (!isSpace(in[i])) {
          throw malformed("text outside the root element");
        }
      }
      return;
    }
    handler.text(plain ? string(start, at) : unescape(start, at, false));
  }

  private String attributeValue() throws OfdRefusedException {
    skipSpace();
    if (byteAt() != '=') {
      throw malformed("an attribute has no value");
    }
    at++;
    skipSpace();
    byte quote = byteAt();
    if (quote != '"' && quote != '\'') {
      throw malformed("a value is not quoted");
    }
    int start = ++at;
    boolean plain = true;
    while (byteAt() != quote) {
      byte b = in[at];
      if (b == '<') {
        throw malformed("< in an attribute");
      }
      requireCharacter(b);
      plain &= b < 0 || (b >= 0x20 && b != '&');
      at++;
    }
    return plain ? string(start, at++) : unescape(start, at++, true);
  }

  /** Line ends become one LF (XML 1.0 §2.11), white space in attributes a space (§3.3.3). */
  private String unescape(int from, int to, boolean attribute) throws OfdRefusedException {
    StringBuilder out = new StringBuilder(to - from);
    int plain = from;
    int i = from;
    while (i < to) {
      byte b = in[i];
      if (b == '&') {
        out.append(string(plain, i));
        int end = i + 1;
        while (end < to && in[end] != ';') {
          end++;
        }
        if (end == to) {
          throw malformed("an entity is cut short");
        }
        XmlCharacters.reference(string(i + 1, end), out);
        i = end + 1;
        plain = i;
      } else if (b == '\r' || (attribute && (b == '\n' || b == '\t'))) {
        out.append(string(plain, i)).append(attribute ? ' ' : '\n');
        i += b == '\r' && i + 1 < to && in[i + 1] == '\n' ? 2 : 1;
        plain = i;
      } else {
        i++;
      }
    }
    return out.append(string(plain, to)).toString();
  }

  /** A name with at most one colon. */
  private String name() throws OfdRefusedException {
    int start = at;
    int colons = 0;
    while (at < in.length && isNamePart(in[at])) {
      colons += in[at] == ':' ? 1 : 0;
      at++;
    }
    boolean bad =
        at == start
            || colons > 1
            || in[start] == ':'
            || in[at - 1] == ':'
            || in[start] == '-'
            || in[start] == '.'
            || (in[start] >= '0' && in[start] <= '9');
    if (bad) {
      throw malformed("not a name");
    }
    return string(start, at);
  }

  /** ASCII of XML names; bytes above are letters of Chinese names and taken as they are. */
  private static boolean isNamePart(byte b) {
    return (b >= 'a' && b <= 'z')
        || (b >= 'A' && b <= 'Z')
        || (b >= '0' && b <= '9')
        || b == '_'
        || b == '-'
        || b == '.'
        || b == ':'
        || b < 0;
  }

  private static void requireCharacter(byte b) throws OfdRefusedException {
    if (b >= 0 && b < 0x20 && !isSpace(b)) {
      throw malformed("a control character");
    }
  }

  private boolean skipSpace() {
    int start = at;
    while (at < in.length && isSpace(in[at])) {
      at++;
    }
    return at > start;
  }

  private static boolean isSpace(byte b) {
    return b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }

  private byte byteAt() throws OfdRefusedException {
    if (at >= in.length) {
      throw malformed("cut short");
    }
    return in[at];
  }

  private boolean looksAt(String ascii) {
    if (at + ascii.length() > in.length) {
      return false;
    }
    for (int i = 0; i < ascii.length(); i++) {
      if (in[at + i] != ascii.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private int find(String ascii, int from) throws OfdRefusedException {
    for (int i = from; i + ascii.length() <= in.length; i++) {
      int matched = 0;
      while (matched < ascii.length() && in[i + matched] == ascii.charAt(matched)) {
        matched++;
      }
      if (matched == ascii.length()) {
        return i;
      }
    }
    throw malformed("cut short");
  }

  private String string(int from, int to) {
    return new String(in, from, to - from, UTF_8);
  }

  private static OfdRefusedException malformed(String rule) {
    return new OfdRefusedException(OfdFault.XML_MALFORMED, rule);
  }
}

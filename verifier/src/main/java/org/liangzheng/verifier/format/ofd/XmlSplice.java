package org.liangzheng.verifier.format.ofd;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.UnaryOperator;
import org.liangzheng.verifier.crypto.ByteString;

/**
 * Changes one place of somebody else's XML part and leaves every other byte as it is. For parts
 * that {@link XmlReader} has read: well-formed, without DOCTYPE, in UTF-8.
 */
public final class XmlSplice {
  private final byte[] xml;
  private final List<String> path;

  /** Elements open, and how many of them from the root are the path's. */
  private int depth;

  private int matched;

  private XmlSplice(ByteString part, List<String> path) {
    this.xml = part.toByteArray();
    this.path = path;
  }

  /** Where an element stands; of an empty element both ends of the content are its {@code />}. */
  private record Found(int contentStart, int contentEnd, String rawName, boolean empty) {
    String prefix() {
      int colon = rawName.indexOf(':');
      return rawName.substring(0, colon + 1);
    }
  }

  /**
   * Adds a fragment as the last child of the first element at a path.
   *
   * @param path local names from the root on
   * @param fragment gets the element's prefix with its colon, or nothing, and gives the text to
   *     insert, well-formed and escaped
   * @throws OfdRefusedException if there is no such element
   */
  public static ByteString append(
      ByteString part, List<String> path, UnaryOperator<String> fragment)
      throws OfdRefusedException {
    XmlSplice splice = new XmlSplice(part, path);
    Found found = splice.find();
    String inserted = fragment.apply(found.prefix());
    return found.empty()
        ? splice.spliced(
            found.contentStart(), found.contentEnd(), ">" + inserted + "</" + found.rawName() + ">")
        : splice.spliced(found.contentEnd(), found.contentEnd(), inserted);
  }

  /**
   * Puts text in place of all that stands in the first element at a path.
   *
   * @param text escaped
   */
  public static ByteString replace(ByteString part, List<String> path, String text)
      throws OfdRefusedException {
    XmlSplice splice = new XmlSplice(part, path);
    Found found = splice.find();
    return found.empty()
        ? splice.spliced(
            found.contentStart(), found.contentEnd(), ">" + text + "</" + found.rawName() + ">")
        : splice.spliced(found.contentStart(), found.contentEnd(), text);
  }

  private ByteString spliced(int from, int to, String text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(xml.length + text.length() + 16);
    out.write(xml, 0, from);
    out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    out.write(xml, to, xml.length - to);
    return ByteString.wrap(out.toByteArray());
  }

  private Found find() throws OfdRefusedException {
    int contentStart = -1;
    int at = 0;
    while ((at = indexOf("<", at)) >= 0) {
      if (startsWith("<!--", at)) {
        at = after("-->", at + 4);
      } else if (startsWith("<![CDATA[", at)) {
        at = after("]]>", at + 9);
      } else if (startsWith("<?", at)) {
        at = after("?>", at + 2);
      } else if (startsWith("</", at)) {
        if (depth == path.size() && matched == path.size()) {
          return new Found(contentStart, at, rawName(at + 2), false);
        }
        matched = Math.min(matched, --depth);
        at = tagEnd(at);
      } else {
        String rawName = rawName(at + 1);
        int end = tagEnd(at);
        boolean empty = xml[end - 2] == '/';
        boolean onPath =
            matched == depth
                && depth < path.size()
                && rawName.substring(rawName.indexOf(':') + 1).equals(path.get(depth));
        if (onPath && depth + 1 == path.size()) {
          if (empty) {
            return new Found(end - 2, end, rawName, true);
          }
          contentStart = end;
        }
        if (!empty) {
          depth++;
          matched += onPath ? 1 : 0;
        }
        at = end;
      }
    }
    throw new OfdRefusedException(OfdFault.STRUCTURE_BROKEN, "a required element is missing");
  }

  /** Index behind the tag's {@code >}; one inside quotes does not count. */
  private int tagEnd(int at) throws OfdRefusedException {
    int quote = 0;
    for (int i = at; i < xml.length; i++) {
      int c = xml[i];
      if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if (c == '"' || c == '\'') {
        quote = c;
      } else if (c == '>') {
        return i + 1;
      }
    }
    throw new OfdRefusedException(OfdFault.XML_MALFORMED, "a tag does not end");
  }

  private String rawName(int at) {
    int end = at;
    while (end < xml.length && " \t\r\n/>".indexOf(xml[end]) < 0) {
      end++;
    }
    return new String(xml, at, end - at, StandardCharsets.UTF_8);
  }

  private int after(String mark, int from) throws OfdRefusedException {
    int at = indexOf(mark, from);
    if (at < 0) {
      throw new OfdRefusedException(OfdFault.XML_MALFORMED, "a comment or section does not end");
    }
    return at + mark.length();
  }

  private int indexOf(String mark, int from) {
    for (int i = from; i + mark.length() <= xml.length; i++) {
      if (startsWith(mark, i)) {
        return i;
      }
    }
    return -1;
  }

  private boolean startsWith(String mark, int at) {
    if (at + mark.length() > xml.length) {
      return false;
    }
    for (int i = 0; i < mark.length(); i++) {
      if (xml[at + i] != mark.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}

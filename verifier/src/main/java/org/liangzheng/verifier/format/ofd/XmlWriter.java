package org.liangzheng.verifier.format.ofd;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import org.liangzheng.verifier.crypto.ByteString;

/** Writes an XML part of OFD, UTF-8, in one fixed form: no indentation, attributes as called. */
public final class XmlWriter {
  /** Namespace of GB/T 33190. */
  public static final String NAMESPACE = "http://www.ofdspec.org/2016";

  private final StringBuilder out =
      new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
  private final Deque<String> open = new ArrayDeque<>();
  private boolean startOpen;

  /** Opens an element of the OFD namespace. */
  public XmlWriter start(String name) {
    closeStart();
    out.append("<ofd:").append(name);
    if (open.isEmpty()) {
      out.append(" xmlns:ofd=\"").append(NAMESPACE).append('"');
    }
    open.push(name);
    startOpen = true;
    return this;
  }

  /** Adds an attribute to the element just opened. */
  public XmlWriter attribute(String name, String value) {
    if (!startOpen) {
      throw new IllegalStateException("attributes come before content");
    }
    out.append(' ').append(name).append("=\"");
    escape(value, true);
    out.append('"');
    return this;
  }

  public XmlWriter attribute(String name, int value) {
    return attribute(name, Integer.toString(value));
  }

  public XmlWriter text(String text) {
    closeStart();
    escape(text, false);
    return this;
  }

  /** Closes the innermost open element. */
  public XmlWriter end() {
    String name = open.pop();
    if (startOpen) {
      out.append("/>");
      startOpen = false;
    } else {
      out.append("</ofd:").append(name).append('>');
    }
    return this;
  }

  /** An element with text only. */
  public XmlWriter element(String name, String text) {
    return start(name).text(text).end();
  }

  /** The finished part. */
  public ByteString finish() {
    if (!open.isEmpty()) {
      throw new IllegalStateException("an element is still open");
    }
    return ByteString.of(out.toString().getBytes(StandardCharsets.UTF_8));
  }

  private void closeStart() {
    if (startOpen) {
      out.append('>');
      startOpen = false;
    }
  }

  private void escape(String text, boolean attribute) {
    text.codePoints()
        .forEach(c -> {
          switch (c) {
            case '<' -> out.append("&lt;");
            case '>' -> out.append("&gt;");
            case '&' -> out.append("&amp;");
            case '"' -> out.append(attribute ? "&quot;" : "\"");
            case '\t', '\n', '\r' -> out.append("&#").append(c).append(';');
            default -> {
              if (!XmlCharacters.isAllowed(c)) {
                throw new IllegalArgumentException("XML cannot hold this character");
              }
              out.appendCodePoint(c);
            }
          }
        });
  }
}

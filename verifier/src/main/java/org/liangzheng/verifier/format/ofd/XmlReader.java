package org.liangzheng.verifier.format.ofd;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.liangzheng.verifier.crypto.ByteString;

/** Reads an XML part as a tree: without DOCTYPE, entities or network, bounded in depth and size. */
public final class XmlReader {
  /** A larger part is not read as a tree. */
  public static final int MAX_BYTES = 4 * 1024 * 1024;

  private XmlReader() {}

  /**
   * Reads a part whose root element must have the given name.
   *
   * @throws OfdRefusedException if it is not such a part
   */
  public static XmlElement read(ByteString part, String rootName) throws OfdRefusedException {
    if (part.size() > MAX_BYTES) {
      throw new OfdRefusedException(OfdFault.XML_TOO_LARGE, "a structural part over 4 MiB");
    }
    Tree tree = new Tree();
    XmlScanner.scan(part, tree, new XmlBudget(XmlBudget.TREE));
    XmlElement root = tree.document.children.getFirst();
    if (!root.name().equals(rootName)) {
      throw new OfdRefusedException(OfdFault.STRUCTURE_BROKEN, "a part has another root element");
    }
    return root;
  }

  /** An element whose children are still being read. */
  private static final class Open {
    private final String name;
    private final String namespace;
    private final Map<String, String> attributes;
    private final List<XmlElement> children = new ArrayList<>(2);
    private String text = "";

    /** Only when the text comes in several pieces. */
    private @Nullable StringBuilder pieces;

    private Open(String name, String namespace, Map<String, String> attributes) {
      this.name = name;
      this.namespace = namespace;
      this.attributes = attributes;
    }
  }

  private static final class Tree implements XmlScanner.Handler {
    private final Open document = new Open("", "", Map.of());
    private final List<Open> open = new ArrayList<>(List.of(document));

    @Override
    public void start(String name, String namespace, Map<String, String> attributes) {
      open.add(new Open(name, namespace, attributes));
    }

    @Override
    public void text(String text) {
      Open current = open.getLast();
      if (current.text.isEmpty()) {
        current.text = text;
      } else {
        if (current.pieces == null) {
          current.pieces = new StringBuilder(current.text);
        }
        current.pieces.append(text);
      }
    }

    @Override
    public void end() {
      Open done = open.removeLast();
      open.getLast()
          .children
          .add(
              new XmlElement(
                  done.name,
                  done.namespace,
                  done.attributes,
                  done.children,
                  done.pieces == null ? done.text : done.pieces.toString()));
    }
  }
}

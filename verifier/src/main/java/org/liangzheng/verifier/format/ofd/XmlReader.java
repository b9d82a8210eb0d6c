package org.liangzheng.verifier.format.ofd;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.liangzheng.verifier.crypto.ByteString;

/** Reads an XML part without DOCTYPE, entities or network, bounded in depth and size. */
public final class XmlReader {
  private static final int MAX_DEPTH = 64;
  private static final int MAX_ELEMENTS = 500_000;
  private static final XMLInputFactory FACTORY = factory();

  private XmlReader() {}

  /** An element whose children are still being read. */
  private static final class Open {
    private final String name;
    private final String namespace;
    private final Map<String, String> attributes;
    private final List<XmlElement> children = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();

    private Open(String name, String namespace, Map<String, String> attributes) {
      this.name = name;
      this.namespace = namespace;
      this.attributes = attributes;
    }
  }

  /**
   * Reads a part whose root element must have the given name.
   *
   * @throws OfdRefusedException if it is not such a part
   */
  public static XmlElement read(ByteString part, String rootName) throws OfdRefusedException {
    XmlElement root = read(part);
    if (!root.name().equals(rootName)) {
      throw new OfdRefusedException(OfdFault.STRUCTURE_BROKEN, "a part has another root element");
    }
    return root;
  }

  private static XmlElement read(ByteString part) throws OfdRefusedException {
    try {
      XMLStreamReader reader = FACTORY.createXMLStreamReader(part.toInputStream());
      try {
        return readRoot(reader);
      } finally {
        reader.close();
      }
    } catch (XMLStreamException malformed) {
      throw new OfdRefusedException(OfdFault.XML_MALFORMED, "not well-formed", malformed);
    }
  }

  private static XmlElement readRoot(XMLStreamReader reader)
      throws XMLStreamException, OfdRefusedException {
    Deque<Open> open = new ArrayDeque<>();
    Open document = new Open("", "", Map.of());
    open.push(document);
    int elements = 0;
    while (reader.hasNext()) {
      switch (reader.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          if (open.size() > MAX_DEPTH || ++elements > MAX_ELEMENTS) {
            throw new OfdRefusedException(OfdFault.XML_MALFORMED, "nested too deep, or too long");
          }
          open.push(start(reader));
        }
        case XMLStreamConstants.END_ELEMENT -> {
          Open done = open.pop();
          open.element()
              .children
              .add(
                  new XmlElement(
                      done.name,
                      done.namespace,
                      done.attributes,
                      done.children,
                      done.text.toString()));
        }
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA ->
            open.element().text.append(reader.getText());
        case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
            throw new OfdRefusedException(
                OfdFault.XML_MALFORMED, "a DOCTYPE or an entity is not allowed");
        default -> {
          // Comments and processing instructions carry nothing.
        }
      }
    }
    return document.children.getFirst();
  }

  private static Open start(XMLStreamReader reader) throws OfdRefusedException {
    Map<String, String> attributes = new HashMap<>();
    for (int i = 0; i < reader.getAttributeCount(); i++) {
      if (attributes.put(reader.getAttributeLocalName(i), reader.getAttributeValue(i)) != null) {
        throw new OfdRefusedException(
            OfdFault.XML_MALFORMED, "an attribute stands twice under two prefixes");
      }
    }
    String namespace = reader.getNamespaceURI();
    return new Open(reader.getLocalName(), namespace == null ? "" : namespace, attributes);
  }

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
    factory.setXMLResolver((_, _, _, _) -> {
      throw new XMLStreamException("nothing outside the part is read");
    });
    return factory;
  }
}

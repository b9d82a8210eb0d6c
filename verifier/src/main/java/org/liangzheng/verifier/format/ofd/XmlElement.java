package org.liangzheng.verifier.format.ofd;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An element of an XML part.
 *
 * @param name local name; OFD parts have one namespace
 * @param attributes by local name
 * @param text character data directly in the element, joined
 */
public record XmlElement(
    String name,
    String namespace,
    Map<String, String> attributes,
    List<XmlElement> children,
    String text) {
  public XmlElement {
    attributes = Map.copyOf(attributes);
    children = List.copyOf(children);
  }

  /** Children of a name. */
  public List<XmlElement> children(String childName) {
    List<XmlElement> found = new ArrayList<>(children.size());
    for (XmlElement child : children) {
      if (child.name().equals(childName)) {
        found.add(child);
      }
    }
    return found;
  }

  /**
   * The only child of a name, if there is one.
   *
   * @throws OfdRefusedException if there are several
   */
  public Optional<XmlElement> child(String childName) throws OfdRefusedException {
    Optional<XmlElement> found = Optional.empty();
    for (XmlElement child : children) {
      if (child.name().equals(childName)) {
        if (found.isPresent()) {
          throw new OfdRefusedException(
              OfdFault.STRUCTURE_BROKEN, "an element stands more than once");
        }
        found = Optional.of(child);
      }
    }
    return found;
  }

  /**
   * The only child of a name.
   *
   * @throws OfdRefusedException if there is none, or several
   */
  public XmlElement require(String childName) throws OfdRefusedException {
    return child(childName)
        .orElseThrow(() ->
            new OfdRefusedException(OfdFault.STRUCTURE_BROKEN, "a required element is missing"));
  }

  /** Value of an attribute. */
  public Optional<String> attribute(String attributeName) {
    return Optional.ofNullable(attributes.get(attributeName));
  }

  /**
   * Value of an attribute.
   *
   * @throws OfdRefusedException if it is missing
   */
  public String requireAttribute(String attributeName) throws OfdRefusedException {
    return attribute(attributeName)
        .orElseThrow(() ->
            new OfdRefusedException(OfdFault.STRUCTURE_BROKEN, "a required attribute is missing"));
  }
}

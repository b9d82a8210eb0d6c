package org.liangzheng.verifier.format.ofd;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.liangzheng.verifier.crypto.ByteString;

/**
 * Signature.xml (GB/T 33190 §18.2): what one signature protects.
 *
 * @param path absolute path of this part
 * @param signatureMethod as written
 * @param checkMethod as written; the schema's default is MD5
 * @param sealPath absolute path of the seal, if it names one
 * @param signedValuePath absolute path of the signature value
 */
public record SignatureDescription(
    String path,
    String signatureMethod,
    String checkMethod,
    List<Reference> references,
    List<StampAnnotation> annotations,
    Optional<String> sealPath,
    String signedValuePath) {
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(?:[0-9]{1,9}(?:\\.[0-9]{0,12})?|\\.[0-9]{1,12})");

  /** A protected part: absolute path, and the digest of its raw bytes. */
  public record Reference(String path, ByteString digest) {}

  /**
   * Where the stamp is shown.
   *
   * @param boundary {@code x y w h} in millimetres, as written
   */
  public record StampAnnotation(String id, String pageRef, String boundary) {
    /** Whether the boundary is four numbers that span something. */
    public boolean hasArea() {
      String[] words = boundary.strip().split("\\s+");
      return words.length == 4
          && Arrays.stream(words).allMatch(NUMBER.asMatchPredicate())
          && Double.parseDouble(words[2]) > 0
          && Double.parseDouble(words[3]) > 0;
    }
  }

  /**
   * Reads the description at a path.
   *
   * @throws OfdRefusedException if it is missing or broken
   */
  public static SignatureDescription read(OfdPackage content, String path)
      throws OfdRefusedException {
    XmlElement root = XmlReader.read(content.require(path), "Signature");
    XmlElement info = root.require("SignedInfo");
    XmlElement list = info.require("References");
    List<Reference> references = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (XmlElement reference : list.children("Reference")) {
      Reference read =
          new Reference(
              OfdPaths.resolve(path, reference.requireAttribute("FileRef")),
              base64(reference.require("CheckValue").text()));
      requireNew(ids, read.path());
      references.add(read);
    }
    List<StampAnnotation> annotations = new ArrayList<>();
    for (XmlElement annotation : info.children("StampAnnot")) {
      requireNew(ids, annotation.requireAttribute("ID"));
      annotations.add(
          new StampAnnotation(
              annotation.requireAttribute("ID"),
              annotation.requireAttribute("PageRef"),
              annotation.requireAttribute("Boundary")));
    }
    Optional<XmlElement> seal = info.child("Seal");
    Optional<String> sealPath =
        seal.isPresent()
            ? Optional.of(OfdPaths.resolve(path, seal.get().require("BaseLoc").text()))
            : Optional.empty();
    return new SignatureDescription(
        path,
        info.child("SignatureMethod").map(XmlElement::text).orElse("").strip(),
        list.attribute("CheckMethod").orElse("MD5"),
        List.copyOf(references),
        List.copyOf(annotations),
        sealPath,
        OfdPaths.resolve(path, root.require("SignedValue").text()));
  }

  /** Paths begin with a slash and identifiers do not: one set holds both. */
  private static void requireNew(Set<String> ids, String id) throws OfdRefusedException {
    if (!ids.add(id)) {
      throw new OfdRefusedException(OfdFault.DUPLICATE_ID, "a part or a stamp is named twice");
    }
  }

  private static ByteString base64(String text) throws OfdRefusedException {
    try {
      return ByteString.wrap(Base64.getDecoder().decode(text.strip()));
    } catch (IllegalArgumentException bad) {
      throw new OfdRefusedException(OfdFault.STRUCTURE_BROKEN, "a digest is not base64", bad);
    }
  }
}

package org.liangzheng.verifier.format.ofd;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.liangzheng.verifier.crypto.ByteString;

/**
 * A package with one document, as its OFD.xml describes it (GB/T 33190 §7.4).
 *
 * @param documentPath absolute path of Document.xml
 * @param pages numbers of the pages, as written
 * @param signaturesPath absolute path of Signatures.xml, if the document has signatures
 * @param customDatas CustomData values by name, in order
 * @param signatures entries of Signatures.xml in order
 */
public record OfdDocument(
    OfdPackage content,
    String documentPath,
    Set<String> pages,
    Optional<String> signaturesPath,
    Map<String, String> customDatas,
    List<SignatureEntry> signatures) {
  /** Absolute path of the root part. */
  public static final String ROOT = "/OFD.xml";

  private static final ByteString ZIP_HEAD = ByteString.ofHex("504b0304");

  /** More signatures than this are refused. */
  public static final int MAX_SIGNATURES = 200;

  /** One entry of Signatures.xml. */
  public record SignatureEntry(String id, SignatureType type, String path) {}

  /** Kind of an OFD signature. */
  public enum SignatureType {
    /** SignedValue.dat holds an SES_Signature. */
    SEAL,
    /** SignedValue.dat holds a GB/T 35275 signed message. */
    SIGN
  }

  /**
   * Reads the package's structure.
   *
   * @throws OfdRefusedException if the bytes are no package, or its structure is broken
   */
  public static OfdDocument read(byte[] bytes, OfdLimits limits) throws OfdRefusedException {
    OfdPackage content = ZipReader.read(bytes, limits);
    requireNotNested(content);
    ByteString rootPart =
        content
            .find(ROOT)
            .orElseThrow(
                () -> new OfdRefusedException(OfdFault.STRUCTURE_BROKEN, "OFD.xml is missing"));
    XmlElement root = XmlReader.read(rootPart, "OFD");
    if (root.children("DocBody").size() > 1) {
      throw new OfdRefusedException(
          OfdFault.PACKAGE_SEVERAL_DOCUMENTS, "one would be shown and another be checked");
    }
    XmlElement body = root.require("DocBody");
    String documentPath = OfdPaths.resolve(ROOT, body.require("DocRoot").text());
    Set<String> pages = pages(XmlReader.read(content.require(documentPath), "Document"));
    Optional<XmlElement> signatures = body.child("Signatures");
    Optional<String> signaturesPath = Optional.empty();
    List<SignatureEntry> entries = List.of();
    if (signatures.isPresent()) {
      String path = OfdPaths.resolve(ROOT, signatures.get().text());
      signaturesPath = Optional.of(path);
      entries = signatures(content, path);
    }
    return new OfdDocument(
        content, documentPath, pages, signaturesPath, customDatas(body), entries);
  }

  /** A package inside a package would be shown by some readers and checked by none. */
  private static void requireNotNested(OfdPackage content) throws OfdRefusedException {
    for (String path : content.paths()) {
      boolean archive = content.require(path).startsWith(ZIP_HEAD);
      if (archive || (path.endsWith(ROOT) && !path.equals(ROOT))) {
        throw new OfdRefusedException(OfdFault.PACKAGE_NESTED, "an entry is itself a package");
      }
    }
  }

  /** A stamp names its page by number: two pages of one number would be two places. */
  private static Set<String> pages(XmlElement document) throws OfdRefusedException {
    Set<String> ids = new HashSet<>();
    Optional<XmlElement> pages = document.child("Pages");
    if (pages.isPresent()) {
      for (XmlElement page : pages.get().children("Page")) {
        if (!ids.add(page.requireAttribute("ID"))) {
          throw new OfdRefusedException(OfdFault.DUPLICATE_ID, "two pages have one number");
        }
      }
    }
    return Set.copyOf(ids);
  }

  private static Map<String, String> customDatas(XmlElement body) throws OfdRefusedException {
    Map<String, String> datas = new LinkedHashMap<>();
    Optional<XmlElement> info = body.child("DocInfo");
    Optional<XmlElement> list =
        info.isPresent() ? info.get().child("CustomDatas") : Optional.empty();
    if (list.isPresent()) {
      for (XmlElement data : list.get().children("CustomData")) {
        if (datas.put(data.requireAttribute("Name"), data.text()) != null) {
          throw new OfdRefusedException(
              OfdFault.STRUCTURE_BROKEN, "a CustomData stands more than once");
        }
      }
    }
    return datas;
  }

  private static List<SignatureEntry> signatures(OfdPackage content, String path)
      throws OfdRefusedException {
    List<SignatureEntry> entries = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (XmlElement entry :
        XmlReader.read(content.require(path), "Signatures").children("Signature")) {
      SignatureType type =
          switch (entry.attribute("Type").orElse("Seal")) {
            case "Seal" -> SignatureType.SEAL;
            case "Sign" -> SignatureType.SIGN;
            default ->
                throw new OfdRefusedException(
                    OfdFault.STRUCTURE_BROKEN, "a signature is neither Seal nor Sign");
          };
      SignatureEntry read =
          new SignatureEntry(
              entry.requireAttribute("ID"),
              type,
              OfdPaths.resolve(path, entry.requireAttribute("BaseLoc")));
      if (!ids.add(read.id()) || !ids.add(read.path())) {
        throw new OfdRefusedException(OfdFault.DUPLICATE_ID, "two signatures are one");
      }
      entries.add(read);
      if (entries.size() > MAX_SIGNATURES) {
        throw new OfdRefusedException(OfdFault.STRUCTURE_BROKEN, "more than 200 signatures");
      }
    }
    return entries;
  }
}

package org.liangzheng.signer.stamp;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.liangzheng.signer.seal.SealRefusedException;
import org.liangzheng.signer.stamp.StampRefusedException.Rule;
import org.liangzheng.verifier.format.ofd.OfdDocument;
import org.liangzheng.verifier.format.ofd.OfdLimits;
import org.liangzheng.verifier.format.ofd.OfdPackage;
import org.liangzheng.verifier.format.ofd.OfdPaths;
import org.liangzheng.verifier.format.ofd.OfdRefusedException;
import org.liangzheng.verifier.format.ofd.SignatureDescription;
import org.liangzheng.verifier.format.ofd.XmlElement;
import org.liangzheng.verifier.format.ofd.XmlReader;
import org.liangzheng.verifier.format.ofd.ZipReader;
import org.liangzheng.verifier.format.ofd.text.OfdPages;

/**
 * An OFD document that may be stamped. Whether its earlier signatures are good is not judged here:
 * who wants to know asks the verifier before.
 */
public final class StampableDocument {
  private final byte[] bytes;
  private final OfdPackage content;
  private final String documentPath;
  private final Optional<String> signaturesPath;
  private final List<String> signatureIds;
  private final Optional<String> maxSignId;
  private final OfdPages pages;

  private StampableDocument(
      byte[] bytes,
      OfdPackage content,
      String documentPath,
      Optional<String> signaturesPath,
      List<String> signatureIds,
      Optional<String> maxSignId,
      OfdPages pages) {
    this.bytes = bytes;
    this.content = content;
    this.documentPath = documentPath;
    this.signaturesPath = signaturesPath;
    this.signatureIds = List.copyOf(signatureIds);
    this.maxSignId = maxSignId;
    this.pages = pages;
  }

  /**
   * Reads a document.
   *
   * @param bytes not copied; must not change meanwhile
   * @throws StampRefusedException if it cannot be read safely, or must not be stamped
   */
  public static StampableDocument read(byte[] bytes, OfdLimits limits)
      throws StampRefusedException {
    try {
      return read(bytes, ZipReader.read(bytes, limits));
    } catch (OfdRefusedException refused) {
      throw new StampRefusedException(refused);
    }
  }

  private static StampableDocument read(byte[] bytes, OfdPackage content)
      throws OfdRefusedException, StampRefusedException {
    requireNoProtection(content);
    XmlElement root = XmlReader.read(content.require(OfdDocument.ROOT), "OFD");
    if (root.children("DocBody").size() > 1) {
      throw new StampRefusedException(Rule.SEVERAL_DOCUMENTS);
    }
    XmlElement body = root.require("DocBody");
    String documentPath = OfdPaths.resolve(OfdDocument.ROOT, body.require("DocRoot").text());
    OfdPages pages = OfdPages.read(content, documentPath);
    Optional<XmlElement> named = body.child("Signatures");
    Optional<String> path = Optional.empty();
    List<String> ids = new ArrayList<>();
    Optional<String> maxSignId = Optional.empty();
    if (named.isPresent()) {
      path = Optional.of(OfdPaths.resolve(OfdDocument.ROOT, named.get().text()));
      XmlElement list = XmlReader.read(content.require(path.get()), "Signatures");
      maxSignId = list.child("MaxSignId").map(e -> e.text().strip());
      for (XmlElement entry : list.children("Signature")) {
        ids.add(entry.requireAttribute("ID"));
        requireNotLocked(content, path.get(), entry);
      }
      if (ids.size() >= OfdDocument.MAX_SIGNATURES) {
        throw new StampRefusedException(Rule.TOO_MANY_SIGNATURES);
      }
    } else {
      requireNoRemains(content, documentPath);
    }
    return new StampableDocument(bytes, content, documentPath, path, ids, maxSignId, pages);
  }

  private static void requireNoProtection(OfdPackage content) throws StampRefusedException {
    for (String path : content.paths()) {
      switch (path.substring(path.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT)) {
        case "ofdentries.xml" -> throw new StampRefusedException(Rule.WHOLE_PACKAGE_PROTECTED);
        case "encryptions.xml", "decryptseed.dat" ->
            throw new StampRefusedException(Rule.DOCUMENT_ENCRYPTED);
        default -> {
          // Any other part may be stamped over.
        }
      }
    }
  }

  private static void requireNotLocked(OfdPackage content, String listPath, XmlElement entry)
      throws OfdRefusedException, StampRefusedException {
    SignatureDescription earlier =
        SignatureDescription.read(
            content, OfdPaths.resolve(listPath, entry.requireAttribute("BaseLoc")));
    boolean locked =
        earlier.references().stream().anyMatch(r -> r.path().equalsIgnoreCase(listPath));
    if (locked) {
      throw new StampRefusedException(Rule.DOCUMENT_LOCKED);
    }
  }

  /** Without a list of signatures there is nothing where signatures lie. */
  private static void requireNoRemains(OfdPackage content, String documentPath)
      throws StampRefusedException {
    String folder = signsFolder(documentPath).toLowerCase(Locale.ROOT);
    for (String path : content.paths()) {
      if (path.toLowerCase(Locale.ROOT).startsWith(folder)) {
        throw new StampRefusedException(Rule.SIGNATURES_UNLISTED);
      }
    }
  }

  /** Number of pages. */
  public int pages() {
    return pages.list().size();
  }

  /** Number of signatures it already has. */
  public int signatures() {
    return signatureIds.size();
  }

  /**
   * Prepares one further signature.
   *
   * @throws StampRefusedException if a place cannot be found, or the document's parts cannot take
   *     it
   * @throws SealRefusedException if seal, signer and time do not fit each other
   */
  public PreparedDocument prepare(StampOrder order)
      throws StampRefusedException, SealRefusedException {
    try {
      return PreparedDocument.of(this, order);
    } catch (OfdRefusedException refused) {
      throw new StampRefusedException(refused);
    }
  }

  byte[] bytes() {
    return bytes;
  }

  OfdPackage content() {
    return content;
  }

  OfdPages pageList() {
    return pages;
  }

  Optional<String> signaturesPath() {
    return signaturesPath;
  }

  List<String> signatureIds() {
    return signatureIds;
  }

  Optional<String> maxSignId() {
    return maxSignId;
  }

  /** Where the list of signatures is made when there is none. */
  String newSignaturesPath() {
    return signsFolder(documentPath) + "Signatures.xml";
  }

  private static String signsFolder(String documentPath) {
    return documentPath.substring(0, documentPath.lastIndexOf('/') + 1) + "Signs/";
  }
}

package org.liangzheng.signer.stamp;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.liangzheng.signer.stamp.StampRefusedException.Rule;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.format.ofd.OfdDocument;
import org.liangzheng.verifier.format.ofd.OfdPackage;
import org.liangzheng.verifier.format.ofd.OfdRefusedException;
import org.liangzheng.verifier.format.ofd.XmlSplice;
import org.liangzheng.verifier.format.ofd.XmlWriter;

/**
 * A free place for one more signature in a document: its identifier, its folder, and the two parts
 * that have to name it.
 *
 * @param root OFD.xml as it will be, if it has to change
 * @param listPath where the list of signatures lies
 * @param list the list as it will be
 */
record SignatureSlot(String folder, Optional<ByteString> root, String listPath, ByteString list) {
  static SignatureSlot in(StampableDocument document, String type)
      throws OfdRefusedException, StampRefusedException {
    String listPath = document.signaturesPath().orElseGet(document::newSignaturesPath);
    int number = 1;
    for (String id : document.signatureIds()) {
      number = Math.max(number, number(id) + 1);
    }
    number = Math.max(number, document.maxSignId().map(SignatureSlot::number).orElse(0) + 1);
    String id = String.format(Locale.ROOT, "s%03d", number);
    String folder = freeFolder(document.content(), listPath, document.signatureIds().size());
    if (!folder.chars().allMatch(c -> c >= 0x20 && c < 0x7f)) {
      throw new StampRefusedException(Rule.PATH_NOT_ASCII);
    }
    if (document.signaturesPath().isEmpty()) {
      return new SignatureSlot(
          folder,
          Optional.of(withList(document.content(), listPath)),
          listPath,
          newList(id, type, folder));
    }
    return new SignatureSlot(
        folder, Optional.empty(), listPath, extended(document, listPath, id, type, folder));
  }

  String description() {
    return folder + "Signature.xml";
  }

  String signedValue() {
    return folder + "SignedValue.dat";
  }

  /** The number in an identifier of any style: s001, 7, Sign_2. */
  private static int number(String id) {
    String digits = id.replaceAll("[^0-9]", "");
    return digits.isEmpty() || digits.length() > 8 ? 0 : Integer.parseInt(digits);
  }

  private static String freeFolder(OfdPackage content, String listPath, int first) {
    String base = listPath.substring(0, listPath.lastIndexOf('/') + 1);
    Set<String> taken = new HashSet<>();
    for (String path : content.paths()) {
      String folded = path.toLowerCase(Locale.ROOT);
      if (folded.startsWith(base.toLowerCase(Locale.ROOT))) {
        int end = folded.indexOf('/', base.length());
        taken.add(folded.substring(base.length(), end < 0 ? folded.length() : end));
      }
    }
    int number = first;
    while (taken.contains("sign_" + number)) {
      number++;
    }
    return base + "Sign_" + number + "/";
  }

  private static ByteString withList(OfdPackage content, String listPath)
      throws OfdRefusedException {
    return XmlSplice.append(
        content.require(OfdDocument.ROOT),
        List.of("OFD", "DocBody"),
        prefix -> "<" + prefix + "Signatures>" + escape(listPath) + "</" + prefix + "Signatures>");
  }

  private static ByteString newList(String id, String type, String folder) {
    return new XmlWriter()
        .start("Signatures")
        .element("MaxSignId", id)
        .start("Signature")
        .attribute("ID", id)
        .attribute("Type", type)
        .attribute("BaseLoc", folder + "Signature.xml")
        .end()
        .end()
        .finish();
  }

  private static ByteString extended(
      StampableDocument document, String listPath, String id, String type, String folder)
      throws OfdRefusedException {
    ByteString list =
        XmlSplice.append(
            document.content().require(listPath),
            List.of("Signatures"),
            prefix ->
                "<"
                    + prefix
                    + "Signature ID=\""
                    + id
                    + "\" Type=\""
                    + type
                    + "\" BaseLoc=\""
                    + escape(folder)
                    + "Signature.xml\"/>");
    if (document.maxSignId().isEmpty()) {
      return list;
    }
    // Plain numbers stay plain numbers: the writer of the file goes on counting its own way.
    boolean plain = document.maxSignId().get().matches("[0-9]+");
    return XmlSplice.replace(
        list, List.of("Signatures", "MaxSignId"), plain ? Integer.toString(number(id)) : id);
  }

  private static String escape(String path) {
    return path.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }
}

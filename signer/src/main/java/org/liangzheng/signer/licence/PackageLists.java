package org.liangzheng.signer.licence;

import java.time.LocalDate;
import java.util.Map;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.format.ofd.XmlWriter;

/** The lists of a licence's package and the names of its seals: nothing that is shown. */
final class PackageLists {
  static final String SIGNATURES = "/Doc_0/Signs/Signatures.xml";

  private PackageLists() {}

  /** What a package says about itself as a whole. */
  record Front(String docId, String title, LocalDate day, Map<String, String> datas) {}

  /** Where a seal's description lies; seals are numbered from 0. */
  static String signature(int number) {
    return folder(number) + "Signature.xml";
  }

  /** Where a seal's signature lies. */
  static String signedValue(int number) {
    return folder(number) + "SignedValue.dat";
  }

  private static String folder(int number) {
    return "/Doc_0/Signs/Sign_" + number + "/";
  }

  /** An identifier for a seal, such as s001 for the first. */
  static String numbered(String prefix, int number) {
    String digits = Integer.toString(number + 1);
    return prefix + "0".repeat(Math.max(0, 3 - digits.length())) + digits;
  }

  /** OFD.xml. */
  static ByteString root(Front front) {
    XmlWriter xml =
        new XmlWriter()
            .start("OFD")
            .attribute("Version", "1.0")
            .attribute("DocType", "OFD")
            .start("DocBody")
            .start("DocInfo")
            .element("DocID", front.docId())
            .element("Title", front.title())
            .element("CreationDate", front.day().toString())
            .element("Creator", "Liangzheng")
            .start("CustomDatas");
    front
        .datas()
        .forEach(
            (name, value) -> xml.start("CustomData").attribute("Name", name).text(value).end());
    return xml.end()
        .end()
        .element("DocRoot", "Doc_0/Document.xml")
        .element("Signatures", SIGNATURES.substring(1))
        .end()
        .end()
        .finish();
  }

  /** Attachments.xml: the licence's data alone. */
  static ByteString attachments() {
    return new XmlWriter()
        .start("Attachments")
        .start("Attachment")
        .attribute("ID", "licence-data")
        .attribute("Name", "licence.json")
        .attribute("Format", "json")
        .attribute("Visible", "false")
        .start("FileLoc")
        .text("licence.json")
        .end()
        .end()
        .end()
        .finish();
  }

  /** Signatures.xml for as many seals. */
  static ByteString signatures(int count) {
    XmlWriter xml =
        new XmlWriter().start("Signatures").element("MaxSignId", numbered("s", count - 1));
    for (int number = 0; number < count; number++) {
      xml.start("Signature")
          .attribute("ID", numbered("s", number))
          .attribute("Type", "Seal")
          .attribute("BaseLoc", signature(number))
          .end();
    }
    return xml.end().finish();
  }
}

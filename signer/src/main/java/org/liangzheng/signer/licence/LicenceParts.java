package org.liangzheng.signer.licence;

import java.util.LinkedHashMap;
import java.util.Map;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.Sha256Digest;
import org.liangzheng.verifier.format.licence.LicenceFacts;
import org.liangzheng.verifier.format.ofd.XmlWriter;

/** The parts of a licence file that the seal protects, in stored order. */
final class LicenceParts {
  static final String SIGNATURES = "/Doc_0/Signs/Signatures.xml";
  static final String SIGNATURE = "/Doc_0/Signs/Sign_0/Signature.xml";
  static final String SEAL = "/Doc_0/Signs/Sign_0/Seal.esl";
  static final String SIGNED_VALUE = "/Doc_0/Signs/Sign_0/SignedValue.dat";
  static final int PAGE_ID = 1;

  private static final int FIRST_FREE_ID = 3;

  private LicenceParts() {}

  static Map<String, ByteString> of(LicenceContent content) throws FaceRefusedException {
    requireWritable(content);
    FacePage.Drawn page = FacePage.draw(content.facts().typeName(), content.face(), FIRST_FREE_ID);
    Map<String, ByteString> parts = new LinkedHashMap<>();
    parts.put("/OFD.xml", root(content));
    parts.put("/Doc_0/Document.xml", document(page.lastId()));
    parts.put("/Doc_0/PublicRes.xml", resources());
    parts.put("/Doc_0/Pages/Page_0/Content.xml", page.part());
    parts.put("/Doc_0/Attachs/Attachments.xml", attachments());
    parts.put("/Doc_0/Attachs/licence.json", content.data());
    parts.put(SIGNATURES, signatures());
    return parts;
  }

  /** XML 1.0 §2.2; tabs and line breaks are fine. */
  private static void requireWritable(LicenceContent content) throws FaceRefusedException {
    StringBuilder all = new StringBuilder();
    content.facts().toCustomDatas().values().forEach(all::append);
    content.face().forEach(line -> all.append(line.label()).append(line.value()));
    boolean writable =
        all.codePoints()
            .allMatch(c ->
                (c >= 0x20 && !(c >= 0xd800 && c <= 0xdfff) && c != 0xfffe && c != 0xffff)
                    || c == '\t'
                    || c == '\n'
                    || c == '\r');
    if (!writable) {
      throw new FaceRefusedException(FaceRefusedException.Fault.CHARACTER);
    }
  }

  private static ByteString root(LicenceContent content) {
    LicenceFacts facts = content.facts();
    // DocID has to be 32 hexadecimal digits; taken from the identifier, so that one licence always
    // gives one file.
    String docId =
        Sha256Digest.of(facts.id().text().getBytes(java.nio.charset.StandardCharsets.US_ASCII))
            .value()
            .toHex()
            .substring(0, 32);
    XmlWriter xml =
        new XmlWriter()
            .start("OFD")
            .attribute("Version", "1.0")
            .attribute("DocType", "OFD")
            .start("DocBody")
            .start("DocInfo")
            .element("DocID", docId)
            .element("Title", facts.typeName())
            .element("CreationDate", facts.issueDate().toString())
            .element("Creator", "Liangzheng")
            .start("CustomDatas");
    facts
        .toCustomDatas()
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

  private static ByteString document(int lastId) {
    return new XmlWriter()
        .start("Document")
        .start("CommonData")
        .element("MaxUnitID", Integer.toString(lastId))
        .start("PageArea")
        .element("PhysicalBox", FacePage.numbers(0, 0, FacePage.WIDTH, FacePage.HEIGHT))
        .end()
        .element("PublicRes", "PublicRes.xml")
        .end()
        .start("Pages")
        .start("Page")
        .attribute("ID", PAGE_ID)
        .attribute("BaseLoc", "Pages/Page_0/Content.xml")
        .end()
        .end()
        .element("Attachments", "Attachs/Attachments.xml")
        .end()
        .finish();
  }

  private static ByteString resources() {
    return new XmlWriter()
        .start("Res")
        .attribute("BaseLoc", "Res")
        .start("Fonts")
        .start("Font")
        .attribute("ID", FacePage.FONT_ID)
        .attribute("FontName", "宋体")
        .attribute("FamilyName", "宋体")
        .end()
        .end()
        .end()
        .finish();
  }

  private static ByteString attachments() {
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

  private static ByteString signatures() {
    return new XmlWriter()
        .start("Signatures")
        .element("MaxSignId", "s001")
        .start("Signature")
        .attribute("ID", "s001")
        .attribute("Type", "Seal")
        .attribute("BaseLoc", SIGNATURE)
        .end()
        .end()
        .finish();
  }
}

package org.liangzheng.testkit.conformance;

import java.util.List;
import java.util.Map;

/** The XML of the kit's OFD files before anything is wrong with it. */
final class KitXml {
  static final String HEAD = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
  static final String NAMESPACE = " xmlns:ofd=\"http://www.ofdspec.org/2016\"";

  private KitXml() {}

  /** OFD.xml; {@code facts} as written, nothing escaped. */
  static String root(Map<String, String> facts, boolean signed) {
    StringBuilder datas = new StringBuilder();
    facts.forEach((name, value) ->
        datas
            .append("<ofd:CustomData Name=\"")
            .append(name)
            .append("\">")
            .append(value)
            .append("</ofd:CustomData>"));
    String list = signed ? "<ofd:Signatures>Doc_0/Signs/Signatures.xml</ofd:Signatures>" : "";
    return HEAD
        + "<ofd:OFD"
        + NAMESPACE
        + " Version=\"1.0\" DocType=\"OFD\"><ofd:DocBody><ofd:DocInfo>"
        + "<ofd:DocID>00000000000000000000000000000001</ofd:DocID>"
        + "<ofd:CreationDate>2026-11-01</ofd:CreationDate>"
        + (facts.isEmpty() ? "" : "<ofd:CustomDatas>" + datas + "</ofd:CustomDatas>")
        + "</ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>"
        + list
        + "</ofd:DocBody></ofd:OFD>";
  }

  static String document() {
    return HEAD
        + "<ofd:Document"
        + NAMESPACE
        + "><ofd:CommonData><ofd:MaxUnitID>20</ofd:MaxUnitID><ofd:PageArea>"
        + "<ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>"
        + "<ofd:PublicRes>PublicRes.xml</ofd:PublicRes></ofd:CommonData><ofd:Pages>"
        + "<ofd:Page ID=\"1\" BaseLoc=\"Pages/Page_0/Content.xml\"/></ofd:Pages>"
        + "<ofd:Attachments>Attachs/Attachments.xml</ofd:Attachments></ofd:Document>";
  }

  static String resources() {
    return HEAD
        + "<ofd:Res"
        + NAMESPACE
        + " BaseLoc=\"Res\"><ofd:Fonts><ofd:Font ID=\"2\" FontName=\"宋体\" FamilyName=\"宋体\"/>"
        + "</ofd:Fonts><ofd:MultiMedias><ofd:MultiMedia ID=\"3\" Type=\"Image\">"
        + "<ofd:MediaFile>portrait.png</ofd:MediaFile></ofd:MultiMedia></ofd:MultiMedias></ofd:Res>";
  }

  /** A page that shows a text and the picture. */
  static String page(String text) {
    return HEAD
        + "<ofd:Page"
        + NAMESPACE
        + "><ofd:Content><ofd:Layer ID=\"4\"><ofd:TextObject ID=\"5\" Boundary=\"20 20 120 10\""
        + " Font=\"2\" Size=\"8\"><ofd:TextCode X=\"0\" Y=\"8\">"
        + text
        + "</ofd:TextCode></ofd:TextObject><ofd:ImageObject ID=\"6\" Boundary=\"150 20 30 40\""
        + " CTM=\"30 0 0 40 0 0\" ResourceID=\"3\"/></ofd:Layer></ofd:Content></ofd:Page>";
  }

  static String attachments() {
    return HEAD
        + "<ofd:Attachments"
        + NAMESPACE
        + "><ofd:Attachment ID=\"a1\" Name=\"licence.json\" Format=\"json\" Visible=\"false\">"
        + "<ofd:FileLoc>licence.json</ofd:FileLoc></ofd:Attachment></ofd:Attachments>";
  }

  /** Signatures.xml; true for each that is a seal. */
  static String list(List<Boolean> seals) {
    StringBuilder entries = new StringBuilder();
    for (int i = 0; i < seals.size(); i++) {
      entries.append(entry(i, seals.get(i)));
    }
    return HEAD
        + "<ofd:Signatures"
        + NAMESPACE
        + "><ofd:MaxSignId>"
        + seals.size()
        + "</ofd:MaxSignId>"
        + entries
        + "</ofd:Signatures>";
  }

  /** The entry of a signature in Signatures.xml. */
  static String entry(int index, boolean seal) {
    return "<ofd:Signature ID=\"s"
        + index
        + "\" Type=\""
        + (seal ? "Seal" : "Sign")
        + "\" BaseLoc=\""
        + folder(index)
        + "/Signature.xml\"/>";
  }

  static String folder(int index) {
    return "/Doc_0/Signs/Sign_" + index;
  }
}

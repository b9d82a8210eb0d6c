package org.liangzheng.testkit.conformance;

import static org.liangzheng.testkit.conformance.KitOfd.put;
import static org.liangzheng.testkit.conformance.KitOfd.swap;
import static org.liangzheng.testkit.conformance.KitOfd.text;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.liangzheng.verifier.report.Reason;

/** Documents whose structure is broken, ambiguous, or shows more than was signed. */
final class StructureCases {
  private static final String SECOND_PAGE = "/Doc_0/Pages/Page_1/Content.xml";
  private static final String ANNOTATIONS = "/Doc_0/Annots/Annotations.xml";
  private static final Set<String> OPEN =
      Set.of(KitOfd.SIGNATURES, "/Doc_0/Document.xml", "/OFD.xml");

  private StructureCases() {}

  static void add(KitWorld world, KitCases.Adder to) {
    xml(world, to);
    identities(world, to);
    coverage(world, to);
  }

  private static KitStamp stamp(KitWorld world) {
    return KitStamp.of(world, world.market);
  }

  private static KitOfd licence(KitWorld world) {
    return ContentCases.licence(world);
  }

  private static void xml(KitWorld world, KitCases.Adder to) {
    to.bad(
        "xml-doctype",
        licence(world).tampered("/OFD.xml", "?>\n", "?>\n<!DOCTYPE OFD>"),
        Reason.XML_MALFORMED,
        "XML 带有 DOCTYPE",
        "XML with a DOCTYPE");
    to.bad(
        "xml-external-entity",
        licence(world)
            .tampered(all -> {
              String text = text(all, "/OFD.xml");
              text =
                  swap(text, "?>\n", "?>\n<!DOCTYPE o [<!ENTITY e SYSTEM \"file:///etc/hosts\">]>");
              put(all, "/OFD.xml", swap(text, "<ofd:CreationDate>", "<ofd:CreationDate>&e;"));
            }),
        Reason.XML_MALFORMED,
        "XML 引用外部实体",
        "XML with an external entity");
    to.bad(
        "xml-entity-bomb",
        licence(world)
            .tampered(
                "/OFD.xml",
                "?>\n",
                "?>\n<!DOCTYPE o [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b"
                    + " \"&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\">]>"),
        Reason.XML_MALFORMED,
        "XML 实体层层展开",
        "XML entities that grow without end");
    to.bad(
        "xml-not-closed",
        licence(world).tampered("/OFD.xml", "</ofd:DocBody></ofd:OFD>", "</ofd:DocBody>"),
        Reason.XML_MALFORMED,
        "XML 未闭合",
        "an XML element is not closed");
    to.bad(
        "xml-utf-16",
        licence(world)
            .tampered(all ->
                all.put("/OFD.xml", text(all, "/OFD.xml").getBytes(StandardCharsets.UTF_16))),
        Reason.XML_MALFORMED,
        "XML 为 UTF-16 编码",
        "XML in UTF-16");
    to.bad(
        "xml-too-deep",
        licence(world)
            .tampered(
                "/OFD.xml", "</ofd:OFD>", "<x>".repeat(70) + "</x>".repeat(70) + "</ofd:OFD>"),
        Reason.XML_TOO_LARGE,
        "XML 嵌套过深",
        "XML that is nested too deep");
    to.bad(
        "root-missing",
        licence(world).tampered(all -> all.remove("/OFD.xml")),
        Reason.STRUCTURE_BROKEN,
        "没有 OFD.xml",
        "there is no OFD.xml");
    to.bad(
        "root-location-escapes",
        licence(world).tampered("/OFD.xml", ">Doc_0/Document.xml<", ">../Doc_0/Document.xml<"),
        Reason.STRUCTURE_BROKEN,
        "DocRoot 指向包外",
        "DocRoot leads out of the package");
    to.bad(
        "root-several-documents",
        licence(world)
            .tampered(
                "/OFD.xml",
                "</ofd:OFD>",
                "<ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"),
        Reason.PACKAGE_SEVERAL_DOCUMENTS,
        "一个包有两个文档",
        "two documents in one package");
    to.bad(
        "nested-document",
        licence(world).tampered(all -> put(all, "/Doc_1/OFD.xml", "<x/>")),
        Reason.PACKAGE_NESTED,
        "下级文件夹中另有 OFD.xml",
        "another OFD.xml in a folder below");
  }

  private static void identities(KitWorld world, KitCases.Adder to) {
    to.bad(
        "page-number-twice",
        KitOfd.licence()
            .document(
                "</ofd:Pages>",
                "<ofd:Page ID=\"1\" BaseLoc=\"Pages/Page_0/Content.xml\"/></ofd:Pages>")
            .sealed(stamp(world))
            .file(),
        Reason.DUPLICATE_ID,
        "两页同号",
        "two pages have one number");
    to.bad(
        "signature-listed-twice",
        KitOfd.licence()
            .list("</ofd:Signatures>", KitXml.entry(0, true) + "</ofd:Signatures>")
            .sealed(stamp(world))
            .file(),
        Reason.DUPLICATE_ID,
        "同一签名列出两次",
        "one signature is listed twice");
    to.bad(
        "reference-twice",
        KitOfd.licence()
            .sealed(
                stamp(world),
                "</ofd:References>",
                "<ofd:Reference FileRef=\"/OFD.xml\"><ofd:CheckValue>AAAA</ofd:CheckValue>"
                    + "</ofd:Reference></ofd:References>")
            .file(),
        Reason.DUPLICATE_ID,
        "同一部件保护两次",
        "one part is named twice in a signature");
    to.bad(
        "custom-data-twice",
        KitOfd.licence()
            .root(
                "<ofd:CustomDatas>",
                "<ofd:CustomDatas><ofd:CustomData Name=\"ZZBS\">x</ofd:CustomData>")
            .sealed(stamp(world))
            .file(),
        Reason.STRUCTURE_BROKEN,
        "元数据同名两次",
        "one name of the file's data stands twice");
    to.bad(
        "reference-escapes",
        KitOfd.licence()
            .sealed(
                stamp(world),
                "</ofd:References>",
                "<ofd:Reference FileRef=\"../../../../x\"><ofd:CheckValue>AAAA</ofd:CheckValue>"
                    + "</ofd:Reference></ofd:References>")
            .file(),
        Reason.STRUCTURE_BROKEN,
        "所保护的部件在包外",
        "a protected part lies outside the package");
  }

  private static void coverage(KitWorld world, KitCases.Adder to) {
    to.bad(
        "no-signature",
        KitOfd.document().file(),
        Reason.NO_SIGNATURE,
        "没有任何签名",
        "no signature at all");
    to.bad(
        "part-missing",
        licence(world).tampered(all -> all.remove(KitOfd.ATTACHMENT)),
        Reason.PART_MISSING,
        "受保护的部件不见了",
        "a protected part is missing");
    to.bad(
        "part-added",
        licence(world).tampered(all -> put(all, SECOND_PAGE, KitXml.page("多出的一页"))),
        Reason.CONTENT_NOT_COVERED,
        "证照中多出没有签名的部件",
        "a part that no signature covers was added to a licence");
    to.bad(
        "page-added-and-shown",
        open(world)
            .tampered(all -> {
              put(all, SECOND_PAGE, KitXml.page("多出的一页"));
              put(
                  all,
                  "/Doc_0/Document.xml",
                  swap(
                      text(all, "/Doc_0/Document.xml"),
                      "</ofd:Pages>",
                      "<ofd:Page ID=\"9\" BaseLoc=\"Pages/Page_1/Content.xml\"/></ofd:Pages>"));
            }),
        Reason.SHOWN_NOT_COVERED,
        "加了一页并会显示，没有签名覆盖它",
        "a page was added and is shown, and no signature covers it");
    to.bad(
        "annotation-added",
        KitOfd.document()
            .document(
                "<ofd:Attachments>",
                "<ofd:Annotations>Annots/Annotations.xml</ofd:Annotations><ofd:Attachments>")
            .sealed(stamp(world))
            .tampered(all -> put(all, ANNOTATIONS, "<Annotations/>")),
        Reason.SHOWN_NOT_COVERED,
        "加了批注，没有签名覆盖它",
        "annotations were added, and no signature covers them");
    to.bad(
        "document-part-not-shown",
        KitOfd.document()
            .sealed(stamp(world))
            .tampered(all -> put(all, "/Doc_0/Res/unused.txt", "nobody shows this")),
        Reason.PARTS_NOT_COVERED,
        "普通文件中多出不显示、也没有签名的部件",
        "a part that nothing shows was added to a document");
    to.bad(
        "added-after-first-signature",
        KitOfd.document()
            .part("/Doc_0/Tags/Tags.xml", "<Tags/>")
            .document(
                "<ofd:Attachments>",
                "<ofd:CustomTags>Tags/Tags.xml</ofd:CustomTags><ofd:Attachments>")
            .signed(stamp(world), path -> !path.contains("Tags") && !path.equals(KitOfd.SIGNATURES))
            .sealed(KitStamp.of(world, world.housing))
            .file(),
        Reason.ADDED_AFTER_SIGNATURE,
        "第一个签名之后又加内容，由第二个签名覆盖",
        "content was added after the first signature and covered by the second");
    to.bad(
        "orphan-beside-signatures",
        licence(world).tampered(all -> put(all, KitXml.folder(1) + "/SignedValue.dat", "orphan")),
        Reason.SIGNATURE_PARTS_ORPHANED,
        "Signs 下有无主的条目",
        "an entry below Signs that no signature names");
    to.bad(
        "fewer-seals-than-named",
        KitOfd.licence()
            .fact("LZQZJGDM", KitWorld.MARKET.value() + " " + KitWorld.HOUSING.value())
            .sealed(stamp(world))
            .file(),
        Reason.LICENCE_SEALS_MISSING,
        "证照写明两个印章，只有一个",
        "the licence names two seals and has one");
  }

  /** A document whose structure was left open to change. */
  private static KitOfd open(KitWorld world) {
    return KitOfd.document().signed(stamp(world), path -> !OPEN.contains(path));
  }
}

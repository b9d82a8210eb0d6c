package org.liangzheng.signer.licence;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.liangzheng.signer.layout.CompiledLayout;
import org.liangzheng.signer.layout.Face;
import org.liangzheng.signer.layout.FaceRefusedException;
import org.liangzheng.signer.layout.Mark;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.Sha256Digest;
import org.liangzheng.verifier.format.licence.CopyFacts;
import org.liangzheng.verifier.format.licence.LicenceFacts;
import org.liangzheng.verifier.format.ofd.PackedPart;
import org.liangzheng.verifier.format.ofd.PartPacker;
import org.liangzheng.verifier.format.ofd.XmlCharacters;
import org.liangzheng.verifier.format.ofd.XmlWriter;
import org.liangzheng.verifier.format.seal.SealPicture;

/**
 * A compiled layout as OFD: the parts that are the same in each licence are written, compressed and
 * digested once. The form's artwork and lettering stand in template pages with fonts of their own,
 * what differs on the pages themselves. Safe for several threads.
 */
public final class LicenceTemplate {
  private static final String NAMESPACE = "xmlns:ofd=\"" + XmlWriter.NAMESPACE + "\"";

  private final CompiledLayout layout;
  private final List<PackedPart> fixed;
  private final PackedPart attachments;
  private final List<PackedPart> signatures;
  private final boolean formResources;
  private final int firstFreeId;

  private LicenceTemplate(CompiledLayout layout) {
    this.layout = layout;
    List<PackedPart> parts = new ArrayList<>();
    try (PartPacker packer = new PartPacker()) {
      List<List<Mark>> form = layout.pages().stream().map(CompiledLayout.Page::fixed).toList();
      PageResources resources = PageResources.of("form", form, 1 + 2 * form.size());
      this.formResources = !resources.isEmpty();
      int id = resources.nextId();
      for (int i = 0; i < form.size(); i++) {
        if (!form.get(i).isEmpty()) {
          PartText xml = PartText.part(1 << 14).raw("<ofd:Page ").raw(NAMESPACE).raw('>');
          xml.raw("<ofd:Content>");
          id =
              new MarkWriter(xml, resources, layout.pages().get(i), id)
                  .layer("Background", form.get(i));
          xml.raw("</ofd:Content></ofd:Page>");
          parts.add(packer.packOwned("/Doc_0/Tpls/Tpl_" + i + "/Content.xml", xml.finish()));
        }
      }
      this.firstFreeId = id;
      if (formResources) {
        parts.addAll(resources.pack("/Doc_0/PublicRes.xml", packer, true));
      }
      this.fixed = parts.stream().map(PackedPart::withDigests).toList();
      this.attachments =
          packer.pack("/Doc_0/Attachs/Attachments.xml", PackageLists.attachments()).withDigests();
      List<PackedPart> lists = new ArrayList<>();
      for (int count = 1; count <= Math.max(1, layout.sealPlaces().size()); count++) {
        lists.add(
            packer.pack(PackageLists.SIGNATURES, PackageLists.signatures(count)).withDigests());
      }
      this.signatures = List.copyOf(lists);
    }
  }

  /** Prepares a layout. */
  public static LicenceTemplate of(CompiledLayout layout) {
    return new LicenceTemplate(layout);
  }

  public CompiledLayout layout() {
    return layout;
  }

  /** Identifier of a page in the document. */
  int pageId(int page) {
    return 1 + page;
  }

  private int formId(int page) {
    return 1 + layout.pages().size() + page;
  }

  /**
   * Signatures.xml for as many seals.
   *
   * @param count at most the layout's places
   */
  PackedPart signatures(int count) {
    return signatures.get(count - 1);
  }

  /**
   * The parts of a licence without its signatures, in stored order.
   *
   * @throws FaceRefusedException if the face cannot be drawn
   */
  List<PackedPart> parts(LicenceContent content, PartPacker packer) throws FaceRefusedException {
    LicenceFacts facts = content.facts();
    // DocID has to be 32 hexadecimal digits; taken from the identifier, so that one licence always
    // gives one file.
    String docId =
        Sha256Digest.of(facts.id().text().getBytes(StandardCharsets.US_ASCII))
            .value()
            .toHex()
            .substring(0, 32);
    return parts(
        new PackageLists.Front(docId, facts.typeName(), facts.issueDate(), facts.toCustomDatas()),
        layout.draw(content.faceValues()),
        0,
        content.data(),
        packer);
  }

  /**
   * The parts of an annotated copy without its signatures, in stored order.
   *
   * @throws FaceRefusedException if the face or the annotation cannot be drawn
   */
  List<PackedPart> parts(AnnotatedCopy copy, SealPicture picture, PartPacker packer)
      throws FaceRefusedException {
    CopyFacts facts = copy.facts();
    LicenceContent content = copy.content();
    return parts(
        new PackageLists.Front(
            facts.id().toString().replace("-", ""),
            content.facts().typeName() + "（加注件）",
            facts.madeOn(),
            facts.toCustomDatas()),
        layout.draw(content.faceValues(), copy.annotation(layout, picture)),
        AnnotatedCopy.strip(picture),
        content.data(),
        packer);
  }

  /**
   * @param strip what the first page is longer than the layout's, millimetres
   */
  private List<PackedPart> parts(
      PackageLists.Front front, Face face, double strip, ByteString data, PartPacker packer)
      throws FaceRefusedException {
    requireWritable(front.datas());
    PageResources resources = PageResources.of("text", face.pages(), firstFreeId);
    int id = resources.nextId();
    List<PackedPart> pages = new ArrayList<>();
    for (int i = 0; i < face.pages().size(); i++) {
      PartText xml = PartText.part(1 << 14);
      id = page(xml, i, i == 0 ? strip : 0, resources, face.pages().get(i), id);
      pages.add(packer.packOwned("/Doc_0/Pages/Page_" + i + "/Content.xml", xml.finish()));
    }
    List<PackedPart> parts = new ArrayList<>();
    parts.add(packer.pack("/OFD.xml", PackageLists.root(front)));
    parts.add(
        packer.packOwned("/Doc_0/Document.xml", document(id - 1, strip, !resources.isEmpty())));
    parts.addAll(fixed);
    if (!resources.isEmpty()) {
      parts.addAll(resources.pack("/Doc_0/DocumentRes.xml", packer, false));
    }
    parts.addAll(pages);
    parts.add(attachments);
    parts.add(packer.pack("/Doc_0/Attachs/licence.json", data));
    return parts;
  }

  /** What stands beside the face is not set in a font, so only XML bounds its characters. */
  private static void requireWritable(Map<String, String> datas) throws FaceRefusedException {
    for (String text : datas.values()) {
      for (int i = 0; i < text.length(); ) {
        int point = text.codePointAt(i);
        i += Character.charCount(point);
        if (!XmlCharacters.isAllowed(point)) {
          throw new FaceRefusedException(
              FaceRefusedException.Fault.CHARACTER, "licence.facts", point);
        }
      }
    }
  }

  private int page(
      PartText xml,
      int page,
      double strip,
      PageResources resources,
      List<Mark> marks,
      int firstId) {
    xml.raw("<ofd:Page ").raw(NAMESPACE).raw("><ofd:Area>");
    physicalBox(xml, page, strip);
    xml.raw("</ofd:Area>");
    if (!layout.pages().get(page).fixed().isEmpty()) {
      xml.raw("<ofd:Template TemplateID=\"").number(formId(page));
      xml.raw("\" ZOrder=\"Background\"/>");
    }
    xml.raw("<ofd:Content>");
    int next =
        new MarkWriter(xml, resources, layout.pages().get(page), firstId).layer("Body", marks);
    xml.raw("</ofd:Content></ofd:Page>");
    return next;
  }

  private void physicalBox(PartText xml, int page, double strip) {
    xml.raw("<ofd:PhysicalBox>0 0 ").mm(layout.pages().get(page).width()).space();
    xml.mm(layout.pages().get(page).height() + strip).raw("</ofd:PhysicalBox>");
  }

  private byte[] document(int lastId, double strip, boolean ownResources) {
    PartText xml = PartText.part(1024).raw("<ofd:Document ").raw(NAMESPACE).raw('>');
    xml.raw("<ofd:CommonData><ofd:MaxUnitID>").number(lastId).raw("</ofd:MaxUnitID><ofd:PageArea>");
    physicalBox(xml, 0, strip);
    xml.raw("</ofd:PageArea>");
    xml.raw(formResources ? "<ofd:PublicRes>PublicRes.xml</ofd:PublicRes>" : "");
    xml.raw(ownResources ? "<ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes>" : "");
    for (int i = 0; i < layout.pages().size(); i++) {
      if (!layout.pages().get(i).fixed().isEmpty()) {
        xml.raw("<ofd:TemplatePage ID=\"").number(formId(i)).raw("\" BaseLoc=\"Tpls/Tpl_");
        xml.number(i).raw("/Content.xml\"/>");
      }
    }
    xml.raw("</ofd:CommonData><ofd:Pages>");
    for (int i = 0; i < layout.pages().size(); i++) {
      xml.raw("<ofd:Page ID=\"").number(pageId(i)).raw("\" BaseLoc=\"Pages/Page_").number(i);
      xml.raw("/Content.xml\"/>");
    }
    return xml.raw("</ofd:Pages><ofd:Attachments>Attachs/Attachments.xml</ofd:Attachments>")
        .raw("</ofd:Document>")
        .finish();
  }
}

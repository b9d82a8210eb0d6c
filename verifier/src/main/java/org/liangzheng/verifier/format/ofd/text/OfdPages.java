package org.liangzheng.verifier.format.ofd.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.format.ofd.OfdFault;
import org.liangzheng.verifier.format.ofd.OfdPackage;
import org.liangzheng.verifier.format.ofd.OfdPaths;
import org.liangzheng.verifier.format.ofd.OfdRefusedException;
import org.liangzheng.verifier.format.ofd.XmlElement;
import org.liangzheng.verifier.format.ofd.XmlReader;

/** The pages that Document.xml lists (GB/T 33190 §7.5, §7.6), each read when it is asked for. */
public final class OfdPages {
  /** More pages are refused. */
  public static final int MAX_PAGES = 10_000;

  private final OfdPackage content;
  private final Optional<PageBox> defaultBox;
  private final Map<String, String> templates;
  private final List<Page> pages;

  private OfdPages(
      OfdPackage content,
      Optional<PageBox> defaultBox,
      Map<String, String> templates,
      List<Page> pages) {
    this.content = content;
    this.defaultBox = defaultBox;
    this.templates = templates;
    this.pages = pages;
  }

  /**
   * One page of the list.
   *
   * @param id its identifier, which stamps refer to
   * @param path absolute path of its content
   */
  public record Page(String id, String path) {}

  /** What a page shows: its size, and its own content after that of its templates. */
  record Parts(PageBox box, List<XmlElement> shown) {}

  /**
   * Reads the list.
   *
   * @param documentPath absolute path of Document.xml
   * @throws OfdRefusedException if it is broken, or names one page twice
   */
  public static OfdPages read(OfdPackage content, String documentPath) throws OfdRefusedException {
    XmlElement document = XmlReader.read(content.require(documentPath), "Document");
    XmlElement common = document.require("CommonData");
    Optional<PageBox> box = Optional.empty();
    Optional<XmlElement> area = common.child("PageArea");
    if (area.isPresent()) {
      box = Optional.of(PageBox.read(area.get().require("PhysicalBox").text()));
    }
    Map<String, String> templates = new HashMap<>();
    for (XmlElement template : common.children("TemplatePage")) {
      templates.put(
          template.requireAttribute("ID"),
          OfdPaths.resolve(documentPath, template.requireAttribute("BaseLoc")));
    }
    List<Page> pages = new ArrayList<>();
    Map<String, String> seen = new HashMap<>();
    for (XmlElement page : document.require("Pages").children("Page")) {
      String path = OfdPaths.resolve(documentPath, page.requireAttribute("BaseLoc"));
      String id = page.requireAttribute("ID");
      if (seen.put(id, path) != null || pages.size() >= MAX_PAGES) {
        throw new OfdRefusedException(
            OfdFault.STRUCTURE_BROKEN, "two pages have one identifier, or there are too many");
      }
      pages.add(new Page(id, path));
    }
    return new OfdPages(content, box, templates, List.copyOf(pages));
  }

  /** The pages in order. */
  public List<Page> list() {
    return pages;
  }

  /**
   * Size of a page: its own, else that of its template, else the document's.
   *
   * @throws OfdRefusedException if the page is missing or broken, or no size is given
   */
  public PageBox box(Page page) throws OfdRefusedException {
    // A page that says its size itself is asked alone: its template is the larger part of most
    // forms.
    Optional<PageBox> own = area(XmlReader.read(part(page.path()), "Page"));
    return own.isPresent() ? own.get() : parts(page).box();
  }

  Parts parts(Page page) throws OfdRefusedException {
    XmlElement own = XmlReader.read(part(page.path()), "Page");
    Optional<PageBox> box = area(own);
    List<XmlElement> shown = new ArrayList<>();
    for (XmlElement use : own.children("Template")) {
      String path = templates.get(use.requireAttribute("TemplateID"));
      if (path == null) {
        throw new OfdRefusedException(OfdFault.STRUCTURE_BROKEN, "a template is missing");
      }
      XmlElement template = XmlReader.read(part(path), "Page");
      shown.add(template);
      if (box.isEmpty()) {
        box = area(template);
      }
    }
    shown.add(own);
    return new Parts(
        box.or(() -> defaultBox)
            .orElseThrow(
                () -> new OfdRefusedException(OfdFault.STRUCTURE_BROKEN, "a page has no size")),
        shown);
  }

  private ByteString part(String path) throws OfdRefusedException {
    return content.require(path);
  }

  private static Optional<PageBox> area(XmlElement page) throws OfdRefusedException {
    Optional<XmlElement> area = page.child("Area");
    return area.isEmpty()
        ? Optional.empty()
        : Optional.of(PageBox.read(area.get().require("PhysicalBox").text()));
  }
}

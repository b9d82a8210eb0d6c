package org.liangzheng.signer.licence;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.liangzheng.signer.font.FontFile;
import org.liangzheng.signer.font.FontSubset;
import org.liangzheng.signer.layout.Mark;
import org.liangzheng.signer.layout.PictureFile;
import org.liangzheng.signer.layout.TextRun;
import org.liangzheng.verifier.format.ofd.PackedPart;
import org.liangzheng.verifier.format.ofd.PartPacker;
import org.liangzheng.verifier.format.ofd.XmlWriter;

/** The fonts and pictures that some marks need, with the identifiers they get in the document. */
final class PageResources {
  private final String prefix;
  private final List<UsedFont> fonts = new ArrayList<>();
  private final List<UsedPicture> pictures = new ArrayList<>();
  private int nextId;

  /** A font and the characters it is used for, unordered and with repetitions. */
  private static final class UsedFont {
    final FontFile font;
    final int id;
    int[] points = new int[256];
    int count;
    boolean sorted;

    UsedFont(FontFile font, int id) {
      this.font = font;
      this.id = id;
    }

    void add(TextRun run) {
      if (points.length - count < run.length()) {
        points = Arrays.copyOf(points, Math.max(2 * points.length, count + run.length()));
      }
      for (int i = 0; i < run.length(); i++) {
        points[count++] = run.point(i);
      }
    }

    /** Ascending, each once. */
    int[] distinct() {
      if (sorted) {
        return points;
      }
      Arrays.sort(points, 0, count);
      int kept = 0;
      for (int i = 0; i < count; i++) {
        if (i == 0 || points[i] != points[i - 1]) {
          points[kept++] = points[i];
        }
      }
      points = Arrays.copyOf(points, kept);
      sorted = true;
      return points;
    }
  }

  private record UsedPicture(PictureFile file, int id) {}

  private PageResources(String prefix, int firstId) {
    this.prefix = prefix;
    this.nextId = firstId;
  }

  /**
   * Collects what the marks of all pages need.
   *
   * @param prefix of the names of parts under Doc_0/Res
   * @param firstId first free identifier
   */
  static PageResources of(String prefix, List<List<Mark>> pages, int firstId) {
    PageResources resources = new PageResources(prefix, firstId);
    for (List<Mark> page : pages) {
      for (Mark mark : page) {
        switch (mark) {
          case TextRun run -> resources.used(run.font()).add(run);
          case Mark.Picture picture -> resources.use(picture.file());
          case Mark.Ink _ -> {}
        }
      }
    }
    return resources;
  }

  private UsedFont used(FontFile font) {
    for (UsedFont used : fonts) {
      if (used.font == font) {
        return used;
      }
    }
    UsedFont used = new UsedFont(font, nextId++);
    fonts.add(used);
    return used;
  }

  private void use(PictureFile file) {
    if (pictures.stream().noneMatch(used -> used.file().equals(file))) {
      pictures.add(new UsedPicture(file, nextId++));
    }
  }

  int nextId() {
    return nextId;
  }

  boolean isEmpty() {
    return fonts.isEmpty() && pictures.isEmpty();
  }

  int id(FontFile font) {
    return used(font).id;
  }

  /** Number of a character's glyph in the font as it is embedded. */
  int glyph(FontFile font, int point) {
    return 1 + Arrays.binarySearch(used(font).distinct(), point);
  }

  int id(PictureFile file) {
    for (UsedPicture used : pictures) {
      if (used.file().equals(file)) {
        return used.id();
      }
    }
    throw new IllegalStateException("a picture that was not collected");
  }

  /**
   * The list of resources at {@code path}, then the fonts and pictures it names.
   *
   * @param keep whether the parts serve many files, so that it pays to pack them well
   */
  List<PackedPart> pack(String path, PartPacker packer, boolean keep) {
    List<PackedPart> parts = new ArrayList<>();
    PartText xml =
        PartText.part(1024)
            .raw("<ofd:Res xmlns:ofd=\"")
            .raw(XmlWriter.NAMESPACE)
            .raw("\" BaseLoc=\"Res\">");
    if (!fonts.isEmpty()) {
      xml.raw("<ofd:Fonts>");
      for (int i = 0; i < fonts.size(); i++) {
        UsedFont used = fonts.get(i);
        String file = prefix + "_" + i + ".ttf";
        xml.raw("<ofd:Font ID=\"").number(used.id).raw("\" FontName=\"").text(used.font.name());
        xml.raw("\" FamilyName=\"").text(used.font.family()).raw("\"><ofd:FontFile>").raw(file);
        xml.raw("</ofd:FontFile></ofd:Font>");
        byte[] font = FontSubset.write(used.font, used.distinct());
        String at = "/Doc_0/Res/" + file;
        parts.add(keep ? packer.packOwned(at, font) : packer.packFast(at, font));
      }
      xml.raw("</ofd:Fonts>");
    }
    if (!pictures.isEmpty()) {
      xml.raw("<ofd:MultiMedias>");
      for (int i = 0; i < pictures.size(); i++) {
        PictureFile file = pictures.get(i).file();
        boolean png = file.format() == PictureFile.Format.PNG;
        String name = prefix + "_" + i + (png ? ".png" : ".jpg");
        xml.raw("<ofd:MultiMedia ID=\"").number(pictures.get(i).id());
        xml.raw("\" Type=\"Image\" Format=\"").raw(png ? "PNG" : "JPG").raw("\"><ofd:MediaFile>");
        xml.raw(name).raw("</ofd:MediaFile></ofd:MultiMedia>");
        parts.add(packer.pack("/Doc_0/Res/" + name, file.data()));
      }
      xml.raw("</ofd:MultiMedias>");
    }
    parts.addFirst(packer.packOwned(path, xml.raw("</ofd:Res>").finish()));
    return parts;
  }
}

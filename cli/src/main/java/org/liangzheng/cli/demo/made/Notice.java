package org.liangzheng.cli.demo.made;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.format.ofd.OfdPackage;
import org.liangzheng.verifier.format.ofd.XmlWriter;
import org.liangzheng.verifier.format.ofd.ZipWriter;

/** A one-page notice (OFD) that departments sign beside their names. */
public final class Notice {
  private static final int FONT = 2;
  private static final int FIRST_LINE = 11;
  private static final int MOST_IDS = 100;

  private Notice() {}

  /** One line: millimetres, y downwards. */
  private record Line(int x, int y, int size, String text) {}

  /**
   * The file.
   *
   * @param id 32 hexadecimal digits
   * @param departments whose names stand below the text, one under the other
   */
  public static byte[] write(String id, LocalDate day, List<String> departments) {
    Map<String, ByteString> parts = new LinkedHashMap<>();
    parts.put("/OFD.xml", root(id, day));
    parts.put("/Doc_0/Document.xml", document());
    parts.put("/Doc_0/PublicRes.xml", fonts());
    parts.put("/Doc_0/Pages/Page_0/Content.xml", page(day, departments));
    return ZipWriter.write(new OfdPackage(parts));
  }

  private static ByteString root(String id, LocalDate day) {
    return new XmlWriter()
        .start("OFD")
        .attribute("Version", "1.2")
        .attribute("DocType", "OFD")
        .start("DocBody")
        .start("DocInfo")
        .element("DocID", id)
        .element("Title", "示例联合公告")
        .element("CreationDate", day.toString())
        .end()
        .element("DocRoot", "Doc_0/Document.xml")
        .end()
        .end()
        .finish();
  }

  private static ByteString document() {
    return new XmlWriter()
        .start("Document")
        .start("CommonData")
        .element("MaxUnitID", Integer.toString(MOST_IDS))
        .start("PageArea")
        .element("PhysicalBox", "0 0 210 297")
        .end()
        .element("PublicRes", "PublicRes.xml")
        .end()
        .start("Pages")
        .start("Page")
        .attribute("ID", 1)
        .attribute("BaseLoc", "Pages/Page_0/Content.xml")
        .end()
        .end()
        .end()
        .finish();
  }

  private static ByteString fonts() {
    return new XmlWriter()
        .start("Res")
        .attribute("BaseLoc", "Res")
        .start("Fonts")
        .start("Font")
        .attribute("ID", FONT)
        .attribute("FontName", "宋体")
        .attribute("FamilyName", "宋体")
        .end()
        .end()
        .end()
        .finish();
  }

  private static ByteString page(LocalDate day, List<String> departments) {
    List<Line> lines = new java.util.ArrayList<>();
    lines.add(new Line(75, 40, 7, "示例事项联合公告"));
    lines.add(new Line(35, 72, 5, "本公告仅为示例，用于试用联合用印，没有法律效力。"));
    int y = 120;
    for (String department : departments) {
      lines.add(new Line(115, y, 5, department));
      y += 55;
    }
    lines.add(new Line(125, y, 5, day.toString()));
    XmlWriter xml =
        new XmlWriter()
            .start("Page")
            .start("Area")
            .element("PhysicalBox", "0 0 210 297")
            .end()
            .start("Content")
            .start("Layer")
            .attribute("ID", FIRST_LINE - 1);
    for (int i = 0; i < lines.size(); i++) {
      write(xml, FIRST_LINE + i, lines.get(i));
    }
    return xml.end().end().end().finish();
  }

  private static void write(XmlWriter xml, int id, Line line) {
    int characters = line.text().codePointCount(0, line.text().length());
    xml.start("TextObject")
        .attribute("ID", id)
        .attribute(
            "Boundary",
            line.x()
                + " "
                + line.y()
                + " "
                + (characters * line.size() + 1)
                + " "
                + (line.size() + 2))
        .attribute("Font", FONT)
        .attribute("Size", line.size())
        .start("TextCode")
        .attribute("X", 0)
        .attribute("Y", line.size())
        .attribute("DeltaX", "g " + (characters - 1) + " " + line.size())
        .text(line.text())
        .end()
        .end();
  }
}

package org.liangzheng.testkit;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.format.ofd.OfdPackage;
import org.liangzheng.verifier.format.ofd.ZipWriter;

/** An unsigned OFD document as some other program may have written it; each test changes a part. */
public final class TestPages {
  private final Map<String, ByteString> parts = new LinkedHashMap<>();

  private TestPages() {}

  /** A document of empty pages, each {@code width} by {@code height} millimetres. */
  public static TestPages pages(int count, String width, String height) {
    TestPages document = new TestPages();
    document.part(
        "/OFD.xml",
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <!-- </ofd:DocBody> stands in a comment -->
        <ofd:OFD xmlns:ofd="http://www.ofdspec.org/2016" Version="1.0" DocType="OFD">
          <ofd:DocBody>
            <ofd:DocInfo><ofd:DocID>0123456789abcdef0123456789abcdef</ofd:DocID></ofd:DocInfo>
            <ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>
          </ofd:DocBody>
        </ofd:OFD>
        """);
    StringBuilder list = new StringBuilder();
    for (int i = 0; i < count; i++) {
      list.append(
          "<ofd:Page ID=\"%d\" BaseLoc=\"Pages/Page_%d/Content.xml\"/>".formatted(i + 10, i));
      document.page(i, "");
    }
    document.part(
        "/Doc_0/Document.xml",
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <ofd:Document xmlns:ofd="http://www.ofdspec.org/2016"><ofd:CommonData>\
        <ofd:MaxUnitID>99</ofd:MaxUnitID><ofd:PageArea><ofd:PhysicalBox>0 0 %s %s\
        </ofd:PhysicalBox></ofd:PageArea><ofd:PublicRes>PublicRes.xml</ofd:PublicRes>\
        </ofd:CommonData><ofd:Pages>%s</ofd:Pages></ofd:Document>
        """
            .formatted(width, height, list));
    document.part(
        "/Doc_0/PublicRes.xml",
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <ofd:Res xmlns:ofd="http://www.ofdspec.org/2016" BaseLoc="Res"><ofd:Fonts>\
        <ofd:Font ID="3" FontName="宋体" FamilyName="宋体"/></ofd:Fonts></ofd:Res>
        """);
    return document;
  }

  /** A page with objects in its layer. */
  public TestPages page(int index, String objects) {
    return part(
        "/Doc_0/Pages/Page_" + index + "/Content.xml",
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <ofd:Page xmlns:ofd="http://www.ofdspec.org/2016"><ofd:Content><ofd:Layer ID="%d">%s\
        </ofd:Layer></ofd:Content></ofd:Page>
        """
            .formatted(100 + index, objects));
  }

  /**
   * A text object of one run.
   *
   * @param deltas the attributes of the run, written as they are
   */
  public static String text(double x, double y, double size, String deltas, String text) {
    return "<ofd:TextObject ID=\"200\" Font=\"3\" Size=\"%s\" Boundary=\"%s %s 150 %s\">"
            .formatted(size, x, y, size * 1.5)
        + "<ofd:TextCode X=\"0\" Y=\"%s\" %s>%s</ofd:TextCode></ofd:TextObject>"
            .formatted(size, deltas, text);
  }

  public TestPages part(String path, String text) {
    return part(path, ByteString.of(text.getBytes(StandardCharsets.UTF_8)));
  }

  public TestPages part(String path, ByteString bytes) {
    parts.put(path, bytes);
    return this;
  }

  /** The bytes of the package. */
  public byte[] build() {
    return ZipWriter.write(new OfdPackage(parts));
  }
}

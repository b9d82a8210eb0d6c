package org.liangzheng.api.licence;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.liangzheng.api.ApiTest;
import org.liangzheng.api.licence.TestCity.Reply;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** Copies of licences that are drawn without a seal, and in which format a file is handed out. */
@ApiTest
class PlainCopiesTest {
  @Autowired private ApplicationContext context;
  private LifeCity city;

  @BeforeEach
  void open() {
    city = LifeCity.of(context);
  }

  private Reply file(String id, String query, String accept) {
    return city.http()
        .send(
            "GET",
            "/v1/licences/" + id + "/file" + query,
            accept.isEmpty()
                ? Map.of(TestCity.CAUSE, "COPY-1")
                : Map.of(TestCity.CAUSE, "COPY-1", "Accept", accept),
            new byte[0]);
  }

  @Test
  void aPdfIsMarkedAndHasNoSeal() throws Exception {
    Reply issued = city.issued(LicenceRequests.valid());
    Reply reply = file(issued.id(), "?format=pdf", "");
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    assertThat(reply.header("Content-Type")).isEqualTo("application/pdf");
    assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
    assertThat(reply.header("Content-Disposition")).contains(issued.id() + ".pdf");
    try (PDDocument document = Loader.loadPDF(reply.body())) {
      assertThat(document.getDocumentInformation().getTitle()).isEqualTo("营业执照（副本）");
      String text = new PDFTextStripper().getText(document).replaceAll("\\s", "");
      assertThat(text).contains("副本·不含电子印章").contains("示例人甲").contains("亮城市示例商贸有限公司");
      for (var page : document.getPages()) {
        assertThat(page.getResources().getXObjectNames()).as("pictures").isEmpty();
      }
    }
    // No licence for anybody: it carries no signature.
    assertThat(city.http().verify(reply.body()).verdict()).isEqualTo("UNREADABLE");
    assertThat(usages(issued.id())).containsExactly("COPY COPY-1");
  }

  @Test
  void aPngIsAPageOfIt() throws Exception {
    Reply issued = city.issued(LicenceRequests.valid());
    Reply reply = file(issued.id(), "?format=png", "");
    assertThat(reply.status()).as(reply.problem()).isEqualTo(200);
    assertThat(reply.header("Content-Type")).isEqualTo("image/png");
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(reply.body()));
    assertThat(image.getWidth()).isGreaterThan(1000);
    assertThat(red(image)).as("a seal would be red").isLessThan(image.getWidth());
    assertThat(file(issued.id(), "?format=png&page=2", "").problem())
        .isEqualTo("400 parameter-invalid");
    assertThat(file(issued.id(), "?format=png&page=0", "").problem())
        .isEqualTo("400 parameter-invalid");
    assertThat(usages(issued.id())).containsExactly("COPY COPY-1");
  }

  /** Pixels of the red that seals are drawn in. */
  private static int red(BufferedImage image) {
    int count = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        int pixel = image.getRGB(x, y);
        if ((pixel >> 16 & 0xff) > 200 && (pixel >> 8 & 0xff) < 60 && (pixel & 0xff) < 60) {
          count++;
        }
      }
    }
    return count;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "|application/ofd",
        "*/*|application/ofd",
        "application/pdf|application/pdf",
        "image/*|image/png",
        "application/pdf;q=0.5, image/png|image/png",
        "application/ofd;q=0, */*;q=0.1|application/pdf",
        "text/html|406 not-acceptable",
        "application/pdf;q=0|406 not-acceptable",
        "nonsense|406 not-acceptable"
      })
  void theHeaderAcceptDecides(String accept, String expected) {
    String id = ofAccept();
    Reply reply = file(id, "", accept == null ? "" : accept);
    assertThat(reply.status() == 200 ? reply.header("Content-Type") : reply.problem())
        .isEqualTo(expected);
  }

  private static String shared;

  private String ofAccept() {
    if (shared == null) {
      shared = city.issued(LicenceRequests.valid()).id();
    }
    return shared;
  }

  @Test
  void theParameterGoesBeforeTheHeader() {
    Reply issued = city.issued(LicenceRequests.valid());
    assertThat(file(issued.id(), "?format=ofd", "application/pdf").header("Content-Type"))
        .isEqualTo("application/ofd");
    assertThat(file(issued.id(), "?format=doc", "").problem()).isEqualTo("400 parameter-invalid");
    assertThat(usages(issued.id())).containsExactly("FILE COPY-1");
  }

  private List<String> usages(String licence) {
    return city.database()
        .sql("select kind || ' ' || cause from holder_usage where licence = ?::uuid order by id")
        .param(licence)
        .query(String.class)
        .list();
  }
}

package org.liangzheng.api.licence;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.liangzheng.api.ApiTest;
import org.liangzheng.api.catalogue.Catalogue;
import org.liangzheng.api.catalogue.CompiledType;
import org.liangzheng.api.catalogue.TestTypes;
import org.liangzheng.api.licence.TestCity.Reply;
import org.liangzheng.signer.copy.PngCopy;
import org.liangzheng.signer.layout.CompiledLayout;
import org.liangzheng.signer.licence.LicenceContent;
import org.liangzheng.signer.sample.SampleDepartment;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.format.licence.HolderCode;
import org.liangzheng.verifier.format.licence.LicenceFacts;
import org.liangzheng.verifier.format.licence.LicenceId;
import org.liangzheng.verifier.format.licence.LicenceTypeCode;
import org.liangzheng.verifier.format.licence.OrganizationId;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The six types of the sample city: each example of the documentation is issued and verified. */
@ApiTest
class SixTypesTest {
  @Autowired private ApplicationContext context;
  @Autowired private Catalogue catalogue;
  @Autowired private LicenceRegister register;

  private static ObjectNode example(String name) {
    try {
      return (ObjectNode)
          LicenceRequests.JSON.readTree(
              Files.readString(
                  Path.of(System.getProperty("house.root"), "docs", "examples", name + ".json")));
    } catch (IOException failed) {
      throw new IllegalStateException(failed);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "business-licence, MARKET, ",
    "social-security-card, HUMAN_RESOURCES, P10Y",
    "driving-licence, PUBLIC_SECURITY, 2032-10-31",
    "vehicle-licence, PUBLIC_SECURITY, ",
    "residence-certificate, PUBLIC_SECURITY, P1Y",
    "construction-safety-licence, HOUSING, P3Y"
  })
  void theExampleIsIssuedAndValid(String name, SampleDepartment issuer, String until)
      throws Exception {
    TestCity city = TestCity.of(context, issuer);
    Reply issued = city.issue(example(name));
    assertThat(issued.status()).as(issued.text()).isEqualTo(201);
    JsonNode view = issued.json();
    LocalDate from = LocalDate.parse(view.get("validFrom").asString());
    String last = view.path("validUntil").asString("");
    assertThat(last).isEqualTo(expected(until, from));

    byte[] file = city.read(issued.header("Location") + "/file").body();
    Reply verified = city.verify(file);
    assertThat(verified.verdict()).as(verified.text()).isEqualTo("VALID");
    // Only its own authorities issue it.
    SampleDepartment other = SampleDepartment.DATA;
    assertThat(TestCity.of(context, other).issue(example(name)).problem())
        .isEqualTo("403 authority-not-entitled");
    pictures(name, view);
  }

  private static String expected(String until, LocalDate from) {
    if (until == null) {
      return "";
    }
    return until.startsWith("P")
        ? from.plus(java.time.Period.parse(until)).minusDays(1).toString()
        : until;
  }

  /** Drawn as copies; they stand in target/faces for who wants to look at them. */
  private void pictures(String name, JsonNode view) throws Exception {
    RegisteredLicence licence =
        register.find(java.util.UUID.fromString(view.get("id").asString())).orElseThrow();
    LicenceFacts facts = licence.facts();
    CompiledType type = catalogue.version(facts.id().type(), 1).orElseThrow();
    LicenceContent content =
        new LicenceContent(
            facts,
            LicenceFaces.face(type.type(), licence.data()),
            ByteString.of(new byte[] {'{', '}'}));
    CompiledLayout layout = type.template().layout();
    Path folder = Files.createDirectories(Path.of("target", "faces"));
    for (int page = 0; page < layout.pages().size(); page++) {
      byte[] png = PngCopy.draw(layout, content.faceValues(), page, 100);
      Files.write(folder.resolve(name + "-" + page + ".png"), png);
      BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
      Set<Integer> colours = new HashSet<>();
      for (int x = 0; x < image.getWidth(); x += 2) {
        for (int y = 0; y < image.getHeight(); y += 2) {
          colours.add(image.getRGB(x, y));
        }
      }
      assertThat(colours.size()).as(name).isGreaterThan(50);
    }
  }

  /** Serials are random: an issuing must not fail for the letters it happened to be given. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "business-licence",
        "social-security-card",
        "driving-licence",
        "vehicle-licence",
        "residence-certificate",
        "construction-safety-licence",
        "certificate"
      })
  void theWidestIdentifierHasRoom(String name) throws Exception {
    ObjectNode request =
        name.equals("certificate")
            ? TestTypes.request(
                TestTypes.published(context, _ -> {}), LicenceRequests.company(8_300_001), "示例")
            : example(name);
    LicenceTypeCode code = new LicenceTypeCode(request.get("type").asString());
    CompiledType type = catalogue.current(code).orElseThrow();
    OrganizationId issuer = type.type().issuers().getFirst();
    LocalDate day = LocalDate.of(2026, 12, 31);
    LicenceFacts facts =
        new LicenceFacts(
            type.type().name().zh(),
            request.get("number").asString(),
            new LicenceId(code, issuer.value(), "W".repeat(20), 1),
            "亮城市人力资源和社会保障局",
            issuer,
            day,
            request.at("/holder/name").asString(),
            HolderCode.parse(
                request.at("/holder/type").asString(), request.at("/holder/code").asString()),
            day,
            Optional.of(day),
            List.of(issuer),
            Optional.empty());
    LicenceContent content =
        new LicenceContent(
            facts,
            LicenceFaces.face(type.type(), request.get("data")),
            ByteString.of(new byte[] {'{', '}'}));
    assertThat(type.template().layout().draw(content.faceValues()).pages()).isNotEmpty();
  }
}

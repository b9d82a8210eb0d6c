package org.liangzheng.api.licence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.liangzheng.api.licence.LicenceRequests.data;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.liangzheng.api.ApiTest;
import org.liangzheng.api.licence.TestCity.Reply;
import org.liangzheng.signer.sample.SampleDepartment;
import org.liangzheng.testkit.TestPictures;
import org.liangzheng.verifier.format.ofd.OfdLimits;
import org.liangzheng.verifier.format.ofd.OfdPackage;
import org.liangzheng.verifier.format.ofd.ZipReader;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.node.ObjectNode;

/** A portrait as a telephone takes it tells where its owner was; a licence does not. */
@ApiTest
class PictureDataTest {
  @Autowired private ApplicationContext context;
  @Autowired private LicenceRegister register;

  private static ObjectNode request() throws Exception {
    return (ObjectNode)
        LicenceRequests.JSON.readTree(
            Files.readString(
                    Path.of(
                        System.getProperty("house.root"),
                        "docs",
                        "examples",
                        "driving-licence.json"))
                // Another holder than the example's, who may have one driving licence only.
                .replace("990100199205152020", "990100199303035020"));
  }

  /** The example's portrait as a JPEG file. */
  private static byte[] jpeg(ObjectNode request) throws Exception {
    BufferedImage portrait =
        ImageIO.read(
            new ByteArrayInputStream(
                Base64.getDecoder().decode(data(request).get("portrait").asString())));
    BufferedImage plain =
        new BufferedImage(portrait.getWidth(), portrait.getHeight(), BufferedImage.TYPE_INT_RGB);
    plain.createGraphics().drawImage(portrait, 0, 0, null);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThat(ImageIO.write(plain, "jpeg", out)).isTrue();
    return out.toByteArray();
  }

  private static String latin(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  @Test
  void aPortraitTellsNothingButTheFace() throws Exception {
    TestCity city = TestCity.of(context, SampleDepartment.PUBLIC_SECURITY);
    ObjectNode request = request();
    byte[] taken = TestPictures.withGps(jpeg(request));
    assertThat(latin(taken)).contains("Exif", "GPSTEST");
    data(request).put("portrait", base64(taken));
    Reply issued = city.issue(request);
    assertThat(issued.status()).as(issued.text()).isEqualTo(201);

    // Told, stored, handed out, attached to the file and drawn on it: the same picture.
    byte[] told = Base64.getDecoder().decode(issued.json().at("/data/portrait").asString());
    assertThat(latin(told)).doesNotContain("Exif", "GPSTEST", "SECRET");
    assertThat(ImageIO.read(new ByteArrayInputStream(told)).getWidth()).isPositive();
    String stored =
        register.find(UUID.fromString(issued.id())).orElseThrow().data().get("portrait").asString();
    assertThat(stored).isEqualTo(base64(told));
    assertThat(city.read(issued.header("Location")).json().at("/data/portrait").asString())
        .isEqualTo(stored);
    byte[] file = city.read(issued.header("Location") + "/file").body();
    OfdPackage parts = ZipReader.read(file, OfdLimits.DEFAULT);
    int pictures = 0;
    boolean attached = false;
    for (String path : parts.paths()) {
      byte[] part = parts.require(path).toByteArray();
      assertThat(latin(part)).as(path).doesNotContain("GPSTEST", "SECRET");
      if (java.util.Arrays.equals(part, told)) {
        pictures++;
      }
      attached |= latin(part).contains(stored);
      assertThat(latin(part)).as(path).doesNotContain(base64(taken).substring(0, 400));
    }
    assertThat(pictures).isOne();
    assertThat(attached).isTrue();
    assertThat(city.verify(file).verdict()).isEqualTo("VALID");
  }

  @Test
  void whatIsNoWholePictureIsRefused() throws Exception {
    TestCity city = TestCity.of(context, SampleDepartment.PUBLIC_SECURITY);
    ObjectNode request = request();
    byte[] jpeg = jpeg(request);
    byte[] cut = java.util.Arrays.copyOf(jpeg, jpeg.length - 2);
    byte[] undecodable = jpeg.clone();
    // The frame's header claims no pixels.
    for (int i = 0; i + 8 < undecodable.length; i++) {
      if (undecodable[i] == (byte) 0xFF && undecodable[i + 1] == (byte) 0xC0) {
        undecodable[i + 5] = 0;
        undecodable[i + 6] = 0;
        undecodable[i + 7] = 0;
        undecodable[i + 8] = 0;
      }
    }
    byte[] script = "<svg onload=alert(1)>".repeat(10).getBytes(StandardCharsets.US_ASCII);
    for (byte[] wrong : new byte[][] {cut, undecodable, script}) {
      data(request).put("portrait", base64(wrong));
      Reply refused = city.issue(request);
      assertThat(refused.problem()).isEqualTo("400 request-invalid");
      assertThat(refused.fields()).containsExactly("/data/portrait field-malformed");
    }
  }
}

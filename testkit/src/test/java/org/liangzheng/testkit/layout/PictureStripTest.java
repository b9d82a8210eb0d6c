package org.liangzheng.testkit.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.liangzheng.signer.layout.PictureFile;
import org.liangzheng.signer.layout.PictureStrip;
import org.liangzheng.testkit.TestPictures;
import org.liangzheng.verifier.crypto.ByteString;

/** A picture goes on being the picture, and says nothing else any more. */
class PictureStripTest {

  private static BufferedImage image() {
    BufferedImage image = new BufferedImage(60, 80, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(Color.ORANGE);
    graphics.fillOval(5, 5, 50, 70);
    graphics.dispose();
    return image;
  }

  private static byte[] jpeg(boolean progressive) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (var to = ImageIO.createImageOutputStream(out)) {
      ImageWriteParam how = writer.getDefaultWriteParam();
      how.setProgressiveMode(
          progressive ? ImageWriteParam.MODE_DEFAULT : ImageWriteParam.MODE_DISABLED);
      writer.setOutput(to);
      writer.write(null, new IIOImage(image(), null, null), how);
    } finally {
      writer.dispose();
    }
    return out.toByteArray();
  }

  private static byte[] png() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(image(), "png", out);
    return out.toByteArray();
  }

  private static String text(ByteString bytes) {
    return new String(bytes.toByteArray(), StandardCharsets.ISO_8859_1);
  }

  private static ByteString strip(byte[] file) {
    return PictureStrip.strip(ByteString.of(file)).orElseThrow();
  }

  private static void same(byte[] before, ByteString after) throws IOException {
    BufferedImage one = ImageIO.read(new ByteArrayInputStream(before));
    BufferedImage two = ImageIO.read(after.toInputStream());
    assertThat(two.getRGB(0, 0, 60, 80, null, 0, 60))
        .containsExactly(one.getRGB(0, 0, 60, 80, null, 0, 60));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aJpegForgetsWhereItWasTaken(boolean progressive) throws Exception {
    byte[] taken = TestPictures.withGps(jpeg(progressive));
    assertThat(text(ByteString.of(taken))).contains("Exif", "GPSTEST", "SECRET");
    ByteString stripped = strip(taken);
    assertThat(text(stripped)).doesNotContain("Exif", "GPSTEST", "SECRET", "http://ns.adobe");
    same(taken, stripped);
    assertThat(strip(stripped.toByteArray())).isEqualTo(stripped);
    assertThat(PictureFile.read(ByteString.of(taken)).orElseThrow().data()).isEqualTo(stripped);
  }

  /** Behind the end of the picture, in fill bytes, and as a preview in JFIF's own header. */
  @Test
  void nothingHidesInAJpeg() throws Exception {
    byte[] plain = jpeg(false);
    byte[] behind = Arrays.copyOf(plain, plain.length + 6);
    System.arraycopy("SECRET".getBytes(StandardCharsets.US_ASCII), 0, behind, plain.length, 6);
    assertThat(strip(behind)).isEqualTo(strip(plain));
    // FF D8 | FF E0 length JFIF: a header with a preview of 2 by 1 pixels.
    assertThat(plain[3]).isEqualTo((byte) 0xE0);
    byte[] preview = Arrays.copyOf(plain, plain.length + 6);
    System.arraycopy("SECRET".getBytes(StandardCharsets.US_ASCII), 0, preview, 20, 6);
    System.arraycopy(plain, 20, preview, 26, plain.length - 20);
    preview[5] = 22;
    preview[18] = 2;
    preview[19] = 1;
    ByteString stripped = strip(preview);
    assertThat(text(stripped)).doesNotContain("SECRET");
    assertThat(stripped).isEqualTo(strip(plain));
  }

  @Test
  void aPngForgetsItsTexts() throws Exception {
    byte[] plain = png();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(plain, 0, 33);
    for (String type : new String[] {"tEXt", "zTXt", "iTXt", "eXIf", "tIME", "iCCP", "fdAT"}) {
      chunk(out, type, "Comment\0SECRET");
    }
    out.write(plain, 33, plain.length - 33);
    out.write("SECRET".getBytes(StandardCharsets.US_ASCII));
    ByteString stripped = strip(out.toByteArray());
    assertThat(text(stripped)).doesNotContain("SECRET", "eXIf");
    same(plain, stripped);
    assertThat(strip(stripped.toByteArray())).isEqualTo(stripped);
  }

  private static void chunk(ByteArrayOutputStream out, String type, String content)
      throws IOException {
    byte[] named = (type + content).getBytes(StandardCharsets.ISO_8859_1);
    CRC32 crc = new CRC32();
    crc.update(named);
    DataOutputStream data = new DataOutputStream(out);
    data.writeInt(content.length());
    data.write(named);
    data.writeInt((int) crc.getValue());
  }

  /** Every cut of a file is refused: where its end is missing, so may be what hides in it. */
  @Test
  void whatIsNotWholeIsRefused() throws Exception {
    for (byte[] file : new byte[][] {jpeg(true), png()}) {
      ByteString whole = strip(file);
      for (int length = 1; length < whole.size(); length++) {
        byte[] cut = Arrays.copyOf(whole.toByteArray(), length);
        assertThat(PictureStrip.strip(ByteString.of(cut))).as("cut at %d", length).isEmpty();
        assertThat(PictureFile.read(ByteString.of(cut))).isEmpty();
      }
    }
  }
}

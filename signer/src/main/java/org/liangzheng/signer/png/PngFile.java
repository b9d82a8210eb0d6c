package org.liangzheng.signer.png;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.liangzheng.verifier.crypto.ByteString;

/** A picture as a PNG file (ISO/IEC 15948). */
public final class PngFile {
  private PngFile() {}

  /** The bytes of the file, without metadata. */
  public static byte[] write(BufferedImage image) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      if (!ImageIO.write(image, "png", out)) {
        throw new IllegalStateException("this Java platform cannot write PNG");
      }
      out.flush();
    } catch (IOException impossible) {
      throw new IllegalStateException("memory does not fail to write", impossible);
    }
    return bytes.toByteArray();
  }

  /**
   * The pixels of a file; what else stands in it is passed over.
   *
   * @throws IOException if it does not decode
   */
  public static BufferedImage read(ByteString file) throws IOException {
    ImageReader reader = ImageIO.getImageReadersByFormatName("png").next();
    try (MemoryCacheImageInputStream in = new MemoryCacheImageInputStream(file.toInputStream())) {
      reader.setInput(in, true, true);
      return reader.read(0);
    } catch (RuntimeException broken) {
      // The decoder throws many things at damaged files; all mean the same.
      throw new IOException(broken);
    } finally {
      reader.dispose();
    }
  }
}

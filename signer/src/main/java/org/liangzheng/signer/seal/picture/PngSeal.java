package org.liangzheng.signer.seal.picture;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** One colour in 256 strengths: a palette, a quarter of the bytes of full colour. */
final class PngSeal {
  private static final double MM_PER_INCH = 25.4;
  private static final int STRENGTHS = 256;

  private PngSeal() {}

  static byte[] write(SealDrawing drawing, int dpi, int rgb) {
    if (dpi < 72 || dpi > 1200) {
      throw new IllegalArgumentException("72 to 1200 dots an inch");
    }
    double scale = dpi / MM_PER_INCH;
    int width = (int) Math.round(drawing.widthMm() * scale);
    int height = (int) Math.round(drawing.heightMm() * scale);
    BufferedImage full = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
    Graphics2D graphics = full.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    graphics.scale(scale, scale);
    graphics.setColor(new Color(rgb));
    graphics.fill(drawing.shape());
    graphics.dispose();
    return encode(palette(full, rgb), dpi);
  }

  private static BufferedImage palette(BufferedImage full, int rgb) {
    byte[] red = new byte[STRENGTHS];
    byte[] green = new byte[STRENGTHS];
    byte[] blue = new byte[STRENGTHS];
    byte[] alpha = new byte[STRENGTHS];
    for (int i = 0; i < STRENGTHS; i++) {
      red[i] = (byte) (rgb >> 16);
      green[i] = (byte) (rgb >> 8);
      blue[i] = (byte) rgb;
      alpha[i] = (byte) i;
    }
    BufferedImage image =
        new BufferedImage(
            full.getWidth(),
            full.getHeight(),
            BufferedImage.TYPE_BYTE_INDEXED,
            new IndexColorModel(8, STRENGTHS, red, green, blue, alpha));
    WritableRaster raster = image.getRaster();
    int[] row = new int[full.getWidth()];
    for (int y = 0; y < full.getHeight(); y++) {
      full.getRGB(0, y, row.length, 1, row, 0, row.length);
      for (int x = 0; x < row.length; x++) {
        raster.setSample(x, y, 0, row[x] >>> 24);
      }
    }
    return image;
  }

  private static byte[] encode(BufferedImage image, int dpi) {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      ImageWriteParam parameters = writer.getDefaultWriteParam();
      IIOMetadata metadata =
          writer.getDefaultImageMetadata(
              ImageTypeSpecifier.createFromRenderedImage(image), parameters);
      metadata.mergeTree("javax_imageio_1.0", pixelSize(dpi));
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, metadata), parameters);
      out.flush();
      return bytes.toByteArray();
    } catch (IOException impossible) {
      throw new IllegalStateException("memory does not fail to write", impossible);
    } finally {
      writer.dispose();
    }
  }

  private static IIOMetadataNode pixelSize(int dpi) {
    IIOMetadataNode root = new IIOMetadataNode("javax_imageio_1.0");
    IIOMetadataNode dimension = new IIOMetadataNode("Dimension");
    for (String axis : new String[] {"HorizontalPixelSize", "VerticalPixelSize"}) {
      IIOMetadataNode size = new IIOMetadataNode(axis);
      size.setAttribute("value", Double.toString(MM_PER_INCH / dpi));
      dimension.appendChild(size);
    }
    root.appendChild(dimension);
    return root;
  }
}

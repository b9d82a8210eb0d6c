package org.liangzheng.signer.layout;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Iterator;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.liangzheng.verifier.crypto.ByteString;

/**
 * A PNG or JPEG picture within limits that was decoded once, so that it is known to show. Its bytes
 * are the picture alone ({@link PictureStrip}).
 *
 * @param width pixels
 * @param height pixels
 */
public record PictureFile(ByteString data, Format format, int width, int height) {
  /** Larger files are refused, bytes. */
  public static final int MAX_BYTES = 512 * 1024;

  /** More pixels are refused. */
  public static final int MAX_PIXELS = 4_000_000;

  /** What kind of file. */
  public enum Format {
    PNG,
    JPEG
  }

  /** Reads a picture; empty if it is not one that can be used. */
  public static Optional<PictureFile> read(ByteString file) {
    if (file.size() > MAX_BYTES) {
      return Optional.empty();
    }
    Optional<Format> format = format(file);
    Optional<ByteString> stripped = format.flatMap(_ -> PictureStrip.strip(file));
    if (format.isEmpty() || stripped.isEmpty()) {
      return Optional.empty();
    }
    ByteString data = stripped.get();
    try (MemoryCacheImageInputStream in = new MemoryCacheImageInputStream(data.toInputStream())) {
      ImageReader reader = reader(format.get());
      try {
        reader.setInput(in, true, true);
        int width = reader.getWidth(0);
        int height = reader.getHeight(0);
        if ((long) width * height > MAX_PIXELS) {
          return Optional.empty();
        }
        reader.read(0);
        return Optional.of(new PictureFile(data, format.get(), width, height));
      } finally {
        reader.dispose();
      }
    } catch (IOException | RuntimeException undecodable) {
      // The decoders throw many things at damaged files; all mean the same here.
      return Optional.empty();
    }
  }

  /** The pixels. */
  public BufferedImage decode() {
    try (MemoryCacheImageInputStream in = new MemoryCacheImageInputStream(data.toInputStream())) {
      ImageReader reader = reader(format);
      try {
        reader.setInput(in, true, true);
        return reader.read(0);
      } finally {
        reader.dispose();
      }
    } catch (IOException impossible) {
      throw new IllegalStateException("a picture that was decoded before", impossible);
    }
  }

  private static Optional<Format> format(ByteString data) {
    String start = ByteString.of(data.toByteArray(), 0, Math.min(8, data.size())).toHex();
    if (start.equals("89504e470d0a1a0a")) {
      return Optional.of(Format.PNG);
    }
    return start.startsWith("ffd8ff") ? Optional.of(Format.JPEG) : Optional.empty();
  }

  private static ImageReader reader(Format format) {
    Iterator<ImageReader> readers =
        ImageIO.getImageReadersByFormatName(format == Format.PNG ? "png" : "jpeg");
    return readers.next();
  }
}

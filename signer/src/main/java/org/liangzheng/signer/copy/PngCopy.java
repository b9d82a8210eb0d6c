package org.liangzheng.signer.copy;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import org.liangzheng.signer.layout.Box;
import org.liangzheng.signer.layout.Colour;
import org.liangzheng.signer.layout.CompiledLayout;
import org.liangzheng.signer.layout.FaceRefusedException;
import org.liangzheng.signer.layout.FaceValues;
import org.liangzheng.signer.layout.Mark;
import org.liangzheng.signer.layout.TextRun;
import org.liangzheng.signer.png.PngFile;

/** A page of a licence as a PNG picture, marked 副本, without a seal. */
public final class PngCopy {
  /** Larger pictures are refused, pixels; one takes 3 bytes a pixel while it is drawn. */
  public static final int MAX_PIXELS = 20_000_000;

  private static final double MM_PER_INCH = 25.4;

  private PngCopy() {}

  /**
   * Draws one page.
   *
   * @param page number from 0
   * @param dpi pixels an inch
   * @return the bytes of the PNG file
   * @throws FaceRefusedException if the face cannot be drawn
   * @throws IllegalArgumentException if there is no such page, or the picture would be too large
   */
  public static byte[] draw(CompiledLayout layout, FaceValues values, int page, int dpi)
      throws FaceRefusedException {
    if (page < 0 || page >= layout.pages().size()) {
      throw new IllegalArgumentException("no such page");
    }
    CompiledLayout.Page size = layout.pages().get(page);
    double scale = dpi / MM_PER_INCH;
    long width = Math.round(size.width() * scale);
    long height = Math.round(size.height() * scale);
    if (width < 1 || height < 1 || width * height > MAX_PIXELS) {
      throw new IllegalArgumentException("beyond 20 million pixels");
    }
    CopyMark.Sheet sheet = CopyMark.sheets(layout, values).get(page);
    BufferedImage image =
        new BufferedImage((int) width, (int) height, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D graphics = image.createGraphics();
    try {
      graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
      graphics.setRenderingHint(
          RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
      graphics.setRenderingHint(
          RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
      graphics.setColor(Color.WHITE);
      graphics.fillRect(0, 0, (int) width, (int) height);
      graphics.scale(scale, scale);
      for (Mark mark : sheet.marks()) {
        draw(graphics, mark);
      }
    } finally {
      graphics.dispose();
    }
    return PngFile.write(image);
  }

  private static void draw(Graphics2D graphics, Mark mark) {
    switch (mark) {
      case Mark.Ink ink -> {
        if (ink.fill().isPresent()) {
          graphics.setColor(color(ink.fill().get()));
          graphics.fill(ink.shape());
        }
        if (ink.pen().isPresent()) {
          graphics.setColor(color(ink.pen().get().colour()));
          graphics.setStroke(
              new BasicStroke(
                  (float) ink.pen().get().width(), BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER));
          graphics.draw(ink.shape());
        }
      }
      case TextRun run -> {
        graphics.setColor(color(run.colour()));
        graphics.fill(Glyphs.shape(run));
      }
      case Mark.Picture picture -> {
        BufferedImage pixels = picture.file().decode();
        Box box = picture.box();
        Box clip = picture.clip();
        Shape before = graphics.getClip();
        graphics.clip(new Rectangle2D.Double(clip.x(), clip.y(), clip.width(), clip.height()));
        AffineTransform place = AffineTransform.getTranslateInstance(box.x(), box.y());
        place.scale(box.width() / pixels.getWidth(), box.height() / pixels.getHeight());
        graphics.drawImage(pixels, place, null);
        graphics.setClip(before);
      }
    }
  }

  private static Color color(Colour colour) {
    return new Color(colour.red(), colour.green(), colour.blue());
  }
}

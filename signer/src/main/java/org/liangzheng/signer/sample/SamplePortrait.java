package org.liangzheng.signer.sample;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Area;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import org.liangzheng.signer.png.PngFile;
import org.liangzheng.verifier.crypto.ByteString;

/** A portrait of nobody: head and shoulders as a silhouette, for the sample world. */
public final class SamplePortrait {
  private static final int WIDTH = 352;
  private static final int HEIGHT = 440;
  private static final Color GROUND = new Color(0xDF, 0xE9, 0xEC);
  private static final Color FIGURE = new Color(0x7D, 0x95, 0x9C);
  private static final Color COLLAR = new Color(0x5F, 0x79, 0x81);

  private SamplePortrait() {}

  /** A PNG file, 4 by 5. */
  public static ByteString draw() {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setColor(GROUND);
    graphics.fillRect(0, 0, WIDTH, HEIGHT);
    graphics.setColor(FIGURE);
    graphics.fill(new Ellipse2D.Double(112, 78, 128, 160));
    Area body = new Area(new Ellipse2D.Double(28, 268, 296, 300));
    body.add(new Area(new Rectangle2D.Double(146, 210, 60, 90)));
    graphics.fill(body);
    graphics.setColor(COLLAR);
    Path2D collar = new Path2D.Double();
    collar.moveTo(128, 276);
    collar.lineTo(176, 356);
    collar.lineTo(224, 276);
    collar.lineTo(206, 268);
    collar.lineTo(176, 318);
    collar.lineTo(146, 268);
    collar.closePath();
    graphics.fill(collar);
    graphics.dispose();
    return ByteString.wrap(PngFile.write(image));
  }
}

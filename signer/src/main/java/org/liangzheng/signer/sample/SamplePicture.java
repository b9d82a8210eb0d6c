package org.liangzheng.signer.sample;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import org.liangzheng.signer.png.PngFile;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.format.seal.SealPicture;

/** Picture of the sample seals: a plain ring with a star, 40 mm, no lettering. */
final class SamplePicture {
  private static final int MM = 40;
  private static final int PIXELS = 472;
  private static final Color SEAL_RED = new Color(0xC8, 0x10, 0x2E);

  private SamplePicture() {}

  static SealPicture draw() {
    BufferedImage image = new BufferedImage(PIXELS, PIXELS, BufferedImage.TYPE_INT_ARGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setColor(SEAL_RED);
    double centre = PIXELS / 2.0;
    graphics.setStroke(new BasicStroke(14));
    graphics.draw(new Ellipse2D.Double(10, 10, PIXELS - 20, PIXELS - 20));
    graphics.fill(star(centre, centre, 80));
    graphics.dispose();
    return new SealPicture("PNG", ByteString.wrap(PngFile.write(image)), MM, MM);
  }

  private static Path2D star(double x, double y, double radius) {
    Path2D path = new Path2D.Double();
    for (int i = 0; i < 10; i++) {
      double r = i % 2 == 0 ? radius : radius * 0.382;
      double angle = Math.PI / 5 * i - Math.PI / 2;
      double px = x + r * Math.cos(angle);
      double py = y + r * Math.sin(angle);
      if (i == 0) {
        path.moveTo(px, py);
      } else {
        path.lineTo(px, py);
      }
    }
    path.closePath();
    return path;
  }
}

package org.liangzheng.signer.copy;

import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import org.liangzheng.signer.font.FontFile;
import org.liangzheng.signer.layout.TextRun;

/** Text as outlines, drawn from the font file itself: no font has to be installed. */
final class Glyphs {
  private Glyphs() {}

  /** The outlines of a run in page millimetres. */
  static Path2D shape(TextRun run) {
    FontFile font = run.font();
    Path2D all = new Path2D.Double(Path2D.WIND_NON_ZERO);
    double scale = run.size() / font.unitsPerEm();
    double x = run.x();
    for (int i = 0; i < run.length(); i++) {
      AffineTransform place = new AffineTransform(scale, 0, 0, -scale, x, run.baseline());
      all.append(font.outline(font.glyph(run.point(i))).getPathIterator(place), false);
      x += run.advance(i);
    }
    return all;
  }
}

package org.liangzheng.signer.layout;

import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;

/** Artwork that is computed: waves around a frame, rosettes, key patterns for corners. */
final class Ornaments {
  /**
   * Height of the control points of a whole wave drawn as one cubic curve, in amplitudes: the
   * curve's crest lies at 1 / (2 √3) of them. Two parabolas would take a third more numbers.
   */
  private static final double CONTROL = 2 * Math.sqrt(3);

  private Ornaments() {}

  static Path2D rectangle(Box box, double radius) {
    Path2D path = new Path2D.Double(Path2D.WIND_NON_ZERO);
    path.append(
        radius > 0
            ? new RoundRectangle2D.Double(
                box.x(), box.y(), box.width(), box.height(), 2 * radius, 2 * radius)
            : new Rectangle2D.Double(box.x(), box.y(), box.width(), box.height()),
        false);
    return path;
  }

  /**
   * Waves that run along the four sides of a frame, each one cubic curve; sides hold whole waves,
   * so that strands meet at the corners.
   *
   * @param box middle line of the band
   * @param period wished length of a wave, millimetres
   * @param height amplitude, millimetres
   * @param strands waves beside each other, shifted evenly
   */
  static Path2D waves(Box box, double period, double height, int strands) {
    Path2D path = new Path2D.Double(Path2D.WIND_NON_ZERO);
    for (int strand = 0; strand < strands; strand++) {
      double shift = (double) strand / strands;
      side(path, box.x(), box.y(), 1, 0, box.width(), period, height, shift);
      side(path, box.right(), box.y(), 0, 1, box.height(), period, height, shift);
      side(path, box.right(), box.bottom(), -1, 0, box.width(), period, height, shift);
      side(path, box.x(), box.bottom(), 0, -1, box.height(), period, height, shift);
    }
    return path;
  }

  private static void side(
      Path2D path,
      double x,
      double y,
      int dx,
      int dy,
      double length,
      double period,
      double height,
      double shift) {
    long waves = Math.max(1, Math.round(length / period));
    double half = length / waves / 2;
    // A shifted strand begins within a wave: its first half is left out, one is added at the end.
    double along = shift * 2 * half;
    path.moveTo(x + dx * along, y + dy * along);
    long halves = 2 * waves - Math.round(Math.ceil(2 * shift));
    double crest = CONTROL * height;
    for (long i = 0; i + 1 < halves; i += 2) {
      double first = along + half * 2 / 3;
      double second = along + half * 4 / 3;
      along += 2 * half;
      path.curveTo(
          x + dx * first - dy * crest,
          y + dy * first + dx * crest,
          x + dx * second + dy * crest,
          y + dy * second - dx * crest,
          x + dx * along,
          y + dy * along);
    }
    if (halves % 2 == 1) {
      double middle = along + half / 2;
      path.quadTo(
          x + dx * middle - dy * 2 * height,
          y + dy * middle + dx * 2 * height,
          x + dx * (along + half),
          y + dy * (along + half));
    }
  }

  /**
   * Rings of petals around a point.
   *
   * @param inner radius of the innermost ring, millimetres
   * @param outer radius of the outermost
   * @param rings how many
   * @param petals of each ring
   */
  static Path2D rosette(double x, double y, double inner, double outer, int rings, int petals) {
    Path2D path = new Path2D.Double(Path2D.WIND_NON_ZERO);
    double gap = rings > 1 ? (outer - inner) / (rings - 1) : 0;
    for (int ring = 0; ring < rings; ring++) {
      double radius = inner + ring * gap;
      double swing = gap * 1.2;
      double turn = ring % 2 == 0 ? 0 : Math.PI / petals;
      double step = 2 * Math.PI / petals;
      // On the circle itself a cubic's control points lie a little outside of it.
      double level = radius / Math.cos(step / 3);
      path.moveTo(x + radius * Math.cos(turn), y + radius * Math.sin(turn));
      for (int petal = 0; petal < petals; petal++) {
        double from = turn + petal * step;
        path.curveTo(
            x + (level + CONTROL * swing) * Math.cos(from + step / 3),
            y + (level + CONTROL * swing) * Math.sin(from + step / 3),
            x + (level - CONTROL * swing) * Math.cos(from + step * 2 / 3),
            y + (level - CONTROL * swing) * Math.sin(from + step * 2 / 3),
            x + radius * Math.cos(from + step),
            y + radius * Math.sin(from + step));
      }
      path.closePath();
    }
    return path;
  }

  /** A square key pattern (回纹) in each corner of a frame, opening towards the middle. */
  static Path2D corners(Box box, double size) {
    Path2D path = new Path2D.Double(Path2D.WIND_NON_ZERO);
    key(path, box.x(), box.y(), size, size);
    key(path, box.right(), box.y(), -size, size);
    key(path, box.right(), box.bottom(), -size, -size);
    key(path, box.x(), box.bottom(), size, -size);
    return path;
  }

  /** A square spiral in a grid of 6 by 6. */
  private static void key(Path2D path, double x, double y, double width, double height) {
    double[] grid = {6, 0, 0, 0, 0, 6, 5, 6, 5, 1.5, 1.5, 1.5, 1.5, 4.5, 3.5, 4.5, 3.5, 3};
    path.moveTo(x + grid[0] * width / 6, y + grid[1] * height / 6);
    for (int i = 2; i < grid.length; i += 2) {
      path.lineTo(x + grid[i] * width / 6, y + grid[i + 1] * height / 6);
    }
  }
}

package org.liangzheng.signer.layout;

import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;

/** Artwork that is computed: waves around a frame, rosettes, key patterns for corners. */
final class Ornaments {
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
   * Waves that run along the four sides of a frame. Each half wave is one parabola; sides hold
   * whole waves, so that strands meet at the corners.
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
    for (long i = 0; i < halves; i++) {
      double crest = (i % 2 == 0 ? 2 : -2) * height;
      double middle = along + half / 2;
      path.quadTo(
          x + dx * middle - dy * crest,
          y + dy * middle + dx * crest,
          x + dx * (along + half),
          y + dy * (along + half));
      along += half;
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
      for (int half = 0; half < 2 * petals; half++) {
        double from = turn + half * Math.PI / petals;
        double to = from + Math.PI / petals;
        double control = radius + (half % 2 == 0 ? 2 : -2) * swing;
        if (half == 0) {
          path.moveTo(x + radius * Math.cos(from), y + radius * Math.sin(from));
        }
        double middle = (from + to) / 2;
        path.quadTo(
            x + control * Math.cos(middle),
            y + control * Math.sin(middle),
            x + radius * Math.cos(to),
            y + radius * Math.sin(to));
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

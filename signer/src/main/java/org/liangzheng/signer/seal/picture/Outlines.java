package org.liangzheng.signer.seal.picture;

import java.awt.geom.Path2D;

/** Shapes by cubic curves; turned the other way round they cut a hole (non-zero winding). */
final class Outlines {
  /** Distance of control points of a quarter circle, in radii. */
  private static final double QUARTER = 4.0 / 3 * (Math.sqrt(2) - 1);

  private Outlines() {}

  static void circle(Path2D.Double path, double x, double y, double radius, boolean clockwise) {
    double way = clockwise ? 1 : -1;
    double k = QUARTER * radius;
    path.moveTo(x + radius, y);
    path.curveTo(x + radius, y + way * k, x + k, y + way * radius, x, y + way * radius);
    path.curveTo(x - k, y + way * radius, x - radius, y + way * k, x - radius, y);
    path.curveTo(x - radius, y - way * k, x - k, y - way * radius, x, y - way * radius);
    path.curveTo(x + k, y - way * radius, x + radius, y - way * k, x + radius, y);
    path.closePath();
  }

  static void roundedSquare(
      Path2D.Double path, double x, double y, double side, double corner, boolean clockwise) {
    double near = corner * (1 - QUARTER);
    double[][] points = {
      {corner, 0},
      {side - corner, 0},
      {side - near, 0},
      {side, near},
      {side, corner},
      {side, side - corner},
      {side, side - near},
      {side - near, side},
      {side - corner, side},
      {corner, side},
      {near, side},
      {0, side - near},
      {0, side - corner},
      {0, corner},
      {0, near},
      {near, 0},
      {corner, 0}
    };
    // Mirrored along the diagonal, the same points go round the other way.
    int first = clockwise ? 0 : 1;
    int second = 1 - first;
    path.moveTo(x + points[0][first], y + points[0][second]);
    for (int i = 1; i < points.length; i += 4) {
      path.lineTo(x + points[i][first], y + points[i][second]);
      path.curveTo(
          x + points[i + 1][first],
          y + points[i + 1][second],
          x + points[i + 2][first],
          y + points[i + 2][second],
          x + points[i + 3][first],
          y + points[i + 3][second]);
    }
    path.closePath();
  }
}

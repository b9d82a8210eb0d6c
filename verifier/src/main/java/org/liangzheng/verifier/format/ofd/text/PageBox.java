package org.liangzheng.verifier.format.ofd.text;

import java.util.Optional;
import org.liangzheng.verifier.format.ofd.OfdFault;
import org.liangzheng.verifier.format.ofd.OfdRefusedException;

/**
 * ST_Box of GB/T 33190: {@code x y w h} in millimetres, y downwards.
 *
 * @param width above 0
 * @param height above 0
 */
public record PageBox(double x, double y, double width, double height) {
  /** Larger than any page; keeps arithmetic away from hostile numbers. */
  private static final double MAX_MM = 1_000_000;

  /** Whether a point lies in the box. */
  public boolean contains(double pointX, double pointY) {
    return pointX >= x && pointX <= x + width && pointY >= y && pointY <= y + height;
  }

  static PageBox read(String text) throws OfdRefusedException {
    Optional<double[]> numbers = Numbers.read(text);
    if (numbers.isPresent() && numbers.get().length == 4) {
      double[] n = numbers.get();
      if (n[2] > 0
          && n[3] > 0
          && Math.abs(n[0]) <= MAX_MM
          && Math.abs(n[1]) <= MAX_MM
          && n[2] <= MAX_MM
          && n[3] <= MAX_MM) {
        return new PageBox(n[0], n[1], n[2], n[3]);
      }
    }
    throw new OfdRefusedException(OfdFault.STRUCTURE_BROKEN, "a box is not four numbers");
  }
}

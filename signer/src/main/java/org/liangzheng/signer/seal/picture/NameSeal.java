package org.liangzheng.signer.seal.picture;

import static org.liangzheng.signer.seal.picture.SealArtist.require;

import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.util.ArrayList;
import java.util.List;
import org.liangzheng.signer.seal.picture.SealDrawingException.Fault;

/** A square seal with a name; measures are for 20 mm and grow with the side. */
final class NameSeal {
  private static final double SIDE = 20;
  private static final double FRAME = 1.1;
  private static final double CORNER = 1.2;
  private static final double AIR = 1.0;

  /** Taller than this many times its width, a character looks drawn out. */
  private static final double TALLEST = 1.6;

  private NameSeal() {}

  static Path2D draw(SealDesign.PersonalName design, SealArtist artist)
      throws SealDrawingException {
    int[] name = design.name().codePoints().filter(c -> !Character.isWhitespace(c)).toArray();
    require(name.length >= 2 && name.length <= 4, Fault.TEXT_LENGTH, "name 2–4");
    Path2D.Double shape = new Path2D.Double(Path2D.WIND_NON_ZERO);
    Outlines.roundedSquare(shape, 0, 0, SIDE, CORNER, true);
    Outlines.roundedSquare(shape, FRAME, FRAME, SIDE - 2 * FRAME, CORNER - FRAME / 2, false);
    double room = SIDE - 2 * (FRAME + AIR);
    List<int[]> columns = columns(name);
    double width = room / columns.size();
    for (int c = 0; c < columns.size(); c++) {
      int[] column = columns.get(c);
      double height = room / column.length;
      double middle = SIDE - FRAME - AIR - width * (c + 0.5);
      for (int r = 0; r < column.length; r++) {
        AffineTransform place =
            AffineTransform.getTranslateInstance(middle, FRAME + AIR + height * (r + 0.5));
        place.scale(width, Math.min(height, TALLEST * width));
        shape.append(place.createTransformedShape(artist.glyph(column[r]).shape()), false);
      }
    }
    double scale = design.side() / SIDE;
    shape.transform(AffineTransform.getScaleInstance(scale, scale));
    return shape;
  }

  /** From right to left: the family name of three characters stands alone. */
  private static List<int[]> columns(int[] name) {
    List<int[]> columns = new ArrayList<>();
    switch (name.length) {
      case 2 -> {
        columns.add(new int[] {name[0]});
        columns.add(new int[] {name[1]});
      }
      case 3 -> {
        columns.add(new int[] {name[0]});
        columns.add(new int[] {name[1], name[2]});
      }
      default -> {
        columns.add(new int[] {name[0], name[1]});
        columns.add(new int[] {name[2], name[3]});
      }
    }
    return columns;
  }
}

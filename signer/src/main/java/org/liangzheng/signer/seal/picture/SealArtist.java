package org.liangzheng.signer.seal.picture;

import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.util.List;
import org.liangzheng.signer.font.FontFile;
import org.liangzheng.signer.seal.picture.SealDrawingException.Fault;

/**
 * Draws seals with the glyph outlines of a chain of fonts: of each character the first font that
 * has it.
 */
public final class SealArtist {
  private final List<FontFile> fonts;

  public SealArtist(List<FontFile> fonts) {
    this.fonts = List.copyOf(fonts);
  }

  /**
   * Draws a seal.
   *
   * @throws SealDrawingException if a character is in no font, or text or size do not fit
   */
  public SealDrawing draw(SealDesign design) throws SealDrawingException {
    return switch (design) {
      case SealDesign.Organization organization -> {
        require(
            organization.diameter() >= 30 && organization.diameter() <= 60, Fault.SIZE, "30–60 mm");
        yield new SealDrawing(
            RoundSeal.draw(organization, this), organization.diameter(), organization.diameter());
      }
      case SealDesign.PersonalName name -> {
        require(name.side() >= 10 && name.side() <= 30, Fault.SIZE, "10–30 mm");
        yield new SealDrawing(NameSeal.draw(name, this), name.side(), name.side());
      }
    };
  }

  static void require(boolean holds, Fault fault, String about) throws SealDrawingException {
    if (!holds) {
      throw new SealDrawingException(fault, about);
    }
  }

  /**
   * Outline of a character in its em square: x and y from −½ to ½, y downwards, as wide as the
   * character is. The square of Chinese fonts stands from 0.12 em below the baseline to 0.88 above.
   */
  Glyph glyph(int codePoint) throws SealDrawingException {
    for (FontFile font : fonts) {
      int glyph = font.glyph(codePoint);
      if (glyph != 0) {
        double em = font.unitsPerEm();
        double width = font.advance(glyph) / em;
        AffineTransform toSquare = new AffineTransform(1 / em, 0, 0, -1 / em, -width / 2, 0.38);
        return new Glyph((Path2D) font.outline(glyph).createTransformedShape(toSquare), width);
      }
    }
    throw new SealDrawingException(Fault.CHARACTER_MISSING, Character.toString(codePoint));
  }

  /**
   * A character's shape.
   *
   * @param width advance in em
   */
  record Glyph(Path2D shape, double width) {}
}

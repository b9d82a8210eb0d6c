package org.liangzheng.signer.seal.picture;

import static org.liangzheng.signer.seal.picture.SealArtist.require;

import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import org.liangzheng.signer.seal.picture.SealDesign.Organization;
import org.liangzheng.signer.seal.picture.SealDrawingException.Fault;

/**
 * A round seal of organisations. All measures are for 40 mm across and grow with the diameter; the
 * centre is (0, 0) while drawing.
 */
final class RoundSeal {
  private static final double RADIUS = 20;
  private static final double RING = 1.2;
  private static final double STAR_RADIUS = 6.6;

  /** Inner edge of the ring, less a little air. */
  private static final double NAME_OUTER = RADIUS - RING - 0.95;

  private static final double NAME_TALLEST = 6.6;
  private static final double NAME_LOWEST = 3.0;

  /** Narrower than this share of its height, a character is set lower instead. */
  private static final double NAME_SLIMMEST = 0.52;

  private static final double NAME_WIDEST = 0.82;

  /** Most of the circle that the name takes; the bottom stays free for the code. */
  private static final double NAME_SPAN = Math.toRadians(268);

  private static final double CODE_HEIGHT = 1.75;
  private static final double CODE_OUTER = RADIUS - RING - 0.75;
  private static final double LINE_MIDDLE = 10.6;
  private static final double LINE_HEIGHT = 3.9;
  private static final double LINE_WIDTH = 15.6;

  private final SealArtist artist;
  private final Path2D.Double shape = new Path2D.Double(Path2D.WIND_NON_ZERO);

  private RoundSeal(SealArtist artist) {
    this.artist = artist;
  }

  static Path2D draw(Organization design, SealArtist artist) throws SealDrawingException {
    RoundSeal seal = new RoundSeal(artist);
    seal.ring();
    seal.star();
    seal.name(points(design.name(), 2, 48, "name 2–48"));
    if (design.line().isPresent()) {
      seal.line(points(design.line().get(), 1, 12, "line 1–12"));
    }
    if (design.code().isPresent()) {
      require(
          design.code().get().matches("[0-9A-Z]{1,18}"), Fault.TEXT_LENGTH, "code 1–18 [0-9A-Z]");
      seal.code(design.code().get().codePoints().toArray());
    }
    double scale = design.diameter() / (2 * RADIUS);
    AffineTransform place = AffineTransform.getScaleInstance(scale, scale);
    place.translate(RADIUS, RADIUS);
    seal.shape.transform(place);
    return seal.shape;
  }

  private static int[] points(String text, int least, int most, String about)
      throws SealDrawingException {
    int[] points = text.codePoints().filter(c -> !Character.isWhitespace(c)).toArray();
    require(points.length >= least && points.length <= most, Fault.TEXT_LENGTH, about);
    return points;
  }

  private void ring() {
    Outlines.circle(shape, 0, 0, RADIUS, true);
    Outlines.circle(shape, 0, 0, RADIUS - RING, false);
  }

  /** Five points, the edges of a pentagram: the inner corners lie at 0.382 of the radius. */
  private void star() {
    double inner = (3 - Math.sqrt(5)) / 2;
    for (int i = 0; i < 10; i++) {
      double radius = i % 2 == 0 ? STAR_RADIUS : STAR_RADIUS * inner;
      double angle = Math.PI / 5 * i;
      double x = radius * Math.sin(angle);
      double y = -radius * Math.cos(angle);
      if (i == 0) {
        shape.moveTo(x, y);
      } else {
        shape.lineTo(x, y);
      }
    }
    shape.closePath();
  }

  /** Characters stand upright on the circle, their feet to the star, evenly over the arc. */
  private void name(int[] points) throws SealDrawingException {
    double span = Math.min(NAME_SPAN, Math.toRadians(84 + 17.5 * points.length));
    double step = span / points.length;
    double height = NAME_TALLEST;
    while (height > NAME_LOWEST && step * (NAME_OUTER - 0.75 * height) < NAME_SLIMMEST * height) {
      height -= 0.05;
    }
    double width = Math.min(NAME_WIDEST * height, 0.97 * step * (NAME_OUTER - 0.75 * height));
    double radius = NAME_OUTER - height / 2;
    for (int i = 0; i < points.length; i++) {
      double angle = -span / 2 + step * (i + 0.5);
      AffineTransform place = AffineTransform.getRotateInstance(angle);
      place.translate(0, -radius);
      place.scale(width, height);
      append(points[i], place);
    }
  }

  private void line(int[] points) throws SealDrawingException {
    double width = Math.min(LINE_HEIGHT * 0.9, LINE_WIDTH / points.length);
    double left = -width * points.length / 2;
    for (int i = 0; i < points.length; i++) {
      AffineTransform place =
          AffineTransform.getTranslateInstance(left + width * (i + 0.5), LINE_MIDDLE);
      place.scale(width * 0.96, LINE_HEIGHT);
      append(points[i], place);
    }
  }

  /** Along the bottom, to be read from left to right, heads to the star. */
  private void code(int[] points) throws SealDrawingException {
    double radius = CODE_OUTER - CODE_HEIGHT / 2;
    double step = Math.min(1.42 / radius, Math.toRadians(76) / points.length);
    for (int i = 0; i < points.length; i++) {
      double angle = step * ((points.length - 1) / 2.0 - i);
      AffineTransform place = AffineTransform.getRotateInstance(angle);
      place.translate(0, radius);
      place.scale(CODE_HEIGHT * 1.25, CODE_HEIGHT * 1.25);
      append(points[i], place);
    }
  }

  private void append(int codePoint, AffineTransform place) throws SealDrawingException {
    shape.append(place.createTransformedShape(artist.glyph(codePoint).shape()), false);
  }
}

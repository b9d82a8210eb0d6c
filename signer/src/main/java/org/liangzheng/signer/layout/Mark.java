package org.liangzheng.signer.layout;

import java.awt.Shape;
import java.util.Optional;

/** Something drawn: what the writers of OFD, PDF and PNG turn into their own words. */
public sealed interface Mark permits Mark.Ink, Mark.Picture, TextRun {

  /** A filled or stroked shape in page millimetres, non-zero winding. */
  record Ink(Shape shape, Optional<Colour> fill, Optional<Pen> pen) implements Mark {}

  /** A picture that fills the part of it that {@code box} and {@code clip} share. */
  record Picture(PictureFile file, Box box, Box clip) implements Mark {

    /** The picture fills the box; what it has too much of one side is cut evenly. */
    static Picture filling(Box box, PictureFile file) {
      double scale = Math.max(box.width() / file.width(), box.height() / file.height());
      double width = file.width() * scale;
      double height = file.height() * scale;
      return new Picture(
          file,
          new Box(
              box.x() + (box.width() - width) / 2,
              box.y() + (box.height() - height) / 2,
              width,
              height),
          box);
    }
  }
}

package org.liangzheng.signer.layout;

import java.awt.Shape;
import java.util.Optional;

/** Something drawn: what the writers of OFD, PDF and PNG turn into their own words. */
public sealed interface Mark permits Mark.Ink, Mark.Picture, TextRun {

  /** A filled or stroked shape in page millimetres, non-zero winding. */
  record Ink(Shape shape, Optional<Colour> fill, Optional<Pen> pen) implements Mark {}

  /** A picture that fills the part of it that {@code box} and {@code clip} share. */
  record Picture(PictureFile file, Box box, Box clip) implements Mark {}
}

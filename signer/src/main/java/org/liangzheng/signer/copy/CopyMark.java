package org.liangzheng.signer.copy;

import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.liangzheng.signer.layout.Box;
import org.liangzheng.signer.layout.Colour;
import org.liangzheng.signer.layout.CompiledLayout;
import org.liangzheng.signer.layout.Face;
import org.liangzheng.signer.layout.FaceRefusedException;
import org.liangzheng.signer.layout.FaceValues;
import org.liangzheng.signer.layout.LayoutItem;
import org.liangzheng.signer.layout.Mark;
import org.liangzheng.signer.layout.Overlay;
import org.liangzheng.signer.layout.Pen;
import org.liangzheng.signer.layout.TextRun;
import org.liangzheng.signer.layout.TextStyle;

/**
 * Draws a face as a copy: the word 副本 large across each page, and where a seal would stand a frame
 * that says that there is none.
 */
final class CopyMark {
  private static final Colour GREY = new Colour(0xE9, 0xE6, 0xDF);
  private static final Colour INK = new Colour(0x8A, 0x4B, 0x00);
  private static final String WORD = "副本";
  private static final String NO_SEAL = "副本 · 不含电子印章\n核验请用带章的原文件";

  /** Of the page's shorter side. */
  private static final double WORD_SIZE = 0.34;

  private static final double TURN = -Math.PI / 9;
  private static final double FRAME = 0.25;

  private CopyMark() {}

  /** A page as it is drawn: form, watermark, values, frames. */
  record Sheet(CompiledLayout.Page page, List<Mark> marks) {}

  static List<Sheet> sheets(CompiledLayout layout, FaceValues values) throws FaceRefusedException {
    List<Overlay.Line> lines = new ArrayList<>();
    for (int i = 0; i < layout.pages().size(); i++) {
      for (LayoutItem item : layout.pages().get(i).fields()) {
        if (item instanceof LayoutItem.SealPlace place) {
          Box box = frame(place.box());
          lines.add(
              new Overlay.Line(
                  i,
                  "copy-mark",
                  NO_SEAL,
                  inset(box),
                  layout.style(Math.min(4, box.width() / 11), 1, TextStyle.Across.CENTRE, INK)));
        }
      }
    }
    Face face = layout.draw(values, new Overlay(lines));
    List<Sheet> sheets = new ArrayList<>();
    for (int i = 0; i < layout.pages().size(); i++) {
      CompiledLayout.Page page = layout.pages().get(i);
      List<Mark> marks = new ArrayList<>();
      // Above the artwork, below all text: the word hides nothing that is to be read.
      page.fixed().stream().filter(Mark.Ink.class::isInstance).forEach(marks::add);
      marks.add(watermark(layout, page));
      page.fixed().stream().filter(mark -> !(mark instanceof Mark.Ink)).forEach(marks::add);
      for (LayoutItem item : page.fields()) {
        if (item instanceof LayoutItem.SealPlace place) {
          Box box = frame(place.box());
          marks.add(
              new Mark.Ink(
                  new Rectangle2D.Double(box.x(), box.y(), box.width(), box.height()),
                  Optional.empty(),
                  Optional.of(new Pen(INK, FRAME))));
        }
      }
      marks.addAll(face.pages().get(i));
      sheets.add(new Sheet(page, marks));
    }
    return sheets;
  }

  /** A flat band in the middle of the seal's place. */
  private static Box frame(Box place) {
    double height = place.width() * 0.36;
    return new Box(place.x(), place.y() + (place.height() - height) / 2, place.width(), height);
  }

  private static Box inset(Box box) {
    return new Box(box.x() + 0.5, box.y() + 0.5, box.width() - 1, box.height() - 1);
  }

  /** The word as artwork, so that reading the page as text gives the licence's text alone. */
  private static Mark watermark(CompiledLayout layout, CompiledLayout.Page page)
      throws FaceRefusedException {
    double size = Math.min(page.width(), page.height()) * WORD_SIZE;
    TextStyle style = layout.style(size, size, TextStyle.Across.CENTRE, GREY);
    List<TextRun> runs =
        layout.letter("copy-mark", WORD, new Box(0, 0, page.width(), page.height()), style);
    Path2D word = new Path2D.Double(Path2D.WIND_NON_ZERO);
    for (TextRun run : runs) {
      word.append(Glyphs.shape(run), false);
    }
    Shape turned =
        AffineTransform.getRotateInstance(TURN, page.width() / 2, page.height() / 2)
            .createTransformedShape(word);
    return new Mark.Ink(turned, Optional.of(GREY), Optional.empty());
  }
}

package org.liangzheng.signer.copy;

import java.awt.geom.PathIterator;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.pdfbox.io.IOUtils;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.apache.pdfbox.pdmodel.graphics.image.JPEGFactory;
import org.apache.pdfbox.pdmodel.graphics.image.LosslessFactory;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;
import org.apache.pdfbox.util.Matrix;
import org.liangzheng.signer.copy.CopyMark.Sheet;
import org.liangzheng.signer.font.FontFile;
import org.liangzheng.signer.font.FontSubset;
import org.liangzheng.signer.layout.Box;
import org.liangzheng.signer.layout.Colour;
import org.liangzheng.signer.layout.CompiledLayout;
import org.liangzheng.signer.layout.FaceRefusedException;
import org.liangzheng.signer.layout.FaceValues;
import org.liangzheng.signer.layout.Mark;
import org.liangzheng.signer.layout.PictureFile;
import org.liangzheng.signer.layout.TextRun;

/**
 * A licence as PDF, marked 副本, without a seal. Text can be selected; fonts are embedded with the
 * glyphs used. The same face gives the same bytes.
 */
public final class PdfCopy {
  private static final double POINTS_PER_MM = 72 / 25.4;

  /** Narrower than this is no difference worth writing, in thousandths of the em. */
  private static final double SAME = 0.5;

  private final PDDocument document;
  private final Map<FontFile, PDFont> fonts = new HashMap<>();

  private PdfCopy(PDDocument document) {
    this.document = document;
  }

  /**
   * Writes all pages.
   *
   * @param title title of the document, such as the name of the licence type
   * @return the bytes of the PDF file
   * @throws FaceRefusedException if the face cannot be drawn
   */
  public static byte[] write(CompiledLayout layout, FaceValues values, String title)
      throws FaceRefusedException {
    List<Sheet> sheets = CopyMark.sheets(layout, values);
    try (PDDocument document = new PDDocument(IOUtils.createMemoryOnlyStreamCache())) {
      // The file identifier would else be taken from the clock.
      document.setDocumentId(0L);
      PDDocumentInformation info = new PDDocumentInformation();
      info.setTitle(title + "（副本）");
      info.setCreator("Liangzheng");
      document.setDocumentInformation(info);
      PdfCopy copy = new PdfCopy(document);
      copy.loadFonts(sheets);
      for (Sheet sheet : sheets) {
        copy.page(sheet);
      }
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      document.save(out);
      return out.toByteArray();
    } catch (IOException impossible) {
      throw new IllegalStateException("memory does not fail to write", impossible);
    }
  }

  private void loadFonts(List<Sheet> sheets) throws IOException {
    Map<FontFile, TreeSet<Integer>> points = new HashMap<>();
    List<FontFile> order = new ArrayList<>();
    for (Sheet sheet : sheets) {
      for (Mark mark : sheet.marks()) {
        if (mark instanceof TextRun run) {
          TreeSet<Integer> used =
              points.computeIfAbsent(
                  run.font(),
                  font -> {
                    order.add(font);
                    return new TreeSet<>();
                  });
          for (int i = 0; i < run.length(); i++) {
            used.add(run.point(i));
          }
        }
      }
    }
    for (FontFile font : order) {
      byte[] subset =
          FontSubset.write(
              font,
              Optional.ofNullable(points.get(font)).orElseThrow().stream()
                  .mapToInt(Integer::intValue)
                  .toArray());
      fonts.put(font, PDType0Font.load(document, new ByteArrayInputStream(subset), false));
    }
  }

  private void page(Sheet sheet) throws IOException {
    PDPage page =
        new PDPage(
            new PDRectangle(
                (float) (sheet.page().width() * POINTS_PER_MM),
                (float) (sheet.page().height() * POINTS_PER_MM)));
    document.addPage(page);
    try (PDPageContentStream out = new PDPageContentStream(document, page)) {
      // From here on lengths are millimetres from the upper left corner.
      out.transform(
          new Matrix(
              (float) POINTS_PER_MM,
              0,
              0,
              (float) -POINTS_PER_MM,
              0,
              (float) (sheet.page().height() * POINTS_PER_MM)));
      for (Mark mark : sheet.marks()) {
        switch (mark) {
          case Mark.Ink ink -> ink(out, ink);
          case Mark.Picture picture -> picture(out, picture);
          case TextRun run -> text(out, run);
        }
      }
    }
  }

  private static void ink(PDPageContentStream out, Mark.Ink ink) throws IOException {
    if (ink.fill().isPresent()) {
      Colour fill = ink.fill().get();
      out.setNonStrokingColor(fill.red() / 255f, fill.green() / 255f, fill.blue() / 255f);
    }
    if (ink.pen().isPresent()) {
      Colour pen = ink.pen().get().colour();
      out.setStrokingColor(pen.red() / 255f, pen.green() / 255f, pen.blue() / 255f);
      out.setLineWidth((float) ink.pen().get().width());
    }
    path(out, ink.shape().getPathIterator(null));
    if (ink.fill().isPresent() && ink.pen().isPresent()) {
      out.fillAndStroke();
    } else if (ink.fill().isPresent()) {
      out.fill();
    } else {
      out.stroke();
    }
  }

  private static void path(PDPageContentStream out, PathIterator path) throws IOException {
    float[] xy = new float[6];
    float x = 0;
    float y = 0;
    for (; !path.isDone(); path.next()) {
      switch (path.currentSegment(xy)) {
        case PathIterator.SEG_MOVETO -> {
          out.moveTo(xy[0], xy[1]);
          x = xy[0];
          y = xy[1];
        }
        case PathIterator.SEG_LINETO -> {
          out.lineTo(xy[0], xy[1]);
          x = xy[0];
          y = xy[1];
        }
        case PathIterator.SEG_QUADTO -> {
          // PDF has cubic curves only.
          out.curveTo(
              x + 2 * (xy[0] - x) / 3,
              y + 2 * (xy[1] - y) / 3,
              xy[2] + 2 * (xy[0] - xy[2]) / 3,
              xy[3] + 2 * (xy[1] - xy[3]) / 3,
              xy[2],
              xy[3]);
          x = xy[2];
          y = xy[3];
        }
        case PathIterator.SEG_CUBICTO -> {
          out.curveTo(xy[0], xy[1], xy[2], xy[3], xy[4], xy[5]);
          x = xy[4];
          y = xy[5];
        }
        default -> out.closePath();
      }
    }
  }

  private void picture(PDPageContentStream out, Mark.Picture picture) throws IOException {
    PDImageXObject image =
        picture.file().format() == PictureFile.Format.JPEG
            ? JPEGFactory.createFromByteArray(document, picture.file().data().toByteArray())
            : LosslessFactory.createFromImage(document, picture.file().decode());
    Box clip = picture.clip();
    Box box = picture.box();
    out.saveGraphicsState();
    out.addRect((float) clip.x(), (float) clip.y(), (float) clip.width(), (float) clip.height());
    out.clip();
    // Pictures stand on their feet in PDF, the page's lengths run downwards.
    out.drawImage(
        image,
        new Matrix(
            (float) box.width(),
            0,
            0,
            (float) -box.height(),
            (float) box.x(),
            (float) box.bottom()));
    out.restoreGraphicsState();
  }

  private void text(PDPageContentStream out, TextRun run) throws IOException {
    Colour colour = run.colour();
    out.beginText();
    out.setNonStrokingColor(colour.red() / 255f, colour.green() / 255f, colour.blue() / 255f);
    out.setFont(Optional.ofNullable(fonts.get(run.font())).orElseThrow(), (float) run.size());
    out.setTextMatrix(new Matrix(1, 0, 0, -1, (float) run.x(), (float) run.baseline()));
    List<Object> shown = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < run.length(); i++) {
      text.appendCodePoint(run.point(i));
      FontFile font = run.font();
      double own = 1000.0 * font.advance(font.glyph(run.point(i))) / font.unitsPerEm();
      double more = 1000 * run.advance(i) / run.size() - own;
      if (Math.abs(more) > SAME && i + 1 < run.length()) {
        shown.add(text.toString());
        shown.add((float) -more);
        text.setLength(0);
      }
    }
    shown.add(text.toString());
    out.showTextWithPositioning(shown.toArray());
    out.endText();
  }
}

package org.liangzheng.signer.licence;

import java.awt.geom.PathIterator;
import java.util.List;
import org.liangzheng.signer.layout.Box;
import org.liangzheng.signer.layout.Colour;
import org.liangzheng.signer.layout.CompiledLayout;
import org.liangzheng.signer.layout.Mark;
import org.liangzheng.signer.layout.TextRun;

/** Writes marks as the graphic units of an OFD page (GB/T 33190 chapters 8 to 11). */
final class MarkWriter {
  /** Room above the baseline and in all that a line of text is given, in em. */
  private static final double ABOVE = 1;

  private static final double TALL = 1.4;

  /** As many equal distances in a row are written as one group. */
  private static final int GROUP = 4;

  /** Edges of filled shapes, in thousandths of a millimetre: finer than any printer. */
  private static final int FILLED = 10;

  /**
   * Middles of lines: off by 0.025 mm at most, about half a printer's dot at 600 to the inch and a
   * tenth of the thinnest line.
   */
  private static final int DRAWN = 50;

  private final PartText out;
  private final PageResources resources;
  private final CompiledLayout.Page page;
  private int nextId;

  MarkWriter(PartText out, PageResources resources, CompiledLayout.Page page, int nextId) {
    this.out = out;
    this.resources = resources;
    this.page = page;
    this.nextId = nextId;
  }

  /** Writes one layer; returns the next free identifier. */
  int layer(String type, List<Mark> marks) {
    out.raw("<ofd:Layer ID=\"").number(nextId++).raw("\" Type=\"").raw(type).raw("\">");
    for (Mark mark : marks) {
      switch (mark) {
        case Mark.Ink ink -> ink(ink);
        case Mark.Picture picture -> picture(picture);
        case TextRun run -> text(run);
      }
    }
    out.raw("</ofd:Layer>");
    return nextId;
  }

  private void ink(Mark.Ink ink) {
    out.raw("<ofd:PathObject ID=\"").number(nextId++).raw("\" Boundary=\"0 0 ");
    out.mm(page.width()).space().mm(page.height()).raw('"');
    ink.pen().ifPresent(pen -> out.raw(" LineWidth=\"").mm(pen.width()).raw('"'));
    out.raw(ink.pen().isPresent() ? "" : " Stroke=\"false\"");
    out.raw(ink.fill().isPresent() ? " Fill=\"true\">" : ">");
    ink.pen().ifPresent(pen -> colour("StrokeColor", pen.colour()));
    ink.fill().ifPresent(fill -> colour("FillColor", fill));
    out.raw("<ofd:AbbreviatedData>");
    path(ink.shape().getPathIterator(null), ink.fill().isPresent() ? FILLED : DRAWN);
    out.raw("</ofd:AbbreviatedData></ofd:PathObject>");
  }

  private void path(PathIterator path, int step) {
    double[] xy = new double[6];
    for (String gap = ""; !path.isDone(); path.next(), gap = " ") {
      out.raw(gap);
      switch (path.currentSegment(xy)) {
        case PathIterator.SEG_MOVETO -> segment('M', xy, 2, step);
        case PathIterator.SEG_LINETO -> segment('L', xy, 2, step);
        case PathIterator.SEG_QUADTO -> segment('Q', xy, 4, step);
        case PathIterator.SEG_CUBICTO -> segment('B', xy, 6, step);
        default -> out.raw('C');
      }
    }
  }

  private void segment(char command, double[] xy, int count, int step) {
    out.raw(command);
    for (int i = 0; i < count; i++) {
      out.space().thousandths(Math.round(xy[i] * 1000 / step) * step);
    }
  }

  private void picture(Mark.Picture picture) {
    Box clip = picture.clip();
    Box box = picture.box();
    out.raw("<ofd:ImageObject ID=\"").number(nextId++).raw("\" Boundary=\"");
    box(clip);
    out.raw("\" CTM=\"").mm(box.width()).raw(" 0 0 ").mm(box.height()).space();
    out.mm(box.x() - clip.x()).space().mm(box.y() - clip.y());
    out.raw("\" ResourceID=\"").number(resources.id(picture.file())).raw("\"/>");
  }

  /**
   * Readers differ in how they count characters outside the BMP: each of them gets a unit of its
   * own, with its glyph named, so that there is nothing to count.
   */
  private void text(TextRun run) {
    double x = run.x();
    for (int from = 0; from < run.length(); ) {
      int to = from + 1;
      double width = run.advance(from);
      boolean rare = Character.isSupplementaryCodePoint(run.point(from));
      while (!rare && to < run.length() && !Character.isSupplementaryCodePoint(run.point(to))) {
        width += run.advance(to++);
      }
      text(run, from, to, x, width);
      x += width;
      from = to;
    }
  }

  private void text(TextRun run, int from, int to, double x, double width) {
    double size = run.size();
    out.raw("<ofd:TextObject ID=\"").number(nextId++).raw("\" Boundary=\"");
    box(new Box(x, run.baseline() - ABOVE * size, width + size / 2, TALL * size));
    out.raw("\" Font=\"").number(resources.id(run.font()));
    out.raw("\" Size=\"").mm(size).raw("\">");
    colour("FillColor", run.colour());
    if (Character.isSupplementaryCodePoint(run.point(from))) {
      out.raw("<ofd:CGTransform CodePosition=\"0\" CodeCount=\"1\" GlyphCount=\"1\"><ofd:Glyphs>");
      out.number(resources.glyph(run.font(), run.point(from)));
      out.raw("</ofd:Glyphs></ofd:CGTransform>");
    }
    out.raw("<ofd:TextCode X=\"0\" Y=\"").mm(ABOVE * size).raw('"');
    distances(run, from, to);
    out.raw('>');
    for (int i = from; i < to; i++) {
      out.point(run.point(i));
    }
    out.raw("</ofd:TextCode></ofd:TextObject>");
  }

  /** Places are rounded, not distances, so that errors do not add up. */
  private void distances(TextRun run, int from, int to) {
    int count = to - from - 1;
    if (count < 1) {
      return;
    }
    long[] distances = new long[count];
    double x = 0;
    long before = 0;
    for (int i = 0; i < count; i++) {
      x += run.advance(from + i);
      long at = Math.round(x * 1000);
      distances[i] = at - before;
      before = at;
    }
    out.raw(" DeltaX=\"");
    for (int i = 0; i < count; ) {
      int same = i + 1;
      while (same < count && distances[same] == distances[i]) {
        same++;
      }
      int times = same - i >= GROUP ? same - i : 1;
      if (i > 0) {
        out.space();
      }
      if (times > 1) {
        out.raw("g ").number(times).space();
      }
      out.thousandths(distances[i]);
      i += times;
    }
    out.raw('"');
  }

  private void box(Box box) {
    out.mm(box.x()).space().mm(box.y()).space().mm(box.width()).space().mm(box.height());
  }

  private void colour(String element, Colour colour) {
    out.raw("<ofd:").raw(element).raw(" Value=\"").number(colour.red()).space();
    out.number(colour.green()).space().number(colour.blue()).raw("\"/>");
  }
}

package org.liangzheng.verifier.format.ofd.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Finds words on a page, also where a file splits them over several runs or objects. Blanks do not
 * count. Characters belong together when they stand side by side, below each other, or at the end
 * of one line and the start of the next: what only follows in the file is no hit.
 */
public final class KeywordSearch {
  /** More places on one page are not told apart: each is held against all others. */
  public static final int MAX_HITS = 1_000;

  private KeywordSearch() {}

  /**
   * Places of a word, in reading order: from top to bottom, then from left to right.
   *
   * @param keyword at least one character that is not a blank
   * @return the box around each hit; of one that runs over a line's end, the part on its first
   *     line. One more than {@link #MAX_HITS}: there are too many, and these are not all
   */
  public static List<PageBox> find(PageText page, String keyword) {
    int[] wanted = keyword.codePoints().filter(c -> !isBlank(c)).toArray();
    if (wanted.length == 0) {
      throw new IllegalArgumentException("a keyword has at least one character");
    }
    List<TextMark> marks =
        page.marks().stream().filter(mark -> !isBlank(mark.codePoint())).toList();
    List<PageBox> hits = new ArrayList<>();
    search(marks, wanted, hits);
    // Files may also hold their text in any order: then only the places tell.
    search(byPlace(marks), wanted, hits);
    hits.sort(Comparator.comparingDouble(PageBox::y).thenComparingDouble(PageBox::x));
    return List.copyOf(hits);
  }

  private static void search(List<TextMark> marks, int[] wanted, List<PageBox> hits) {
    int last = marks.size() - wanted.length;
    for (int start = 0; start <= last && hits.size() <= MAX_HITS; start++) {
      if (matches(marks, start, wanted)) {
        PageBox box = box(marks.subList(start, start + wanted.length));
        if (hits.stream().noneMatch(known -> isSame(known, box))) {
          hits.add(box);
        }
      }
    }
  }

  private static boolean matches(List<TextMark> marks, int start, int[] wanted) {
    for (int i = 0; i < wanted.length; i++) {
      TextMark mark = marks.get(start + i);
      if (mark.codePoint() != wanted[i] || (i > 0 && !follows(marks.get(start + i - 1), mark))) {
        return false;
      }
    }
    return true;
  }

  /** Whether {@code next} is read right after {@code mark}. */
  private static boolean follows(TextMark mark, TextMark next) {
    double size = Math.max(mark.height(), next.height());
    double down = next.y() - mark.y();
    double gap = next.x() - mark.right();
    boolean sameLine = Math.abs(down) < 0.5 * size && gap > -0.9 * size && gap < 2.5 * size;
    boolean below = down > 0 && down < 2.5 * size && next.x() < mark.x() + 0.5 * size;
    return sameLine || below;
  }

  /** Lines from top to bottom, each from left to right. */
  private static List<TextMark> byPlace(List<TextMark> marks) {
    List<TextMark> byHeight = new ArrayList<>(marks);
    byHeight.sort(Comparator.comparingDouble(TextMark::y));
    List<TextMark> ordered = new ArrayList<>(marks.size());
    List<TextMark> line = new ArrayList<>();
    for (TextMark mark : byHeight) {
      if (!line.isEmpty() && mark.y() - line.getFirst().y() > 0.4 * mark.height()) {
        flush(line, ordered);
      }
      line.add(mark);
    }
    flush(line, ordered);
    return ordered;
  }

  private static void flush(List<TextMark> line, List<TextMark> ordered) {
    line.sort(Comparator.comparingDouble(TextMark::x));
    ordered.addAll(line);
    line.clear();
  }

  private static PageBox box(List<TextMark> hit) {
    TextMark first = hit.getFirst();
    double left = first.x();
    double top = first.top();
    double right = first.right();
    double bottom = first.bottom();
    boolean upright = hit.stream().allMatch(m -> Math.abs(m.x() - first.x()) < 0.5 * m.height());
    for (TextMark mark : hit) {
      boolean firstLine = Math.abs(mark.y() - first.y()) < 0.5 * first.height();
      if (firstLine || upright) {
        left = Math.min(left, mark.x());
        top = Math.min(top, mark.top());
        right = Math.max(right, mark.right());
        bottom = Math.max(bottom, mark.bottom());
      }
    }
    return new PageBox(left, top, Math.max(right - left, 0.01), bottom - top);
  }

  private static boolean isSame(PageBox a, PageBox b) {
    return Math.abs(a.x() - b.x()) < 0.5 * a.height() && Math.abs(a.y() - b.y()) < 0.5 * a.height();
  }

  private static boolean isBlank(int codePoint) {
    return Character.isWhitespace(codePoint) || Character.isSpaceChar(codePoint);
  }
}

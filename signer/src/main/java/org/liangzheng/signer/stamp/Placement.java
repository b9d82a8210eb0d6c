package org.liangzheng.signer.stamp;

import java.util.OptionalInt;

/** Where a stamp is shown. Lengths in millimetres, y downwards, pages count from 1. */
public sealed interface Placement {
  /**
   * On one page; the whole stamp has to lie on it.
   *
   * @param x left edge of the stamp, from the page's left edge
   * @param y upper edge of the stamp, from the page's upper edge
   */
  record OnPage(int page, double x, double y) implements Placement {
    public OnPage {
      if (!Double.isFinite(x) || !Double.isFinite(y)) {
        throw new IllegalArgumentException("a place is finite");
      }
    }
  }

  /**
   * With its centre on a word; where that would reach beyond the page, it is moved just onto it.
   *
   * @param keyword at least one character that is not a blank; blanks do not count
   * @param occurrence which one, over all pages from the first, counting from 1; empty for every
   * @param right how far to the right of the word's centre
   * @param down how far below the word's centre
   */
  record AtKeyword(String keyword, OptionalInt occurrence, double right, double down)
      implements Placement {
    public AtKeyword {
      boolean blank =
          keyword.codePoints().allMatch(c -> Character.isWhitespace(c) || Character.isSpaceChar(c));
      if (blank
          || (occurrence.isPresent() && occurrence.getAsInt() < 1)
          || !Double.isFinite(right)
          || !Double.isFinite(down)) {
        throw new IllegalArgumentException("a keyword has characters, occurrences count from 1");
      }
    }

    /** Every occurrence. */
    public static AtKeyword every(String keyword) {
      return new AtKeyword(keyword, OptionalInt.empty(), 0, 0);
    }

    /** The n-th occurrence over all pages, counting from 1. */
    public static AtKeyword nth(String keyword, int occurrence) {
      return new AtKeyword(keyword, OptionalInt.of(occurrence), 0, 0);
    }
  }

  /**
   * Over the edges of all pages (骑缝章), each of which shows one slice.
   *
   * @param edge which edge
   * @param along where the stamp's middle lies on the edge, from its upper or left end, as a share
   *     of the edge's length, 0 to 1
   * @param pagesPerStamp most pages that share one stamp, at least 2: more pages are cut into
   *     groups of about equal size, so that slices stay wide enough to be seen
   */
  record Seam(Edge edge, double along, int pagesPerStamp) implements Placement {
    public Seam {
      if (!(along >= 0 && along <= 1) || pagesPerStamp < 2) {
        throw new IllegalArgumentException("along is a share; a stamp needs two pages");
      }
    }

    /** Over the middle of the right edges, at most ten pages a stamp. */
    public static Seam right() {
      return new Seam(Edge.RIGHT, 0.5, 10);
    }
  }

  /** An edge of a page. */
  enum Edge {
    LEFT,
    RIGHT,
    TOP,
    BOTTOM
  }
}

package org.liangzheng.api.seal.use;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.web.FieldProblems;
import org.liangzheng.api.web.WebProblem;
import org.liangzheng.signer.stamp.Placement;

/**
 * Where a seal is shown, in a request; one of the three. Millimetres, y downwards, pages from 1.
 *
 * @param at upper left corner of the seal on a page
 * @param keyword a word, on whose middle the seal's middle lies
 * @param seam over the edges of all pages
 */
public record PlaceBody(@Nullable At at, @Nullable Keyword keyword, @Nullable Seam seam) {
  private static final int MOST_PLACES = 100;
  private static final int LONGEST_KEYWORD = 100;
  private static final double FARTHEST = 10_000;
  private static final int SEAM_PAGES = 10;

  /** On one page. */
  public record At(@Nullable Integer page, @Nullable Double x, @Nullable Double y) {}

  /**
   * At a word.
   *
   * @param occurrence which one, from 1; none: every one
   * @param right how far to the right of the word's middle
   * @param down how far below
   */
  public record Keyword(
      @Nullable String text,
      @Nullable Integer occurrence,
      @Nullable Double right,
      @Nullable Double down) {
    @Override
    public String toString() {
      return "Keyword";
    }
  }

  /**
   * Over page edges.
   *
   * @param edge none: RIGHT
   * @param along middle of the seal on the edge, 0 to 1; none: 0.5
   * @param pagesPerStamp at least 2; none: 10
   */
  public record Seam(
      Placement.@Nullable Edge edge, @Nullable Double along, @Nullable Integer pagesPerStamp) {}

  /**
   * Adds what is wrong with places.
   *
   * @param pointer where they stand in the request
   */
  public static void check(
      @Nullable List<PlaceBody> places, String pointer, FieldProblems problems) {
    if (places == null || places.isEmpty()) {
      problems.add(pointer, WebProblem.FIELD_MISSING);
      return;
    }
    problems.require(places.size() <= MOST_PLACES, pointer, WebProblem.FIELD_MALFORMED);
    for (int i = 0; i < places.size(); i++) {
      problems.require(places.get(i).good(), pointer + "/" + i, WebProblem.FIELD_MALFORMED);
    }
  }

  private boolean good() {
    int given = (at == null ? 0 : 1) + (keyword == null ? 0 : 1) + (seam == null ? 0 : 1);
    if (given != 1) {
      return false;
    }
    if (at != null) {
      return at.page() != null && at.page() >= 1 && near(at.x()) && near(at.y());
    }
    if (keyword != null) {
      String text = keyword.text();
      return text != null
          && text.length() <= LONGEST_KEYWORD
          && !text.codePoints().allMatch(c -> Character.isWhitespace(c) || Character.isSpaceChar(c))
          && (keyword.occurrence() == null || keyword.occurrence() >= 1)
          && (keyword.right() == null || near(keyword.right()))
          && (keyword.down() == null || near(keyword.down()));
    }
    Seam edge = Optional.ofNullable(seam).orElseThrow();
    return (edge.along() == null || (edge.along() >= 0 && edge.along() <= 1))
        && (edge.pagesPerStamp() == null || edge.pagesPerStamp() >= 2);
  }

  private static boolean near(@Nullable Double length) {
    return length != null && Double.isFinite(length) && Math.abs(length) <= FARTHEST;
  }

  /** Places that were found good. */
  public static List<Placement> read(List<PlaceBody> places) {
    return places.stream().map(PlaceBody::read).toList();
  }

  private Placement read() {
    if (at != null) {
      return new Placement.OnPage(present(at.page()), present(at.x()), present(at.y()));
    }
    if (keyword != null) {
      return new Placement.AtKeyword(
          present(keyword.text()),
          keyword.occurrence() == null ? OptionalInt.empty() : OptionalInt.of(keyword.occurrence()),
          keyword.right() == null ? 0 : keyword.right(),
          keyword.down() == null ? 0 : keyword.down());
    }
    Seam edge = present(seam);
    return new Placement.Seam(
        edge.edge() == null ? Placement.Edge.RIGHT : edge.edge(),
        edge.along() == null ? 0.5 : edge.along(),
        edge.pagesPerStamp() == null ? SEAM_PAGES : edge.pagesPerStamp());
  }

  private static <T> T present(@Nullable T value) {
    return Optional.ofNullable(value).orElseThrow();
  }
}

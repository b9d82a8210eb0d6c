package org.liangzheng.signer.stamp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.liangzheng.signer.stamp.StampRefusedException.Rule;
import org.liangzheng.verifier.format.ofd.OfdRefusedException;
import org.liangzheng.verifier.format.ofd.text.KeywordSearch;
import org.liangzheng.verifier.format.ofd.text.OfdPages;
import org.liangzheng.verifier.format.ofd.text.PageBox;
import org.liangzheng.verifier.format.ofd.text.PageText;

/** Turns placements into boxes on pages. */
final class PlaceFinder {
  private static final int MAX_PLACES = 500;

  /** A hair of rounding does not put a stamp off its page. */
  private static final double TOLERANCE = 0.001;

  private final OfdPages pages;
  private final double width;
  private final double height;
  private final List<PlacedStamp> found = new ArrayList<>();

  private PlaceFinder(OfdPages pages, double width, double height) {
    this.pages = pages;
    this.width = width;
    this.height = height;
  }

  static List<PlacedStamp> find(
      OfdPages pages, List<Placement> placements, double width, double height)
      throws StampRefusedException, OfdRefusedException {
    PlaceFinder finder = new PlaceFinder(pages, width, height);
    for (Placement placement : placements) {
      switch (placement) {
        case Placement.OnPage onPage -> finder.onPage(onPage);
        case Placement.AtKeyword keyword -> finder.atKeyword(keyword);
        case Placement.Seam seam -> finder.seam(seam);
      }
    }
    return finder.found;
  }

  private void onPage(Placement.OnPage place) throws StampRefusedException, OfdRefusedException {
    if (place.page() < 1 || place.page() > pages.list().size()) {
      throw new StampRefusedException(Rule.PAGE_MISSING);
    }
    OfdPages.Page page = pages.list().get(place.page() - 1);
    PageBox box = pages.box(page);
    boolean inside =
        place.x() >= -TOLERANCE
            && place.y() >= -TOLERANCE
            && place.x() + width <= box.width() + TOLERANCE
            && place.y() + height <= box.height() + TOLERANCE;
    if (!inside) {
      throw new StampRefusedException(Rule.STAMP_OFF_PAGE);
    }
    add(page, place.x(), place.y(), Optional.empty());
  }

  private void atKeyword(Placement.AtKeyword place)
      throws StampRefusedException, OfdRefusedException {
    int seen = 0;
    for (OfdPages.Page page : pages.list()) {
      PageText text = PageText.read(pages, page);
      List<PageBox> hits = KeywordSearch.find(text, place.keyword());
      if (hits.size() > KeywordSearch.MAX_HITS) {
        throw new StampRefusedException(Rule.TOO_MANY_PLACES);
      }
      for (PageBox hit : hits) {
        seen++;
        if (place.occurrence().isEmpty() || place.occurrence().getAsInt() == seen) {
          centre(page, text.box(), hit, place);
        }
        if (place.occurrence().isPresent() && place.occurrence().getAsInt() == seen) {
          return;
        }
      }
    }
    if (seen == 0 || place.occurrence().isPresent()) {
      throw new StampRefusedException(Rule.KEYWORD_NOT_FOUND);
    }
  }

  private void centre(OfdPages.Page page, PageBox box, PageBox hit, Placement.AtKeyword place)
      throws StampRefusedException {
    if (width > box.width() || height > box.height()) {
      throw new StampRefusedException(Rule.STAMP_OFF_PAGE);
    }
    double x = hit.x() + hit.width() / 2 + place.right() - width / 2;
    double y = hit.y() + hit.height() / 2 + place.down() - height / 2;
    add(
        page,
        Math.clamp(x, 0, box.width() - width),
        Math.clamp(y, 0, box.height() - height),
        Optional.empty());
  }

  private void seam(Placement.Seam seam) throws StampRefusedException, OfdRefusedException {
    int count = pages.list().size();
    if (count < 2) {
      throw new StampRefusedException(Rule.SEAM_NEEDS_TWO_PAGES);
    }
    // Equal groups: a last one of a single page would show the whole stamp at its edge. A group of
    // three cannot be cut in two, so three pages share a stamp even when two is the wish.
    int groups = Math.min(Math.ceilDiv(count, seam.pagesPerStamp()), count / 2);
    int next = 0;
    for (int group = 0; group < groups; group++) {
      int size = count / groups + (group < count % groups ? 1 : 0);
      for (int i = 0; i < size; i++) {
        slice(pages.list().get(next + i), seam, i, size);
      }
      next += size;
    }
  }

  private void slice(OfdPages.Page page, Placement.Seam seam, int index, int count)
      throws StampRefusedException, OfdRefusedException {
    PageBox box = pages.box(page);
    boolean upright = seam.edge() == Placement.Edge.LEFT || seam.edge() == Placement.Edge.RIGHT;
    double slice = (upright ? width : height) / count;
    double room = upright ? box.height() - height : box.width() - width;
    if (room < 0 || slice > (upright ? box.width() : box.height())) {
      throw new StampRefusedException(Rule.STAMP_OFF_PAGE);
    }
    double along =
        Math.clamp(
            seam.along() * (upright ? box.height() : box.width()) - (upright ? height : width) / 2,
            0,
            room);
    // Fanned out, the right edges of the pages lie side by side with the first page leftmost; left
    // edges the other way round. The slice that a page shows ends at its edge.
    int part =
        switch (seam.edge()) {
          case RIGHT, BOTTOM -> index;
          case LEFT, TOP -> count - 1 - index;
        };
    double across =
        switch (seam.edge()) {
          case RIGHT -> box.width() - slice * (part + 1);
          case BOTTOM -> box.height() - slice * (part + 1);
          case LEFT, TOP -> -slice * part;
        };
    Optional<PageBox> clip =
        Optional.of(
            upright
                ? new PageBox(part * slice, 0, slice, height)
                : new PageBox(0, part * slice, width, slice));
    if (upright) {
      add(page, across, along, clip);
    } else {
      add(page, along, across, clip);
    }
  }

  private void add(OfdPages.Page page, double x, double y, Optional<PageBox> clip)
      throws StampRefusedException {
    if (found.size() >= MAX_PLACES && clip.isEmpty()) {
      throw new StampRefusedException(Rule.TOO_MANY_PLACES);
    }
    found.add(new PlacedStamp(page.id(), new PageBox(x, y, width, height), clip));
  }
}

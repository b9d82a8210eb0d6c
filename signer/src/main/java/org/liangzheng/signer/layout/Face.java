package org.liangzheng.signer.layout;

import java.util.List;

/**
 * A face, placed: for each page what is the same on every licence, and what is this one's.
 *
 * @param layout what it was drawn from
 * @param pages marks of this licence, page by page, in drawing order
 */
public record Face(CompiledLayout layout, List<List<Mark>> pages) {
  public Face {
    pages = List.copyOf(pages);
  }

  /** Nothing of the values. */
  @Override
  public String toString() {
    return "Face[" + layout + "]";
  }
}

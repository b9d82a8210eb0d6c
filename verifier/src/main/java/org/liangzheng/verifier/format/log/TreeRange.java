package org.liangzheng.verifier.format.log;

import java.util.ArrayList;
import java.util.List;

/**
 * The leaves from {@code from} to before {@code to}, as they stand under one node of a tree; what
 * RFC 9162 §2.1.1 calls D[from:to].
 *
 * @param from a multiple of the largest power of two that is not larger than the range
 */
public record TreeRange(long from, long to) {
  public TreeRange {
    if (from < 0 || to <= from || from % Long.highestOneBit(to - from) != 0) {
      throw new IllegalArgumentException("no node of a tree has these leaves");
    }
  }

  /** The full subtrees that make it up, from the left: each smaller than the one before. */
  public List<TreePosition> positions() {
    List<TreePosition> positions = new ArrayList<>();
    long at = from;
    while (at < to) {
      long leaves = Long.highestOneBit(to - at);
      int level = Long.numberOfTrailingZeros(leaves);
      positions.add(new TreePosition(level, at >> level));
      at += leaves;
    }
    return positions;
  }

  /** Its hash from the hashes of its full subtrees. */
  public TreeHash hash(KnownHashes known) {
    List<TreePosition> positions = positions();
    TreeHash hash = known.at(positions.getLast());
    for (int i = positions.size() - 2; i >= 0; i--) {
      hash = known.at(positions.get(i)).join(hash);
    }
    return hash;
  }
}

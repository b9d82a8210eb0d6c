package org.liangzheng.verifier.format.log;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Which parts of a tree of some size a proof is made of (RFC 9162 §2.1.3.1, §2.1.4.1), as ranges,
 * so that whoever keeps the hashes can fetch exactly these: about 2 · log₂ of the size at most.
 */
public final class TreeShape {
  private TreeShape() {}

  /** The whole tree of {@code size} leaves, at least one. */
  public static TreeRange whole(long size) {
    return new TreeRange(0, size);
  }

  /**
   * The parts of the proof that leaf {@code index} is in the tree of {@code size} leaves, from the
   * leaf's neighbour upwards.
   *
   * @throws IllegalArgumentException unless 0 ≤ index &lt; size
   */
  public static List<TreeRange> inclusion(long index, long size) {
    if (index < 0 || index >= size) {
      throw new IllegalArgumentException("the tree has no such leaf");
    }
    List<TreeRange> parts = new ArrayList<>();
    long from = 0;
    long to = size;
    while (to - from > 1) {
      long split = from + leftLeaves(to - from);
      if (index < split) {
        parts.add(new TreeRange(split, to));
        to = split;
      } else {
        parts.add(new TreeRange(from, split));
        from = split;
      }
    }
    Collections.reverse(parts);
    return parts;
  }

  /**
   * The parts of the proof that the tree of {@code first} leaves is the beginning of the one of
   * {@code second}. Empty where there is nothing to prove by hashes: the same tree, or the empty
   * one.
   *
   * @throws IllegalArgumentException unless 0 ≤ first ≤ second
   */
  public static List<TreeRange> consistency(long first, long second) {
    if (first < 0 || first > second) {
      throw new IllegalArgumentException("a tree grows");
    }
    List<TreeRange> parts = new ArrayList<>();
    if (first == 0 || first == second) {
      return parts;
    }
    long from = 0;
    long to = second;
    boolean known = true;
    while (first != to) {
      long split = from + leftLeaves(to - from);
      if (first <= split) {
        parts.add(new TreeRange(split, to));
        to = split;
      } else {
        parts.add(new TreeRange(from, split));
        from = split;
        known = false;
      }
    }
    if (!known) {
      parts.add(new TreeRange(from, to));
    }
    Collections.reverse(parts);
    return parts;
  }

  /** The largest power of two smaller than the number of leaves, which is at least 2. */
  private static long leftLeaves(long leaves) {
    return Long.highestOneBit(leaves - 1);
  }
}

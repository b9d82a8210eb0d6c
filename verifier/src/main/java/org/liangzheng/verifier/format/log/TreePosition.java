package org.liangzheng.verifier.format.log;

/**
 * A full subtree: it never changes again, so its hash can be kept.
 *
 * @param level 0 for a leaf; a subtree of level n has 2ⁿ leaves
 * @param index from 0, counted among the subtrees of the level
 */
public record TreePosition(int level, long index) {
  public TreePosition {
    if (level < 0 || level > 62 || index < 0) {
      throw new IllegalArgumentException("no such place in a tree");
    }
  }
}

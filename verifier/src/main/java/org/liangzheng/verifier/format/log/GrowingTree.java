package org.liangzheng.verifier.format.log;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * A tree that takes leaves at its end and keeps only the hashes on its right edge: at most 62. Not
 * for use by several threads.
 */
public final class GrowingTree {
  /** Full subtrees from the left, each larger than the next. */
  private final List<TreeHash> edge = new ArrayList<>();

  private long size;

  /** A tree without leaves. */
  public GrowingTree() {}

  /** The tree of {@code size} leaves whose full subtrees are known. */
  public GrowingTree(long size, KnownHashes known) {
    this.size = size;
    if (size > 0) {
      TreeShape.whole(size).positions().forEach(position -> edge.add(known.at(position)));
    }
  }

  public long size() {
    return size;
  }

  /**
   * Takes a leaf.
   *
   * @param completed told each full subtree that this leaf completes, the leaf itself first
   */
  public void append(TreeHash leaf, BiConsumer<TreePosition, TreeHash> completed) {
    TreeHash hash = leaf;
    completed.accept(new TreePosition(0, size), hash);
    int level = 0;
    for (long rest = size; (rest & 1) == 1; rest >>= 1) {
      hash = edge.removeLast().join(hash);
      level++;
      completed.accept(new TreePosition(level, size >> level), hash);
    }
    edge.add(hash);
    size++;
  }

  /** The root hash now. */
  public TreeHash root() {
    if (edge.isEmpty()) {
      return TreeHash.EMPTY;
    }
    TreeHash hash = edge.getLast();
    for (int i = edge.size() - 2; i >= 0; i--) {
      hash = edge.get(i).join(hash);
    }
    return hash;
  }
}

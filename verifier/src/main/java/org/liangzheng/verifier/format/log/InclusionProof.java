package org.liangzheng.verifier.format.log;

import java.util.List;
import java.util.Optional;

/**
 * Proof that a leaf is in a tree (RFC 9162 §2.1.3).
 *
 * @param index of the leaf, from 0
 * @param size of the tree in leaves
 * @param path at most 63 hashes, from the leaf's neighbour upwards
 */
public record InclusionProof(long index, long size, List<TreeHash> path) {
  /** More hashes than any tree needs are refused. */
  public static final int MAX_PATH = 63;

  public InclusionProof {
    if (index < 0 || index >= size || path.size() > MAX_PATH) {
      throw new IllegalArgumentException("no tree has such a proof");
    }
    path = List.copyOf(path);
  }

  /** Makes the proof from the hashes of full subtrees. */
  public static InclusionProof of(long index, long size, KnownHashes known) {
    return new InclusionProof(
        index,
        size,
        TreeShape.inclusion(index, size).stream().map(part -> part.hash(known)).toList());
  }

  /** Whether the leaf is in the tree of that root. */
  public boolean proves(TreeHash leaf, TreeHash root) {
    return rootOf(leaf).filter(root::equals).isPresent();
  }

  /** The root that the path leads to (RFC 9162 §2.1.3.2); none if the path has not its length. */
  private Optional<TreeHash> rootOf(TreeHash leaf) {
    long node = index;
    long last = size - 1;
    TreeHash hash = leaf;
    for (TreeHash neighbour : path) {
      if (last == 0) {
        return Optional.empty();
      }
      if ((node & 1) == 1 || node == last) {
        hash = neighbour.join(hash);
        while ((node & 1) == 0 && node != 0) {
          node >>= 1;
          last >>= 1;
        }
      } else {
        hash = hash.join(neighbour);
      }
      node >>= 1;
      last >>= 1;
    }
    return last == 0 ? Optional.of(hash) : Optional.empty();
  }
}

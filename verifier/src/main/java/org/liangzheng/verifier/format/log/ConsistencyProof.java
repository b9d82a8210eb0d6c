package org.liangzheng.verifier.format.log;

import java.util.ArrayList;
import java.util.List;

/**
 * Proof that one tree is the beginning of another: nothing was changed, taken out or put before
 * (RFC 9162 §2.1.4).
 *
 * @param first size of the earlier tree
 * @param second size of the later tree, at least {@code first}
 * @param path at most 64 hashes
 */
public record ConsistencyProof(long first, long second, List<TreeHash> path) {
  /** More hashes than any tree needs are refused. */
  public static final int MAX_PATH = 64;

  public ConsistencyProof {
    if (first < 0 || first > second || path.size() > MAX_PATH) {
      throw new IllegalArgumentException("no tree has such a proof");
    }
    path = List.copyOf(path);
  }

  /** Makes the proof from the hashes of full subtrees. */
  public static ConsistencyProof of(long first, long second, KnownHashes known) {
    return new ConsistencyProof(
        first,
        second,
        TreeShape.consistency(first, second).stream().map(part -> part.hash(known)).toList());
  }

  /** Whether the tree with the first root grew into the one with the second. */
  public boolean proves(TreeHash firstRoot, TreeHash secondRoot) {
    if (first == second) {
      return path.isEmpty() && firstRoot.equals(secondRoot);
    }
    if (first == 0) {
      return path.isEmpty() && firstRoot.equals(TreeHash.EMPTY);
    }
    return climbs(firstRoot, secondRoot);
  }

  /** RFC 9162 §2.1.4.2. */
  private boolean climbs(TreeHash firstRoot, TreeHash secondRoot) {
    List<TreeHash> steps = new ArrayList<>(path);
    if (Long.bitCount(first) == 1) {
      steps.addFirst(firstRoot);
    }
    if (steps.isEmpty()) {
      return false;
    }
    int shift = Long.numberOfTrailingZeros(~(first - 1));
    long node = (first - 1) >> shift;
    long last = (second - 1) >> shift;
    TreeHash old = steps.getFirst();
    TreeHash now = steps.getFirst();
    for (TreeHash step : steps.subList(1, steps.size())) {
      if (last == 0) {
        return false;
      }
      if ((node & 1) == 1 || node == last) {
        old = step.join(old);
        now = step.join(now);
        while ((node & 1) == 0 && node != 0) {
          node >>= 1;
          last >>= 1;
        }
      } else {
        now = now.join(step);
      }
      node >>= 1;
      last >>= 1;
    }
    return last == 0 && old.equals(firstRoot) && now.equals(secondRoot);
  }
}

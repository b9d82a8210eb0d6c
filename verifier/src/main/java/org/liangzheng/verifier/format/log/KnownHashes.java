package org.liangzheng.verifier.format.log;

/** The hashes of full subtrees, from wherever they are kept. */
@FunctionalInterface
public interface KnownHashes {
  /** The hash of a full subtree that the tree has. */
  TreeHash at(TreePosition position);
}

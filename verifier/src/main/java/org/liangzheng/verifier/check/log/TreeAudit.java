package org.liangzheng.verifier.check.log;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.liangzheng.verifier.crypto.VerificationKey;
import org.liangzheng.verifier.format.log.Checkpoint;
import org.liangzheng.verifier.format.log.GrowingTree;
import org.liangzheng.verifier.format.log.LogFault;
import org.liangzheng.verifier.format.log.LogKey;
import org.liangzheng.verifier.format.log.LogRefusedException;
import org.liangzheng.verifier.format.log.SignedCheckpoint;
import org.liangzheng.verifier.format.log.TreeHash;

/**
 * Builds the tree of a checkpoint again from its leaves, and looks on the way whether it went
 * through the state that was seen before: stronger than a proof of consistency.
 */
final class TreeAudit {
  private final LogFindings findings;
  private final Checkpoint checkpoint;
  private final Optional<Checkpoint> seen;
  private final boolean signed;
  private final GrowingTree tree = new GrowingTree();
  private boolean whole = true;

  /**
   * Begins with the checkpoint's signatures and what needs no leaf.
   *
   * @param keys of the log; none leaves its signature open
   */
  TreeAudit(
      SignedCheckpoint note,
      Collection<VerificationKey> keys,
      Optional<Checkpoint> seen,
      LogFindings findings) {
    this.findings = findings;
    this.checkpoint = note.claimed();
    this.signed = signed(note, keys);
    this.seen = seen;
    seen.ifPresent(this::compare);
    look();
  }

  private boolean signed(SignedCheckpoint note, Collection<VerificationKey> keys) {
    if (keys.isEmpty()) {
      findings.add(LogFault.LOG_KEYS_UNKNOWN);
      return false;
    }
    List<LogKey> own = keys.stream().map(key -> new LogKey(checkpoint.origin(), key)).toList();
    try {
      note.verified(own);
      return true;
    } catch (LogRefusedException refused) {
      findings.add(refused.fault());
      return false;
    }
  }

  private void compare(Checkpoint last) {
    if (!last.origin().equals(checkpoint.origin())) {
      findings.add(LogFault.CHECKPOINT_OF_ANOTHER_LOG);
    } else if (last.size() > checkpoint.size()) {
      findings.add(LogFault.LOG_SHRANK);
    } else if (last.size() == checkpoint.size() && !last.root().equals(checkpoint.root())) {
      findings.add(LogFault.LOG_REWRITTEN);
    }
  }

  /** The next leaf. */
  void leaf(TreeHash leaf) {
    tree.append(leaf, (_, _) -> {});
    look();
  }

  /** From here on leaves are missing, so no root can be built. */
  void broken() {
    whole = false;
  }

  private void look() {
    seen.filter(last -> whole && last.size() == tree.size() && last.size() < checkpoint.size())
        .filter(last -> last.origin().equals(checkpoint.origin()))
        .filter(last -> !last.root().equals(tree.root()))
        .ifPresent(_ -> findings.add(LogFault.LOG_REWRITTEN));
  }

  /** Ends with the root. */
  void end() {
    if (!whole) {
      return;
    }
    if (tree.size() < checkpoint.size()) {
      findings.add(
          LogFinding.at(LogFault.ENTRY_MISSING, OptionalLong.of(tree.size())),
          checkpoint.size() - tree.size());
    } else if (!tree.root().equals(checkpoint.root())) {
      findings.add(LogFault.LOG_ROOT_WRONG);
    }
  }

  /** Whether the leaves so far give the root. */
  boolean isWhole() {
    return whole && tree.size() == checkpoint.size() && tree.root().equals(checkpoint.root());
  }

  Checkpoint checkpoint() {
    return checkpoint;
  }

  boolean isSigned() {
    return signed;
  }

  long size() {
    return tree.size();
  }

  TreeHash root() {
    return tree.root();
  }
}

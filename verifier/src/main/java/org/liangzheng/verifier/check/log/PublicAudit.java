package org.liangzheng.verifier.check.log;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.liangzheng.verifier.crypto.MalformedException;
import org.liangzheng.verifier.crypto.VerificationKey;
import org.liangzheng.verifier.format.log.Checkpoint;
import org.liangzheng.verifier.format.log.ConsistencyProof;
import org.liangzheng.verifier.format.log.InclusionProof;
import org.liangzheng.verifier.format.log.LogFault;
import org.liangzheng.verifier.format.log.SignedCheckpoint;
import org.liangzheng.verifier.format.log.TreeHash;

/**
 * Judges what everybody may see of a log: checkpoint, leaves, and the proofs that the service gives
 * to those who do not take all leaves. Not for use by several threads.
 */
public final class PublicAudit {
  private final LogFindings findings = new LogFindings();
  private final TreeAudit tree;
  private final Optional<Checkpoint> exported;

  /**
   * Begins.
   *
   * @param note the newest checkpoint of the service
   * @param keys of purpose LOG from the trust list; none leaves the signature open
   * @param seen the checkpoint seen before, if any
   * @param exported the checkpoint of an export that was taken before this one was asked for
   * @throws MalformedException if the note is not a checkpoint
   */
  public PublicAudit(
      byte[] note,
      Collection<VerificationKey> keys,
      Optional<Checkpoint> seen,
      Optional<Checkpoint> exported)
      throws MalformedException {
    this.tree = new TreeAudit(SignedCheckpoint.read(note), keys, seen, findings);
    this.exported = exported;
    if (exported.filter(other -> other.size() > checkpoint().size()).isPresent()) {
      findings.add(LogFault.LOG_SPLIT_VIEW);
    }
    compare();
  }

  /** The checkpoint as it claims to be. */
  public Checkpoint checkpoint() {
    return tree.checkpoint();
  }

  /** Leaves taken so far. */
  public long size() {
    return tree.size();
  }

  /** Whether the leaves so far give the checkpoint's root. */
  public boolean isWhole() {
    return tree.isWhole();
  }

  /** Takes the next leaf. */
  public void leaf(TreeHash leaf) {
    tree.leaf(leaf);
    compare();
  }

  private void compare() {
    if (exported.isPresent()
        && exported.get().size() == tree.size()
        && !exported.get().root().equals(tree.root())) {
      findings.add(LogFault.LOG_SPLIT_VIEW);
    }
  }

  /**
   * Takes a proof that a leaf is included.
   *
   * @param path empty if the service gave none
   */
  public void inclusion(long index, TreeHash leaf, Optional<List<TreeHash>> path) {
    Checkpoint checkpoint = tree.checkpoint();
    if (path.filter(hashes -> hashes.size() <= InclusionProof.MAX_PATH)
        .filter(hashes ->
            new InclusionProof(index, checkpoint.size(), hashes).proves(leaf, checkpoint.root()))
        .isEmpty()) {
      findings.add(LogFinding.at(LogFault.ENTRY_NOT_INCLUDED, OptionalLong.of(index)));
    }
  }

  /**
   * Takes the proof that the log grew out of one that was seen.
   *
   * @param path empty if the service gave none
   */
  public void consistency(Checkpoint earlier, Optional<List<TreeHash>> path) {
    Checkpoint checkpoint = tree.checkpoint();
    if (path.filter(hashes -> hashes.size() <= ConsistencyProof.MAX_PATH)
        .filter(hashes ->
            new ConsistencyProof(earlier.size(), checkpoint.size(), hashes)
                .proves(earlier.root(), checkpoint.root()))
        .isEmpty()) {
      findings.add(LogFault.LOG_PROOF_WRONG);
    }
  }

  /** Ends; to be called once. */
  public LogReport report() {
    tree.end();
    return new LogReport(
        Optional.of(checkpoint()),
        tree.isSigned(),
        OptionalLong.empty(),
        0,
        OptionalLong.empty(),
        findings.counts(),
        findings.kept());
  }
}

package org.liangzheng.verifier.format.log;

/**
 * The checkpoint that somebody saw last, and what a newer one must prove to him.
 *
 * @param checkpoint verified when it was seen
 */
public record SeenLog(Checkpoint checkpoint) {
  /**
   * Takes a newer verified checkpoint, or the same again.
   *
   * @param proof from the seen size to the newer one's
   * @throws LogRefusedException CHECKPOINT_OF_ANOTHER_LOG, LOG_SHRANK or LOG_REWRITTEN
   */
  public SeenLog grow(Checkpoint newer, ConsistencyProof proof) throws LogRefusedException {
    if (!newer.origin().equals(checkpoint.origin())) {
      throw new LogRefusedException(LogFault.CHECKPOINT_OF_ANOTHER_LOG);
    }
    if (newer.size() < checkpoint.size()) {
      throw new LogRefusedException(LogFault.LOG_SHRANK);
    }
    if (proof.first() != checkpoint.size()
        || proof.second() != newer.size()
        || !proof.proves(checkpoint.root(), newer.root())) {
      throw new LogRefusedException(LogFault.LOG_REWRITTEN);
    }
    return new SeenLog(newer);
  }
}

package org.liangzheng.verifier.format.log;

import java.nio.charset.StandardCharsets;

/**
 * What a log says of itself at one size (C2SP tlog-checkpoint); to be believed only when signed:
 * {@link SignedCheckpoint}.
 *
 * @param origin names the log, 1 to 200 characters without white space and plus
 * @param size in leaves
 */
public record Checkpoint(String origin, long size, TreeHash root) {
  public Checkpoint {
    if (!NoteText.isName(origin) || size < 0) {
      throw new IllegalArgumentException("not a checkpoint");
    }
    if (size == 0 && !root.equals(TreeHash.EMPTY)) {
      throw new IllegalArgumentException("a tree without leaves has one root");
    }
  }

  /** The text that is signed: origin, size and root in lines of their own. */
  public byte[] text() {
    return (origin + "\n" + size + "\n" + root.toBase64() + "\n").getBytes(StandardCharsets.UTF_8);
  }
}

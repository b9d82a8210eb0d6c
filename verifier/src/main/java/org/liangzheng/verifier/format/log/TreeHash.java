package org.liangzheng.verifier.format.log;

import java.util.Base64;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.MalformedException;
import org.liangzheng.verifier.crypto.Sha256Digest;

/** A hash of the tree, SHA-256, 32 bytes (RFC 9162 §2.1.1). */
public record TreeHash(ByteString value) {
  /** Length in bytes. */
  public static final int SIZE = 32;

  /** Root of the tree without leaves. */
  public static final TreeHash EMPTY = new TreeHash(Sha256Digest.of().value());

  private static final byte[] LEAF = {0};
  private static final byte[] NODE = {1};

  public TreeHash {
    if (value.size() != SIZE) {
      throw new IllegalArgumentException("a hash of the tree has 32 bytes");
    }
  }

  /** Hash of a leaf: SHA-256(0x00 ‖ content). */
  public static TreeHash ofLeaf(byte[] content) {
    return new TreeHash(Sha256Digest.of(LEAF, content).value());
  }

  /** Hash of the node over this one and its right neighbour: SHA-256(0x01 ‖ left ‖ right). */
  public TreeHash join(TreeHash right) {
    return new TreeHash(
        Sha256Digest.of(NODE, value.toByteArray(), right.value.toByteArray()).value());
  }

  /** Base64 with padding, 44 characters, as in checkpoints and proofs. */
  public String toBase64() {
    return Base64.getEncoder().encodeToString(value.toByteArray());
  }

  /**
   * Reads {@link #toBase64}.
   *
   * @throws MalformedException if it is not 32 bytes in their one spelling
   */
  public static TreeHash ofBase64(String text) throws MalformedException {
    byte[] bytes = NoteText.base64(text);
    if (bytes.length != SIZE) {
      throw new MalformedException("a hash of the tree has 32 bytes");
    }
    return new TreeHash(ByteString.of(bytes));
  }
}

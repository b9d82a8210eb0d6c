package org.liangzheng.signer.receipt;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.liangzheng.signer.SelfCheckException;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.MalformedException;
import org.liangzheng.verifier.crypto.SignatureValue;
import org.liangzheng.verifier.crypto.SigningDigest;
import org.liangzheng.verifier.crypto.VerificationKey;
import org.liangzheng.verifier.format.log.GrowingTree;
import org.liangzheng.verifier.format.log.InclusionProof;
import org.liangzheng.verifier.format.log.TreeHash;
import org.liangzheng.verifier.format.log.TreePosition;
import org.liangzheng.verifier.format.receipt.ReceiptBatch;
import org.liangzheng.verifier.format.receipt.ReceiptLeaf;
import org.liangzheng.verifier.format.receipt.ReceiptRefusedException;
import org.liangzheng.verifier.format.receipt.UsageReceipt;

/** A batch of receipts that only lacks the one signature of its key. */
public final class PreparedReceipts {
  private final List<ReceiptLeaf> leaves;
  private final Map<TreePosition, TreeHash> hashes;
  private final ReceiptBatch batch;
  private final VerificationKey key;
  private final ByteString toSign;

  private PreparedReceipts(
      List<ReceiptLeaf> leaves,
      Map<TreePosition, TreeHash> hashes,
      ReceiptBatch batch,
      VerificationKey key) {
    this.leaves = leaves;
    this.hashes = hashes;
    this.batch = batch;
    this.key = key;
    this.toSign = batch.toSign(key);
  }

  /**
   * Builds the tree; that the key may sign it is for the trust list to say.
   *
   * @param leaves 1 to {@link ReceiptBatch#MAX_LEAVES}
   * @param issuedAt whole seconds, not before any time that one of them tells of
   */
  public static PreparedReceipts of(
      List<ReceiptLeaf> leaves, Instant issuedAt, VerificationKey key) {
    if (leaves.stream().anyMatch(leaf -> leaf.facts().latest().isAfter(issuedAt))) {
      throw new IllegalArgumentException("a receipt is not signed before its time");
    }
    Map<TreePosition, TreeHash> hashes = new HashMap<>();
    GrowingTree tree = new GrowingTree();
    leaves.forEach(leaf -> tree.append(leaf.hash(), hashes::put));
    return new PreparedReceipts(
        List.copyOf(leaves), hashes, new ReceiptBatch(tree.root(), tree.size(), issuedAt), key);
  }

  private TreeHash hash(TreePosition position) {
    return Optional.ofNullable(hashes.get(position)).orElseThrow();
  }

  /** What the key signs, for all of them. */
  public SigningDigest digest() {
    return key.digest(toSign.toByteArray());
  }

  /**
   * Adds the signature and checks the receipts as a verifier would: the first as a file, with the
   * batch that all of them share, and of each other one what is its own.
   *
   * @return in the order of the leaves
   * @throws SelfCheckException if the signature is wrong, or a part does not read back
   */
  public List<UsageReceipt> finish(SignatureValue signature) {
    if (!key.verifies(digest(), signature)) {
      throw new SelfCheckException("the signature of the receipts is wrong");
    }
    byte[] signed = ReceiptBatch.finish(toSign, signature);
    List<UsageReceipt> receipts = new ArrayList<>(leaves.size());
    try {
      for (int place = 0; place < leaves.size(); place++) {
        ReceiptLeaf leaf = leaves.get(place);
        InclusionProof proof = InclusionProof.of(place, batch.size(), this::hash);
        UsageReceipt receipt = UsageReceipt.of(leaf, proof, signed, batch);
        requireSame(
            place == 0
                ? UsageReceipt.read(receipt.toBytes()).equals(receipt)
                : ReceiptLeaf.read(leaf.bytes().toByteArray()).equals(leaf));
        requireSame(proof.proves(leaf.hash(), batch.root()));
        receipts.add(receipt);
      }
    } catch (ReceiptRefusedException | MalformedException refused) {
      throw new SelfCheckException("a finished receipt does not read back", refused);
    }
    return receipts;
  }

  private static void requireSame(boolean same) {
    if (!same) {
      throw new SelfCheckException("a finished receipt reads back as another one");
    }
  }
}

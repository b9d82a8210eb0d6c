package org.liangzheng.verifier.format.receipt;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.MalformedException;
import org.liangzheng.verifier.crypto.SignatureValue;
import org.liangzheng.verifier.crypto.VerificationKey;
import org.liangzheng.verifier.format.json.CanonicalJson;
import org.liangzheng.verifier.format.json.Hex;
import org.liangzheng.verifier.format.json.Members;
import org.liangzheng.verifier.format.jws.CompactJws;
import org.liangzheng.verifier.format.log.TreeHash;
import org.liangzheng.verifier.format.pack.ServiceKey;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is signed for all receipts that came within one moment.
 *
 * @param root of the tree of their leaves (RFC 9162 §2.1)
 * @param size leaves in it, 1 to {@link #MAX_LEAVES}
 * @param issuedAt whole seconds
 */
public record ReceiptBatch(TreeHash root, long size, Instant issuedAt) {
  /** The header's typ. */
  public static final String TYPE = "lz-receipts+jws";

  /** Most receipts under one signature. */
  public static final int MAX_LEAVES = 4096;

  public ReceiptBatch {
    if (size < 1
        || size > MAX_LEAVES
        || !issuedAt.equals(issuedAt.truncatedTo(ChronoUnit.SECONDS))) {
      throw new IllegalArgumentException("size or time of the batch is wrong");
    }
  }

  /** What the key signs. */
  public ByteString toSign(VerificationKey key) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("issuedAt", issuedAt.toString());
    json.put("root", root.value().toHex());
    json.put("size", size);
    return ByteString.wrap(
        CompactJws.signingInput(
            TYPE, key.suite(), ServiceKey.idOf(key), CanonicalJson.write(json)));
  }

  /** The signed root, ASCII on one line without an end. */
  public static byte[] finish(ByteString toSign, SignatureValue signature) {
    return CompactJws.finish(toSign, signature);
  }

  /** Reads the payload; it is not to be believed before the signature was found right. */
  static ReceiptBatch read(ByteString payload) throws MalformedException {
    Members json = Members.of(CanonicalJson.read(payload.toByteArray()));
    Instant issuedAt = json.instant("issuedAt");
    TreeHash root = new TreeHash(Hex.sha256(json.text("root")).value());
    long size = json.count("size");
    json.end();
    try {
      return new ReceiptBatch(root, size, issuedAt);
    } catch (IllegalArgumentException invalid) {
      throw new MalformedException("not a batch", invalid);
    }
  }
}

package org.liangzheng.verifier.format.receipt;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.MalformedException;
import org.liangzheng.verifier.format.json.Base64Url;
import org.liangzheng.verifier.format.json.CanonicalJson;
import org.liangzheng.verifier.format.json.Members;
import org.liangzheng.verifier.format.jws.CompactJws;
import org.liangzheng.verifier.format.log.InclusionProof;
import org.liangzheng.verifier.format.log.LogProof;
import org.liangzheng.verifier.format.log.TreeHash;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * 用证凭证: one receipt as a file. What was read from bytes is not to be believed before {@code
 * ReceiptVerifier} found it right.
 *
 * @param proof of the leaf in its batch; its size is what the batch claims
 * @param signedBatch the batch's JWS as it came
 * @param batch what that JWS says
 * @param log proof that the audit log has it; empty while that is pending
 */
public record UsageReceipt(
    ReceiptLeaf leaf,
    InclusionProof proof,
    ByteString signedBatch,
    ReceiptBatch batch,
    Optional<LogProof> log) {
  /** Largest receipt in bytes. */
  public static final int MAX_SIZE = 512 * 1024;

  /** What a receipt's file is called by in HTTP. */
  public static final String MEDIA_TYPE = "application/vnd.liangzheng.receipt+json";

  /** Member of the audit log's record that has the leaf's SHA-256 in hexadecimal. */
  public static final String LOG_MEMBER = "receipt";

  private static final int VERSION = 1;

  /** Puts a receipt together. */
  public static UsageReceipt of(
      ReceiptLeaf leaf, InclusionProof proof, byte[] signedBatch, ReceiptBatch batch) {
    return new UsageReceipt(leaf, proof, ByteString.of(signedBatch), batch, Optional.empty());
  }

  /** The same with the proof that the audit log has it. */
  public UsageReceipt with(LogProof inclusion) {
    return new UsageReceipt(leaf, proof, signedBatch, batch, Optional.of(inclusion));
  }

  public ReceiptFacts facts() {
    return leaf.facts();
  }

  /** Whether bytes could be a receipt rather than a document: they begin an object. */
  public static boolean looksLikeReceipt(byte[] bytes) {
    return bytes.length > 0 && bytes[0] == '{';
  }

  /** The file: RFC 8785 JSON without a line end. */
  public byte[] toBytes() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("batch", new String(signedBatch.toByteArray(), StandardCharsets.US_ASCII));
    json.put("leaf", Base64Url.encode(leaf.bytes().toByteArray()));
    log.ifPresent(found -> json.put("log", Base64Url.encode(found.toBytes())));
    ArrayNode path = json.putArray("path");
    proof.path().forEach(hash -> path.add(Base64Url.encode(hash.value().toByteArray())));
    json.put("place", proof.index());
    json.put("version", VERSION);
    return CanonicalJson.write(json);
  }

  /**
   * Reads the form; nothing in it is checked.
   *
   * @throws ReceiptRefusedException RECEIPT_TOO_LARGE, RECEIPT_MALFORMED
   */
  public static UsageReceipt read(byte[] bytes) throws ReceiptRefusedException {
    if (bytes.length > MAX_SIZE) {
      throw new ReceiptRefusedException(ReceiptFault.RECEIPT_TOO_LARGE);
    }
    try {
      return parse(bytes);
    } catch (MalformedException | IllegalArgumentException malformed) {
      throw new ReceiptRefusedException(ReceiptFault.RECEIPT_MALFORMED, malformed);
    }
  }

  private static UsageReceipt parse(byte[] bytes) throws MalformedException {
    Members json = Members.of(CanonicalJson.read(bytes));
    if (json.count("version") != VERSION) {
      throw new MalformedException("a receipt of another version");
    }
    byte[] signed = json.text("batch").getBytes(StandardCharsets.UTF_8);
    ReceiptBatch batch = ReceiptBatch.read(CompactJws.read(ReceiptBatch.TYPE, signed).payload());
    List<TreeHash> path = new ArrayList<>();
    for (JsonNode item : json.items("path")) {
      if (!item.isString()) {
        throw new MalformedException("a hash of the path is text");
      }
      path.add(new TreeHash(Base64Url.decode(item.stringValue())));
    }
    long place = json.whole("place");
    ReceiptLeaf leaf = ReceiptLeaf.read(json.bytes("leaf").toByteArray());
    Optional<LogProof> log = Optional.empty();
    if (json.find("log").isPresent()) {
      log = Optional.of(LogProof.read(json.bytes("log").toByteArray()));
    }
    json.end();
    return new UsageReceipt(
        leaf, new InclusionProof(place, batch.size(), path), ByteString.of(signed), batch, log);
  }
}

package org.liangzheng.verifier.format.pack;

import java.util.List;
import org.liangzheng.verifier.crypto.MalformedException;
import org.liangzheng.verifier.crypto.VerificationKey;
import org.liangzheng.verifier.format.json.CanonicalJson;
import org.liangzheng.verifier.format.json.Members;
import org.liangzheng.verifier.format.pack.SignedTrustList.RootSignature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The files of a change of the trust list, each RFC 8785 JSON: the list itself, which is what its
 * owners sign; one owner's signature; the list with the signatures. Bytes and members:
 * docs/formats/evidence-pack.md.
 */
public final class TrustListFile {
  /** Largest file in bytes. */
  public static final int MAX_SIZE = 4 << 20;

  private static final String SIGNED_FORMAT = "lz-signed-trust-list-1";
  private static final String SIGNATURE_FORMAT = "lz-root-signature-1";
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private TrustListFile() {}

  /**
   * Reads a list that nobody has signed yet.
   *
   * @throws MalformedException if it is not one in its one form, or trusts nobody
   */
  public static TrustList list(byte[] bytes) throws MalformedException {
    return TrustListCodec.readTrustList(json(bytes))
        .orElseThrow(() -> new MalformedException("an empty trust list trusts nobody"));
  }

  /** One owner's signature over a list. */
  public static byte[] write(RootSignature signature) {
    ObjectNode json = JSON.objectNode().put("format", SIGNATURE_FORMAT);
    TrustListCodec.put(json, signature);
    return CanonicalJson.write(json);
  }

  /**
   * Reads one owner's signature; whether it is right is for who holds it against the list.
   *
   * @throws MalformedException if it is not one, or names a key that is not of the root
   */
  public static RootSignature signature(byte[] bytes, TrustRoot root) throws MalformedException {
    Members members = Members.of(json(bytes));
    TrustListCodec.requireFormat(members, SIGNATURE_FORMAT);
    ObjectNode bare = JSON.objectNode();
    bare.put("key", members.text("key"));
    bare.put("value", members.text("value"));
    members.end();
    return TrustListCodec.readRootSignature(bare, root);
  }

  /** The list with its signatures. */
  public static byte[] write(SignedTrustList signed) throws MalformedException {
    ObjectNode json = JSON.objectNode().put("format", SIGNED_FORMAT);
    json.set("list", CanonicalJson.read(SignedTrustList.toSign(signed.list()).toByteArray()));
    ArrayNode signatures = json.putArray("signatures");
    signed.signatures().forEach(signature -> TrustListCodec.put(signatures.addObject(), signature));
    return CanonicalJson.write(json);
  }

  /**
   * Reads a signed list, with the checks that a pack's has to pass.
   *
   * @throws PackRefusedException if two of the root's keys have not signed it, or it is no such
   *     file
   */
  public static SignedTrustList read(byte[] bytes, TrustRoot root) throws PackRefusedException {
    try {
      Members members = Members.of(json(bytes));
      TrustListCodec.requireFormat(members, SIGNED_FORMAT);
      JsonNode list = members.value("list");
      List<JsonNode> items = members.items("signatures");
      members.end();
      List<RootSignature> signatures = PackReader.rootSignatures(list, items, root);
      TrustList read =
          TrustListCodec.readTrustList(list)
              .orElseThrow(() -> new PackRefusedException(PackFault.PACK_TRUST_LIST_EMPTY));
      return new SignedTrustList(read, signatures);
    } catch (MalformedException malformed) {
      throw new PackRefusedException(PackFault.PACK_MALFORMED, malformed);
    }
  }

  /** The key of the root that a signature names. */
  public static VerificationKey signer(RootSignature signature, TrustRoot root) {
    return root.key(signature.key())
        .orElseThrow(() -> new IllegalArgumentException("not a key of this root"));
  }

  private static JsonNode json(byte[] bytes) throws MalformedException {
    if (bytes.length > MAX_SIZE) {
      throw new MalformedException("longer than its limit");
    }
    return CanonicalJson.read(bytes);
  }
}

package org.liangzheng.verifier.format.pack;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.MalformedException;
import org.liangzheng.verifier.crypto.RevocationList;
import org.liangzheng.verifier.crypto.Sha256Digest;
import org.liangzheng.verifier.format.json.Base64Url;
import org.liangzheng.verifier.format.json.CanonicalJson;
import org.liangzheng.verifier.format.json.Members;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The JSON of packs; judges form only, never trust. */
final class PackCodec {
  /** The typ of a pack's JWS. */
  static final String TYPE = "lz-pack+jws";

  /**
   * The value of {@code format}. It differs in packs, trust lists and roots, so that no signature
   * over one can be passed off as a signature over another.
   */
  private static final String PACK_FORMAT = "lz-pack-1";

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private PackCodec() {}

  static byte[] packBytes(EvidencePack pack) {
    ObjectNode json = JSON.objectNode();
    json.put("format", PACK_FORMAT);
    json.put("version", pack.version());
    json.put("issuedAt", pack.issuedAt().toString());
    json.put("expiresAt", pack.expiresAt().toString());
    pack.previous().ifPresent(digest -> json.put("previous", digest.value().toHex()));
    json.set("root", TrustListCodec.root(pack.root()));
    ObjectNode trust = json.putObject("trust");
    trust.set("list", TrustListCodec.trustList(pack.trust().list()));
    ArrayNode signatures = trust.putArray("signatures");
    pack.trust()
        .signatures()
        .forEach(signature -> TrustListCodec.put(signatures.addObject(), signature));
    ArrayNode lists = json.putArray("revocationLists");
    pack.revocations().forEach(list -> lists.add(Base64Url.encode(list.der().toByteArray())));
    if (pack.statuses().isPresent() || pack.presentation().isPresent()) {
      ObjectNode optional = json.putObject("optional");
      pack.statuses().ifPresent(statuses -> StatusCodec.write(optional, statuses));
      pack.presentation().ifPresent(codes -> PresentationCodec.write(optional, codes));
    }
    return CanonicalJson.write(json);
  }

  /**
   * The raw members of a pack, before anything in it is trusted.
   *
   * @param trustList not read yet: its signatures come first
   * @param optional an object, not read yet
   */
  record Raw(
      long version,
      Instant issuedAt,
      Instant expiresAt,
      Optional<Sha256Digest> previous,
      JsonNode root,
      JsonNode trustList,
      List<JsonNode> signatures,
      List<JsonNode> revocations,
      Optional<JsonNode> optional) {}

  /** Whether the object says that it is a pack of this format. */
  static boolean isKnownFormat(JsonNode json) throws MalformedException {
    return Members.of(json).text("format").equals(PACK_FORMAT);
  }

  static Raw readPack(JsonNode json) throws MalformedException {
    Members members = Members.of(json);
    TrustListCodec.requireFormat(members, PACK_FORMAT);
    // Unknown members of "optional" are left out: that never makes a verdict better.
    Optional<JsonNode> optional = members.find("optional");
    if (optional.isPresent()) {
      Members.of(optional.get());
    }
    Members trust = Members.of(members.value("trust"));
    Raw raw =
        new Raw(
            members.count("version"),
            members.instant("issuedAt"),
            members.instant("expiresAt"),
            members.findSha256("previous"),
            members.value("root"),
            trust.value("list"),
            trust.items("signatures"),
            members.items("revocationLists"),
            optional);
    trust.end();
    members.end();
    return raw;
  }

  static List<RevocationList> readRevocations(List<JsonNode> items) throws MalformedException {
    List<RevocationList> lists = new ArrayList<>();
    for (JsonNode item : items) {
      if (!item.isString()) {
        throw new MalformedException("a revocation list is a string");
      }
      ByteString der = Base64Url.decode(item.stringValue());
      lists.add(RevocationList.of(der.toByteArray()));
    }
    return lists;
  }
}

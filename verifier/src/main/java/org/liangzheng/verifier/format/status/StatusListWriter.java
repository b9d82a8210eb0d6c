package org.liangzheng.verifier.format.status;

import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.Sha256Digest;
import org.liangzheng.verifier.crypto.SignatureValue;
import org.liangzheng.verifier.crypto.VerificationKey;
import org.liangzheng.verifier.format.json.CanonicalJson;
import org.liangzheng.verifier.format.jws.CompactJws;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes the bytes of signed status lists. */
public final class StatusListWriter {
  private StatusListWriter() {}

  /** What the key signs. */
  public static ByteString toSign(StatusListToken token, VerificationKey key) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("exp", token.expiresAt().getEpochSecond());
    json.put("iat", token.issuedAt().getEpochSecond());
    json.set("status_list", StatusListJson.write(token.list()));
    json.put("sub", token.subject());
    json.put("ttl", token.timeToLive().toSeconds());
    return ByteString.wrap(
        CompactJws.signingInput(
            StatusListToken.TYPE,
            key.suite(),
            Sha256Digest.of(key.toSpki().toByteArray()),
            CanonicalJson.write(json)));
  }

  /** The whole list, ASCII on one line without an end. */
  public static byte[] finish(ByteString toSign, SignatureValue signature) {
    return CompactJws.finish(toSign, signature);
  }
}

package org.liangzheng.testkit;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.function.Consumer;
import org.liangzheng.verifier.format.json.CanonicalJson;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Changes receipts in one place, and leaves the rest as it was. */
public final class ReceiptForge {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private ReceiptForge() {}

  /** The receipt with another member. */
  public static byte[] changed(byte[] receipt, Consumer<ObjectNode> change) {
    ObjectNode json = (ObjectNode) JSON.readTree(receipt);
    change.accept(json);
    return CanonicalJson.write(json);
  }

  /** The receipt with another leaf. */
  public static byte[] leaf(byte[] receipt, Consumer<ObjectNode> change) {
    return changed(
        receipt,
        json -> {
          ObjectNode leaf =
              (ObjectNode)
                  JSON.readTree(Base64.getUrlDecoder().decode(json.get("leaf").asString()));
          change.accept(leaf);
          json.put("leaf", base64(CanonicalJson.write(leaf)));
        });
  }

  /** The receipt with another header or payload of its batch, rightly signed by a key. */
  public static byte[] batch(
      byte[] receipt, TestKey key, Consumer<ObjectNode> header, Consumer<ObjectNode> body) {
    return changed(
        receipt,
        json -> {
          String[] parts = json.get("batch").asString().split("\\.");
          ObjectNode head = (ObjectNode) JSON.readTree(Base64.getUrlDecoder().decode(parts[0]));
          ObjectNode payload = (ObjectNode) JSON.readTree(Base64.getUrlDecoder().decode(parts[1]));
          header.accept(head);
          body.accept(payload);
          String text =
              base64(CanonicalJson.write(head)) + "." + base64(CanonicalJson.write(payload));
          byte[] value =
              key.sign(key.publicKey().digest(text.getBytes(StandardCharsets.US_ASCII))).toRaw();
          json.put("batch", text + "." + base64(value));
        });
  }

  /** Base64url without padding. */
  public static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}

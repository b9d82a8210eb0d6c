package org.liangzheng.verifier.format.status;

import org.liangzheng.verifier.crypto.MalformedException;
import org.liangzheng.verifier.format.json.Base64Url;
import org.liangzheng.verifier.format.json.Members;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The object {@code {"bits":2,"lst":"…"}} (Token Status List §4.2). */
public final class StatusListJson {
  private StatusListJson() {}

  public static ObjectNode write(StatusList list) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("bits", StatusList.BITS);
    json.put("lst", Base64Url.encode(list.deflate()));
    return json;
  }

  /**
   * Reads one.
   *
   * @throws MalformedException if it has other members, other bits, or a list that does not inflate
   */
  public static StatusList read(JsonNode json) throws MalformedException {
    Members members = Members.of(json);
    if (members.count("bits") != StatusList.BITS) {
      throw new MalformedException("a status list of other bits");
    }
    byte[] zlib = members.bytes("lst").toByteArray();
    members.end();
    return StatusList.inflate(zlib);
  }
}

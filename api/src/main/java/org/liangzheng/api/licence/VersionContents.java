package org.liangzheng.api.licence;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.liangzheng.api.web.Cell;
import org.liangzheng.api.web.FieldCipher;
import org.liangzheng.verifier.crypto.MalformedException;
import org.liangzheng.verifier.format.licence.LicenceFacts;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is encrypted in {@code licence_version.content}: facts and data as JSON, UTF-8. */
@Component
class VersionContents {
  private final FieldCipher cipher;
  private final JsonMapper json;

  VersionContents(FieldCipher cipher, JsonMapper json) {
    this.cipher = cipher;
    this.json = json;
  }

  private record Stored(Map<String, String> facts, JsonNode data) {}

  /** What a version says. */
  record Content(LicenceFacts facts, JsonNode data) {
    /** Nothing: it is personal data. */
    @Override
    public String toString() {
      return "Content";
    }
  }

  byte[] seal(UUID version, LicenceFacts facts, JsonNode data) {
    return cipher.encrypt(
        cell(version),
        json.writeValueAsString(new Stored(facts.toCustomDatas(), data))
            .getBytes(StandardCharsets.UTF_8));
  }

  Content open(UUID version, byte[] sealed) {
    Stored stored = json.readValue(cipher.decrypt(cell(version), sealed), Stored.class);
    try {
      return new Content(LicenceFacts.read(stored.facts()), stored.data());
    } catch (MalformedException damaged) {
      throw new IllegalStateException("a stored licence does not read back", damaged);
    }
  }

  private static Cell cell(UUID version) {
    return new Cell("licence_version", "content", version);
  }
}

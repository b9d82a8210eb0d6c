package org.liangzheng.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The machine client that {@code run} makes: sample-client.json, mode 0600, JSON with client_id,
 * token_endpoint, issuer and private_key (an EC P-256 JWK).
 *
 * @param privateKey JSON of the JWK; a secret
 */
record SampleClient(String clientId, String tokenEndpoint, String privateKey) {
  private static final int MAX_SIZE = 64 << 10;

  /**
   * Reads the file.
   *
   * @throws CliProblem if it is missing, open to others, or not such a file
   */
  static SampleClient read(Path file) {
    try {
      if (OwnerOnly.isOpenToOthers(file)) {
        throw CliProblem.of(CliFault.CLIENT_TOO_OPEN, file);
      }
      byte[] bytes;
      try (var in = Files.newInputStream(file)) {
        bytes = in.readNBytes(MAX_SIZE);
      }
      JsonNode json = JsonMapper.builder().build().readTree(bytes);
      Optional<String> id = text(json, "client_id");
      Optional<String> endpoint = text(json, "token_endpoint");
      if (id.isEmpty() || endpoint.isEmpty() || !json.path("private_key").isObject()) {
        throw CliProblem.of(CliFault.CLIENT_MALFORMED, file);
      }
      return new SampleClient(id.get(), endpoint.get(), json.get("private_key").toString());
    } catch (NoSuchFileException absent) {
      throw CliProblem.of(CliFault.CLIENT_ABSENT, file);
    } catch (IOException unreadable) {
      throw CliProblem.of(CliFault.FILE_UNREADABLE, file);
    } catch (JacksonException notJson) {
      throw CliProblem.of(CliFault.CLIENT_MALFORMED, file);
    }
  }

  private static Optional<String> text(JsonNode json, String name) {
    return json.path(name).isString()
        ? Optional.of(json.get(name).stringValue()).filter(text -> !text.isBlank())
        : Optional.empty();
  }

  /** No key. */
  @Override
  public String toString() {
    return "SampleClient[" + clientId + "]";
  }
}

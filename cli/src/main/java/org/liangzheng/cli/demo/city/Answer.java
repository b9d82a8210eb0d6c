package org.liangzheng.cli.demo.city;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.liangzheng.verifier.crypto.ByteString;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a service answered.
 *
 * @param headers names in lower case
 */
public record Answer(Call call, int status, Map<String, List<String>> headers, ByteString body) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  public Answer {
    headers = Map.copyOf(headers);
  }

  /**
   * This answer, if it has the status.
   *
   * @throws CityException UNEXPECTED_ANSWER
   */
  public Answer expect(int expected) {
    if (status != expected) {
      throw unexpected();
    }
    return this;
  }

  /** The body as JSON; whatever is not JSON is missing. */
  public JsonNode json() {
    try {
      return JSON.readTree(body.toByteArray());
    } catch (JacksonException notJson) {
      return JSON.missingNode();
    }
  }

  public String text() {
    return new String(body.toByteArray(), StandardCharsets.UTF_8);
  }

  /** Status, and the code of the problem where it is one: {@code 404 licence-unknown}. */
  public String outcome() {
    String code = json().path("code").asString("");
    return code.isEmpty() ? Integer.toString(status) : status + " " + code;
  }

  public Optional<String> header(String name) {
    return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()).stream().findFirst();
  }

  /**
   * Where the new thing is.
   *
   * @throws CityException UNEXPECTED_ANSWER
   */
  public String location() {
    return header("Location").orElseThrow(this::unexpected);
  }

  private CityException unexpected() {
    return new CityException(Trouble.UNEXPECTED_ANSWER, call.toString(), outcome());
  }

  @Override
  public String toString() {
    return call + " " + outcome();
  }
}

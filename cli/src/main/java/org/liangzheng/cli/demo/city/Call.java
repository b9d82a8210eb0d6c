package org.liangzheng.cli.demo.city;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.liangzheng.verifier.crypto.ByteString;
import tools.jackson.databind.json.JsonMapper;

/**
 * A request.
 *
 * @param path with query, below the service's address
 * @param body empty: none
 */
public record Call(String method, String path, ByteString body, Map<String, String> headers) {
  /** Path of the token endpoint. */
  static final String TOKEN = "/oauth2/token";

  private static final JsonMapper JSON = JsonMapper.builder().build();

  public Call {
    headers = Map.copyOf(headers);
  }

  public static Call get(String path) {
    return new Call("GET", path, ByteString.of(new byte[0]), Map.of());
  }

  /** With a body that is written as JSON. */
  public static Call json(String method, String path, Object body) {
    return bytes(method, path, "application/json", JSON.writeValueAsBytes(body));
  }

  public static Call form(String path, Map<String, String> fields) {
    return bytes(
        "POST",
        path,
        "application/x-www-form-urlencoded",
        encode(fields).getBytes(StandardCharsets.US_ASCII));
  }

  /**
   * Asks for a token of a machine (RFC 7523 §2.2).
   *
   * @param assertion by which it shows who it is
   */
  static Call token(String assertion) {
    return form(
        TOKEN,
        Map.of(
            "grant_type",
            "client_credentials",
            "client_assertion_type",
            "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
            "client_assertion",
            assertion));
  }

  public static Call bytes(String method, String path, String type, byte[] body) {
    return new Call(method, path, ByteString.of(body), Map.of("Content-Type", type));
  }

  /** With one more header. */
  public Call with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Call(method, path, body, more);
  }

  /** As a query or a form has it. */
  static String encode(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  /** No body, no headers: they hold names and tokens. */
  @Override
  public String toString() {
    int query = path.indexOf('?');
    return method + " " + (query < 0 ? path : path.substring(0, query));
  }
}

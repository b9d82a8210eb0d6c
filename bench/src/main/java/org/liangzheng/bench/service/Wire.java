package org.liangzheng.bench.service;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One service over HTTP, by the JDK's plain client, which blocks; redirects are looked at, not
 * followed.
 *
 * @param service its address
 */
public record Wire(URI service) {
  static {
    // As many connections as there are clients stay open.
    System.setProperty("http.maxConnections", "64");
  }

  /** Reads and writes what goes over it. */
  public static final JsonMapper JSON = JsonMapper.builder().build();

  private static final String FORM = "application/x-www-form-urlencoded";

  /** What came back. */
  public record Answer(String text, String location, List<String> cookies) {
    /** The body, read. */
    public JsonNode json() {
      return JSON.readTree(text);
    }
  }

  /** Asks; who answers otherwise than expected ends the bench. */
  public Answer get(String path, Map<String, String> headers, int expected) throws IOException {
    return answer(open(path, headers), expected);
  }

  /** Sends JSON. */
  public Answer post(String path, Map<String, String> headers, Map<String, ?> body, int expected)
      throws IOException {
    HttpURLConnection request = open(path, headers);
    send(request, "application/json", JSON.writeValueAsBytes(body));
    return answer(request, expected);
  }

  /** Sends a form. */
  public Answer form(
      String path, Map<String, String> headers, Map<String, String> fields, int expected)
      throws IOException {
    HttpURLConnection request = open(path, headers);
    send(request, FORM, encode(fields).getBytes(StandardCharsets.US_ASCII));
    return answer(request, expected);
  }

  /** Fields of a form or a query. */
  public static String encode(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(field ->
            field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  private HttpURLConnection open(String path, Map<String, String> headers) throws IOException {
    HttpURLConnection request =
        (HttpURLConnection) service.resolve(path).toURL().openConnection(Proxy.NO_PROXY);
    request.setInstanceFollowRedirects(false);
    headers.forEach(request::setRequestProperty);
    return request;
  }

  private static void send(HttpURLConnection request, String type, byte[] body) throws IOException {
    request.setRequestProperty("Content-Type", type);
    request.setDoOutput(true);
    request.setFixedLengthStreamingMode(body.length);
    try (OutputStream out = request.getOutputStream()) {
      out.write(body);
    }
  }

  /** Reads to the end, so that the connection serves the next request. */
  private static Answer answer(HttpURLConnection request, int expected) throws IOException {
    int status = request.getResponseCode();
    try (InputStream in = status < 400 ? request.getInputStream() : request.getErrorStream()) {
      byte[] body = in == null ? new byte[0] : in.readAllBytes();
      if (status != expected) {
        throw new IllegalStateException(
            request.getURL().getPath()
                + " answered "
                + status
                + ": "
                + Optional.ofNullable(request.getHeaderField("WWW-Authenticate")).orElse("")
                + " "
                + new String(body, StandardCharsets.UTF_8));
      }
      return new Answer(
          new String(body, StandardCharsets.UTF_8),
          Optional.ofNullable(request.getHeaderField("Location")).orElse(""),
          request.getHeaderFields().entrySet().stream()
              .filter(header -> "Set-Cookie".equalsIgnoreCase(header.getKey()))
              .flatMap(header -> header.getValue().stream())
              .toList());
    }
  }
}

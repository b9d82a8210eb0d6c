package org.liangzheng.api.identity;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Requests over a real connection. */
public final class TestHttp {

  private static final HttpClient CLIENT =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private TestHttp() {}

  /** A request but for where it goes and who sends it; {@code body} null: none. */
  public record Call(String method, String path, Map<String, String> headers, String body) {

    public static Call get(String path) {
      return new Call("GET", path, Map.of(), null);
    }

    public static Call json(String method, String path, String body) {
      return new Call(method, path, Map.of("Content-Type", "application/json"), body);
    }

    public static Call form(String path, Map<String, String> parameters) {
      String body =
          parameters.entrySet().stream()
              .map(one -> encode(one.getKey()) + "=" + encode(one.getValue()))
              .collect(Collectors.joining("&"));
      return new Call(
          "POST", path, Map.of("Content-Type", "application/x-www-form-urlencoded"), body);
    }

    public Call with(String header, String value) {
      Map<String, String> more = new LinkedHashMap<>(headers);
      more.put(header, value);
      return new Call(method, path, more, body);
    }

    private static String encode(String text) {
      return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
  }

  /** What came back. */
  public record Answer(int status, HttpHeaders headers, String body) {
    public JsonNode json() {
      return JSON.readTree(body);
    }

    public String header(String name) {
      return headers.firstValue(name).orElse("");
    }
  }

  /**
   * @param base scheme, host and port
   */
  public static Answer send(String base, Call call) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + call.path()))
            .timeout(Duration.ofSeconds(20))
            .method(
                call.method(),
                call.body() == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(call.body()));
    call.headers().forEach(request::header);
    try {
      HttpResponse<String> response =
          CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return new Answer(response.statusCode(), response.headers(), response.body());
    } catch (IOException failed) {
      throw new IllegalStateException(failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }
}

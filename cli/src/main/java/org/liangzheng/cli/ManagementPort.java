package org.liangzheng.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The running service, asked at its management address: for what lies in its own database. */
final class ManagementPort {
  private static final int MAX_ANSWER = 4 << 20;

  private final String base;

  private ManagementPort(String base) {
    this.base = base;
  }

  /**
   * @param named where the user says it is; null: on the loopback, port by LZ_MANAGEMENT_PORT
   */
  static ManagementPort of(@Nullable URI named, Surroundings surroundings) {
    String base =
        named != null
            ? named.toString()
            : "http://127.0.0.1:" + surroundings.variable("LZ_MANAGEMENT_PORT").orElse("8081");
    return new ManagementPort(base.replaceAll("/+$", "") + "/actuator/");
  }

  /**
   * @throws CliProblem SERVICE_UNREACHABLE
   */
  JsonNode get(String endpoint) {
    return send(request(endpoint));
  }

  /**
   * @throws CliProblem SERVICE_UNREACHABLE
   */
  JsonNode post(String endpoint) {
    return post(endpoint, "{}");
  }

  /**
   * @param body JSON
   * @throws CliProblem SERVICE_UNREACHABLE
   */
  JsonNode post(String endpoint, String body) {
    return send(
        request(endpoint)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  /** An address without a scheme, such as {@code localhost:8081}, is none that can be asked. */
  private HttpRequest.Builder request(String endpoint) {
    try {
      return HttpRequest.newBuilder(URI.create(base + endpoint));
    } catch (IllegalArgumentException malformed) {
      throw CliProblem.of(CliFault.SERVICE_UNREACHABLE, base + endpoint);
    }
  }

  private static JsonNode send(HttpRequest.Builder builder) {
    HttpRequest request = builder.timeout(Duration.ofSeconds(10)).build();
    try (HttpClient client =
        HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build()) {
      HttpResponse<InputStream> response =
          client.send(request, HttpResponse.BodyHandlers.ofInputStream());
      try (var body = response.body()) {
        byte[] bytes = body.readNBytes(MAX_ANSWER + 1);
        if (response.statusCode() != 200 || bytes.length > MAX_ANSWER) {
          throw CliProblem.of(CliFault.SERVICE_UNREACHABLE, request.uri());
        }
        return JsonMapper.builder().build().readTree(new String(bytes, StandardCharsets.UTF_8));
      }
    } catch (IOException | JacksonException | IllegalArgumentException unreachable) {
      throw CliProblem.of(CliFault.SERVICE_UNREACHABLE, request.uri());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw CliProblem.of(CliFault.SERVICE_UNREACHABLE, request.uri());
    }
  }
}

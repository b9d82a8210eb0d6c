package org.liangzheng.api.licence.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A sender of batches. */
public final class TestBatches {
  public static final String PATH = "/v1/licence-batches";
  public static final String UPLOADS = "/v1/licence-batch-uploads";
  public static final JsonMapper JSON = JsonMapper.builder().build();
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private static final String NDJSON = "application/x-ndjson";

  private final String base;
  private final String token;

  public TestBatches(String base, String token) {
    this.base = base;
    this.token = token;
  }

  /** What came back. */
  public record Reply(int status, String body, String retryAfter, String replayed) {
    public JsonNode json() {
      return JSON.readTree(body);
    }

    public String problem() {
      return status + (status < 400 ? "" : " " + json().get("code").asString());
    }

    public UUID id() {
      assertThat(status).as(body).isBetween(200, 299);
      return UUID.fromString(json().get("id").asString());
    }

    public List<JsonNode> lines() {
      assertThat(status).as(body).isEqualTo(200);
      return body.lines().map(JSON::readTree).map(JsonNode.class::cast).toList();
    }
  }

  public static byte[] body(List<String> lines) {
    return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  public static String digest(byte[] body) {
    return "sha-256=:" + Base64.getEncoder().encodeToString(sha256().digest(body)) + ":";
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  public Reply send(String key, byte[] body) {
    return send(PATH, key, body, digest(body));
  }

  public Reply send(String path, String key, byte[] body, String digest) {
    return exchange("POST", path, key, digest, NDJSON, BodyPublishers.ofByteArray(body));
  }

  /** From a stream made anew, without its length. */
  public Reply stream(String key, String digest, Supplier<InputStream> body) {
    return exchange("POST", PATH, key, digest, NDJSON, BodyPublishers.ofInputStream(body));
  }

  public Reply part(UUID upload, int number, byte[] body) {
    return exchange(
        "PUT",
        UPLOADS + "/" + upload + "/parts/" + number,
        null,
        digest(body),
        NDJSON,
        BodyPublishers.ofByteArray(body));
  }

  public Reply post(String path, String key, String json) {
    return exchange(
        "POST",
        path,
        key,
        null,
        "application/json",
        json == null ? BodyPublishers.noBody() : BodyPublishers.ofString(json));
  }

  public Reply get(String path) {
    return exchange("GET", path, null, null, null, BodyPublishers.noBody());
  }

  public JsonNode view(UUID batch) {
    return get(PATH + "/" + batch).json();
  }

  /** All results, a page at a time. */
  public List<JsonNode> results(String path, UUID batch, int page) {
    List<JsonNode> all = new ArrayList<>();
    int after = 0;
    while (true) {
      List<JsonNode> lines =
          get(path + "/" + batch + "/results?limit=" + page + "&after=" + after).lines();
      all.addAll(lines.subList(0, lines.size() - 1));
      JsonNode end = lines.getLast();
      if (lines.size() == 1 || end.get("complete").asBoolean()) {
        return all;
      }
      after = end.get("next").asInt();
    }
  }

  public JsonNode untilFinished(String path, UUID batch, Duration most) {
    return Awaitility.await()
        .atMost(most)
        .pollInterval(Duration.ofMillis(200))
        .until(
            () -> get(path + "/" + batch).json(),
            view -> List.of("DONE", "CANCELLED").contains(view.get("state").asString()));
  }

  private Reply exchange(
      String method, String path, String key, String digest, String type, BodyPublisher body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path))
            .timeout(Duration.ofMinutes(2))
            .header("Authorization", "Bearer " + token)
            .method(method, body);
    if (key != null) {
      request.header("Idempotency-Key", key);
    }
    if (digest != null) {
      request.header("Content-Digest", digest);
    }
    if (type != null) {
      request.header("Content-Type", type);
    }
    try {
      HttpResponse<String> response =
          CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return new Reply(
          response.statusCode(),
          response.body(),
          response.headers().firstValue("Retry-After").orElse(""),
          response.headers().firstValue("Idempotency-Replayed").orElse(""));
    } catch (IOException failed) {
      throw new java.io.UncheckedIOException(failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }
}

package org.liangzheng.api.licence;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.liangzheng.api.identity.Scope;
import org.liangzheng.api.identity.Tokens;
import org.liangzheng.signer.sample.SampleDepartment;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.JsonNode;

/** The service over HTTP, as one department of the sample city uses it. */
public final class TestCity {
  public static final String CAUSE = "LZ-Use-Cause";
  static final HttpClient CLIENT =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

  private final String base;
  private final String token;

  public TestCity(String base, String token) {
    this.base = base;
    this.token = token;
  }

  public static TestCity of(ApplicationContext context, SampleDepartment department) {
    Tokens tokens = Tokens.of(context);
    return new TestCity(
        tokens.base(), tokens.bearer(department.id(), Scope.LICENCE_ISSUE, Scope.LICENCE_READ));
  }

  public static TestCity of(ApplicationContext context) {
    return of(context, SampleDepartment.MARKET);
  }

  String base() {
    return base;
  }

  static String key() {
    return UUID.randomUUID().toString();
  }

  public Reply issue(JsonNode request) {
    return issue(key(), request.toString());
  }

  Reply issue(String key, JsonNode request) {
    return issue(key, request.toString());
  }

  Reply issue(String key, String body) {
    return post(Map.of("Content-Type", "application/json", "Idempotency-Key", key), body);
  }

  Reply post(Map<String, String> headers, String body) {
    return send("POST", "/v1/licences", headers, body.getBytes(StandardCharsets.UTF_8));
  }

  /** With a cause of use. */
  public Reply read(String path) {
    return send("GET", path, Map.of(CAUSE, "TEST-01"), new byte[0]);
  }

  Reply verify(byte[] file) {
    return verify("", file);
  }

  Reply verify(String query, byte[] file) {
    return send(
        "POST", "/v1/verifications" + query, Map.of("Content-Type", "application/ofd"), file);
  }

  public Reply send(String method, String path, Map<String, String> headers, byte[] body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path))
            .timeout(Duration.ofSeconds(20))
            .header("Authorization", "Bearer " + token)
            .method(
                method,
                body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
    headers.forEach(request::header);
    try {
      HttpResponse<byte[]> response =
          CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      return new Reply(response.statusCode(), response.headers(), response.body());
    } catch (IOException failed) {
      throw new java.io.UncheckedIOException(failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }

  /** What came back. */
  public record Reply(int status, HttpHeaders headers, byte[] body) {
    public String text() {
      return new String(body, StandardCharsets.UTF_8);
    }

    public JsonNode json() {
      return LicenceRequests.JSON.readTree(body);
    }

    public String header(String name) {
      return headers.firstValue(name).orElse("");
    }

    String id() {
      return json().get("id").asString();
    }

    /** Status and code of a problem: {@code 404 licence-unknown}. */
    String problem() {
      JsonNode code = status < 400 ? null : json().get("code");
      return status + " " + (code == null ? text() : code.asString());
    }

    /** Pointer and code of each wrong field: {@code /number field-missing}. */
    List<String> fields() {
      List<String> fields = new ArrayList<>();
      JsonNode errors = json().get("errors");
      if (errors != null) {
        errors.forEach(
            one -> fields.add(one.get("pointer").asString() + " " + one.get("code").asString()));
      }
      return fields;
    }

    String verdict() {
      return json().get("verdict").asString();
    }

    List<String> reasons() {
      List<String> reasons = new ArrayList<>();
      json().get("reasons").forEach(one -> reasons.add(one.get("code").asString()));
      return reasons;
    }
  }
}

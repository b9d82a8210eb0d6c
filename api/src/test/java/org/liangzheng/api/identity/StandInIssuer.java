package org.liangzheng.api.identity;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import tools.jackson.databind.json.JsonMapper;

/** An issuer of OpenID Connect on the loopback: real HTTP, real keys, and it lies when told to. */
final class StandInIssuer {
  static final String CLIENT = "liangzheng-test";
  static final String SECRET = "a secret & more";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final HttpServer server;
  private final TestKey key = new TestKey();
  private final AtomicInteger redeemed = new AtomicInteger();
  private UnaryOperator<Map<String, Object>> claims = UnaryOperator.identity();
  private TestKey signer = key;
  private String nonce = "";
  private String challenge = "";

  StandInIssuer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    server.createContext("/.well-known/openid-configuration", this::metadata);
    server.createContext(
        "/keys", http -> send(http, 200, Map.of("keys", List.of(key.jwk().members()))));
    server.createContext("/token", this::token);
    server.start();
  }

  String name() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  void stop() {
    server.stop(0);
  }

  /** From the authorization request, as its page would keep it. */
  void ask(Map<String, String> request) {
    nonce = request.get("nonce");
    challenge = request.get("code_challenge");
    claims = UnaryOperator.identity();
    signer = key;
  }

  /** What the next ID token says otherwise. */
  void lie(UnaryOperator<Map<String, Object>> lie) {
    claims = lie;
  }

  void signWith(TestKey other) {
    signer = other;
  }

  int redeemed() {
    return redeemed.get();
  }

  private void metadata(HttpExchange http) throws IOException {
    send(
        http,
        200,
        Map.of(
            "issuer", name(),
            "authorization_endpoint", name() + "/authorize",
            "token_endpoint", name() + "/token",
            "jwks_uri", name() + "/keys"));
  }

  private void token(HttpExchange http) throws IOException {
    String body = new String(http.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    Map<String, String> form = new LinkedHashMap<>();
    for (String pair : body.split("&")) {
      String[] parts = pair.split("=", 2);
      form.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
    }
    String basic =
        java.util.Base64.getEncoder()
            .encodeToString(
                (CLIENT + ":" + java.net.URLEncoder.encode(SECRET, StandardCharsets.UTF_8))
                    .getBytes(StandardCharsets.UTF_8));
    boolean good =
        ("Basic " + basic).equals(http.getRequestHeaders().getFirst("Authorization"))
            && "good".equals(form.get("code"))
            && form.get("redirect_uri").endsWith("/login/federated/callback")
            && challenge.equals(s256(form.get("code_verifier")));
    if (!good) {
      send(http, 400, Map.of("error", "invalid_grant"));
      return;
    }
    redeemed.incrementAndGet();
    long now = Instant.now().getEpochSecond();
    Map<String, Object> said = new LinkedHashMap<>();
    said.put("iss", name());
    said.put("sub", "person-1");
    said.put("aud", CLIENT);
    said.put("nonce", nonce);
    said.put("iat", now);
    said.put("exp", now + 300);
    said.put("acr", "urn:example:two-factors");
    said.put("name", "示例丁");
    said.put("id_number", FederationTest.NUMBER);
    String token =
        signer.sign(Map.of("alg", "ES256", "kid", key.jwk().thumbprint()), claims.apply(said));
    send(http, 200, Map.of("access_token", "x", "token_type", "Bearer", "id_token", token));
  }

  private static String s256(String verifier) {
    try {
      return TestKey.BASE64.encodeToString(
          java.security.MessageDigest.getInstance("SHA-256")
              .digest(verifier.getBytes(StandardCharsets.US_ASCII)));
    } catch (java.security.NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static void send(HttpExchange http, int status, Object body) throws IOException {
    byte[] bytes = JSON.writeValueAsBytes(body);
    http.getResponseHeaders().set("Content-Type", "application/json");
    http.sendResponseHeaders(status, bytes.length);
    http.getResponseBody().write(bytes);
    http.close();
  }
}

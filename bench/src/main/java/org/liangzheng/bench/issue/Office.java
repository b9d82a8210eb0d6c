package org.liangzheng.bench.issue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigInteger;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPrivateKeySpec;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The sample department's approval system at work: a client of the API. It blocks on the JDK's
 * plain HTTP client, which takes about half the CPU time of the one with selectors for a small
 * answer (measured); what clients cost is part of what is measured.
 */
final class Office {
  static {
    // As many connections as there are clients stay open.
    System.setProperty("http.maxConnections", "64");
  }

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final long TOKEN_NANOS = Duration.ofMinutes(2).toNanos();
  private static final int DIGEST = 32;

  private final URI service;
  private final Path home;
  private final Clock clock = Clock.systemUTC();
  private final SecureRandom random = new SecureRandom();
  private final String keys;
  private final AtomicLong key = new AtomicLong();
  private String token;
  private long tokenSince;

  /**
   * Signs in.
   *
   * @param home state folder of the service, where the client's key lies
   */
  Office(URI service, Path home) {
    this.service = service;
    this.home = home;
    this.keys = "bench-" + Long.toHexString(random.nextLong()) + "-";
    this.token = askToken();
    this.tokenSince = System.nanoTime();
  }

  /** Issues a licence. */
  UUID issue(Company company) throws IOException {
    JsonNode answer = post("/v1/licences", company.request(), true, 201);
    return UUID.fromString(answer.required("id").asString());
  }

  /** Seals some digest. */
  void seal(UUID seal) throws IOException {
    byte[] digest = new byte[DIGEST];
    random.nextBytes(digest);
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("seal", seal.toString());
    body.put("digest", HexFormat.of().formatHex(digest));
    body.put("property", "bench:1");
    post("/v1/seal-signatures", body, true, 201).required("stamp");
  }

  /** Finds the one licence of a holder. */
  void findByHolder(Seed seed) throws IOException {
    find(seed, Map.of("holder", Map.of("type", "001", "code", seed.code())));
  }

  /** Finds a licence by its number. */
  void findByNumber(Seed seed) throws IOException {
    find(seed, Map.of("number", seed.code()));
  }

  private void find(Seed seed, Map<String, Object> criteria) throws IOException {
    JsonNode found = post("/v1/licences/search", criteria, false, 200).path("licences");
    // Who is fast because nothing was found has not done the work.
    if (found.size() != 1 || !found.get(0).path("id").asString().equals(seed.id().toString())) {
      throw new IllegalStateException("a search found " + found.size() + " licences, not the one");
    }
  }

  /** The least the service answers: no token, no database. */
  void about() throws IOException {
    var _ = answer(connection("/v1/about"), 200);
  }

  private JsonNode post(String path, Map<String, Object> body, boolean changes, int expected)
      throws IOException {
    HttpURLConnection request = connection(path);
    request.setRequestProperty("Authorization", "Bearer " + token());
    if (changes) {
      request.setRequestProperty("Idempotency-Key", keys + key.incrementAndGet());
    }
    send(request, "application/json", JSON.writeValueAsBytes(body));
    return JSON.readTree(answer(request, expected));
  }

  private HttpURLConnection connection(String path) throws IOException {
    return (HttpURLConnection) service.resolve(path).toURL().openConnection(Proxy.NO_PROXY);
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
  private static byte[] answer(HttpURLConnection request, int expected) throws IOException {
    int status = request.getResponseCode();
    try (InputStream in = status < 400 ? request.getInputStream() : request.getErrorStream()) {
      byte[] body = in == null ? new byte[0] : in.readAllBytes();
      if (status != expected) {
        throw new IllegalStateException(
            request.getURL().getPath()
                + " answered "
                + status
                + ": "
                + new String(body, StandardCharsets.UTF_8));
      }
      return body;
    }
  }

  private synchronized String token() {
    if (System.nanoTime() - tokenSince > TOKEN_NANOS) {
      token = askToken();
      tokenSince = System.nanoTime();
    }
    return token;
  }

  private String askToken() {
    try {
      String form =
          "grant_type=client_credentials&client_assertion_type="
              + URLEncoder.encode(
                  "urn:ietf:params:oauth:client-assertion-type:jwt-bearer", StandardCharsets.UTF_8)
              + "&client_assertion="
              + assertion();
      HttpURLConnection request = connection("/oauth2/token");
      send(request, "application/x-www-form-urlencoded", form.getBytes(StandardCharsets.US_ASCII));
      return JSON.readTree(answer(request, 200)).required("access_token").asString();
    } catch (IOException | GeneralSecurityException failed) {
      throw new IllegalStateException("the sample client gets no token", failed);
    }
  }

  /** RFC 7523, as {@code lz keys assertion} makes it. */
  private String assertion() throws IOException, GeneralSecurityException {
    JsonNode file = JSON.readTree(Files.readString(home.resolve("sample-client.json")));
    byte[] id = new byte[16];
    random.nextBytes(id);
    long now = clock.instant().getEpochSecond();
    String client = file.required("client_id").asString();
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("iss", client);
    claims.put("sub", client);
    claims.put("aud", file.required("token_endpoint").asString());
    claims.put("jti", base64(id));
    claims.put("iat", now);
    claims.put("exp", now + 60);
    String signed =
        base64("{\"alg\":\"ES256\"}".getBytes(StandardCharsets.UTF_8))
            + "."
            + base64(JSON.writeValueAsBytes(claims));
    Signature signer = Signature.getInstance("SHA256withECDSAinP1363Format");
    signer.initSign(key(file.required("private_key")));
    signer.update(signed.getBytes(StandardCharsets.US_ASCII));
    return signed + "." + base64(signer.sign());
  }

  private static PrivateKey key(JsonNode jwk) throws GeneralSecurityException {
    AlgorithmParameters curve = AlgorithmParameters.getInstance("EC");
    curve.init(new ECGenParameterSpec("secp256r1"));
    BigInteger d = new BigInteger(1, Base64.getUrlDecoder().decode(jwk.required("d").asString()));
    return KeyFactory.getInstance("EC")
        .generatePrivate(new ECPrivateKeySpec(d, curve.getParameterSpec(ECParameterSpec.class)));
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}

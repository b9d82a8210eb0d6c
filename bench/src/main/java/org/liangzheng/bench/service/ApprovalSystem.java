package org.liangzheng.bench.service;

import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
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
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.JsonNode;

/**
 * The sample department's approval system: a client of the API with a key of its own. It blocks on
 * the JDK's plain HTTP client, which takes about half the CPU time of the one with selectors for a
 * small answer (measured); what clients cost is part of what is measured.
 */
public final class ApprovalSystem {
  private static final long TOKEN_NANOS = Duration.ofMinutes(2).toNanos();

  private final Wire wire;
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
  public ApprovalSystem(URI service, Path home) {
    this.wire = new Wire(service);
    this.home = home;
    this.keys = "bench-" + Long.toHexString(random.nextLong()) + "-";
    this.token = askToken();
    this.tokenSince = System.nanoTime();
  }

  /** Where it calls. */
  public Wire wire() {
    return wire;
  }

  /** Reads. */
  public JsonNode get(String path) throws IOException {
    return wire.get(path, bearer(), 200).json();
  }

  /** Asks something that changes nothing. */
  public JsonNode ask(String path, Map<String, ?> body) throws IOException {
    return wire.post(path, bearer(), body, 200).json();
  }

  /** Asks for an act, under a key that is used once. */
  public JsonNode act(String path, Map<String, ?> body) throws IOException {
    Map<String, String> headers = new LinkedHashMap<>(bearer());
    headers.put("Idempotency-Key", keys + key.incrementAndGet());
    return wire.post(path, headers, body, 201).json();
  }

  /** Issues a licence. */
  public UUID issue(Company company) throws IOException {
    return UUID.fromString(act("/v1/licences", company.request()).required("id").asString());
  }

  private Map<String, String> bearer() {
    return Map.of("Authorization", "Bearer " + token());
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
      Map<String, String> form = new LinkedHashMap<>();
      form.put("grant_type", "client_credentials");
      form.put("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
      form.put("client_assertion", assertion());
      return wire.form("/oauth2/token", Map.of(), form, 200)
          .json()
          .required("access_token")
          .asString();
    } catch (IOException | GeneralSecurityException failed) {
      throw new IllegalStateException("the sample client gets no token", failed);
    }
  }

  /** RFC 7523, as {@code lz keys assertion} makes it. */
  private String assertion() throws IOException, GeneralSecurityException {
    JsonNode file = Wire.JSON.readTree(Files.readString(home.resolve("sample-client.json")));
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
            + base64(Wire.JSON.writeValueAsBytes(claims));
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

package org.liangzheng.bench.present;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.liangzheng.bench.service.Wire;
import tools.jackson.databind.JsonNode;

/** The sample city's counter, with a key of its own; its scans are those of any verifier point. */
final class Counter {
  private static final String ENROLMENTS = "/v1/verifier-points/enrolments";
  private static final String TOKEN = "/oauth2/token";
  private static final String VERIFY = "/v1/presentations/verify";
  private static final long TOKEN_NANOS = Duration.ofMinutes(2).toNanos();

  private final Wire wire;
  private final Enrolled enrolled;
  private final DeviceKey key;
  private Optional<String> token = Optional.empty();
  private long tokenSince;

  Counter(Wire wire, Enrolled enrolled) {
    this.wire = wire;
    this.enrolled = enrolled;
    this.key = DeviceKey.of(enrolled.key());
  }

  /**
   * What enrolling leaves.
   *
   * @param client for the token endpoint
   * @param issuer the service's own address, in assertions and proofs
   * @param key halves of the device's key; for this bench's own service alone
   */
  record Enrolled(String client, String issuer, Map<String, String> key) {}

  /** Spends the code that the sample city left in the service's state folder. */
  static Enrolled enrol(Wire wire, Path home) throws IOException {
    DeviceKey key = DeviceKey.make();
    JsonNode left = Wire.JSON.readTree(Files.readString(home.resolve("sample-counter.json")));
    String issuer =
        Wire.JSON
            .readTree(Files.readString(home.resolve("sample-client.json")))
            .required("issuer")
            .asString();
    try {
      JsonNode answer =
          wire.post(
                  ENROLMENTS,
                  Map.of("DPoP", key.proof("POST", issuer + ENROLMENTS, Optional.empty())),
                  Map.of("code", left.required("enrolment_code").asString()),
                  201)
              .json();
      return new Enrolled(
          answer.required("clientId").asString(),
          answer.required("issuer").asString(),
          key.halves());
    } catch (GeneralSecurityException failed) {
      throw new IllegalStateException("the counter's key does not sign", failed);
    }
  }

  /** Scans; who is fast because a code was refused has not done the work. */
  void scan(String code) throws IOException, GeneralSecurityException {
    String bearer = token();
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Authorization", "DPoP " + bearer);
    headers.put("DPoP", key.proof("POST", enrolled.issuer() + VERIFY, Optional.of(bearer)));
    JsonNode answer =
        wire.post(VERIFY, headers, Map.of("code", code, "scene", Holder.SCENE), 200).json();
    if (!answer.path("verdict").asString("").equals("VALID")) {
      throw new IllegalStateException(
          "a scan ended with "
              + answer.path("outcome").asString("")
              + " "
              + answer.path("verdict").asString("")
              + " "
              + answer.at("/reason/code").asString(""));
    }
  }

  private synchronized String token() throws IOException, GeneralSecurityException {
    if (token.isEmpty() || System.nanoTime() - tokenSince > TOKEN_NANOS) {
      Map<String, String> form = new LinkedHashMap<>();
      form.put("grant_type", "client_credentials");
      form.put("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
      form.put("client_assertion", key.assertion(enrolled.client(), enrolled.issuer()));
      String proof = key.proof("POST", enrolled.issuer() + TOKEN, Optional.empty());
      token =
          Optional.of(
              wire.form(TOKEN, Map.of("DPoP", proof), form, 200)
                  .json()
                  .required("access_token")
                  .asString());
      tokenSince = System.nanoTime();
    }
    return token.orElseThrow();
  }
}

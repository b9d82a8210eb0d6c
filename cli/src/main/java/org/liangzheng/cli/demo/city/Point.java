package org.liangzheng.cli.demo.city;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.liangzheng.cli.token.OwnTokens;

/** A verifier point: a device with a key of its own, which it proves to have at each call. */
public final class Point {
  private static final String ENROLMENTS = "/v1/verifier-points/enrolments";

  private final Http http;
  private final OwnTokens tokens;
  private final FreshToken token;
  private Optional<String> client = Optional.empty();

  private Point(Http http, OwnTokens tokens, Clock clock) {
    this.http = http;
    this.tokens = tokens;
    this.token = new FreshToken(clock, this::askToken);
  }

  /** A new device, with a new key. */
  static Point device(Http http, Clock clock, SecureRandom random) {
    try {
      ECKey key = new ECKeyGenerator(Curve.P_256).secureRandom(random).generate();
      return new Point(http, new OwnTokens(key, clock, random), clock);
    } catch (JOSEException impossible) {
      throw new IllegalStateException("every Java platform has P-256", impossible);
    }
  }

  /** Spends a code of enrolment; enrolled if the answer is 201. */
  public Answer enrol(String code) {
    Answer answer =
        http.send(
            Call.json("POST", ENROLMENTS, Map.of("code", code))
                .with("DPoP", proof("POST", ENROLMENTS, Optional.empty())));
    if (answer.status() == 201) {
      client = Optional.of(answer.json().path("clientId").asString());
    }
    return answer;
  }

  public Answer get(String path) {
    return send(Call.get(path));
  }

  /** A scan. */
  public Answer scan(String code, String scene) {
    return send(
        Call.json("POST", "/v1/presentations/verify", Map.of("code", code, "scene", scene)));
  }

  /** Any call, with the token and a proof for it. */
  public Answer send(Call call) {
    String bearer = token.get();
    return http.send(
        call.with("Authorization", "DPoP " + bearer)
            .with("DPoP", proof(call.method(), call.path(), Optional.of(bearer))));
  }

  /** As somebody who has the token but not the key. */
  public Answer sendWithout(Call call) {
    return http.send(call.with("Authorization", "Bearer " + token.get()));
  }

  private String askToken() {
    String id = client.orElseThrow(() -> new IllegalStateException("not enrolled"));
    Call call = Call.token(tokens.assertion(id, http.address()));
    return http.send(call.with("DPoP", proof("POST", call.path(), Optional.empty())))
        .expect(200)
        .json()
        .path("access_token")
        .asString();
  }

  /** The address in a proof has no query (RFC 9449 §4.2). */
  private String proof(String method, String path, Optional<String> bearer) {
    int query = path.indexOf('?');
    return tokens.proof(
        method, http.address() + (query < 0 ? path : path.substring(0, query)), bearer);
  }
}

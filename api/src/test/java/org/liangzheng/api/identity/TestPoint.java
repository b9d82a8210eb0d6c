package org.liangzheng.api.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.liangzheng.api.identity.TestHttp.Answer;
import org.liangzheng.api.identity.TestHttp.Call;
import org.liangzheng.api.presentation.point.PlaceKind;
import org.liangzheng.api.presentation.point.Points;
import org.liangzheng.api.presentation.point.VerifierPoint;
import org.liangzheng.api.text.Said;
import org.liangzheng.api.web.Ids;
import org.liangzheng.verifier.crypto.Sha256Digest;
import org.liangzheng.verifier.format.licence.OrganizationId;
import org.springframework.context.ApplicationContext;
import org.springframework.transaction.support.TransactionTemplate;

/** A verifier point with its key, as a device that follows RFC 9449. */
public final class TestPoint {
  private final String base;
  private final String issuer;
  private final Clock clock;
  private final TestKey key;
  private final UUID id;
  private String token;

  private TestPoint(ApplicationContext context, UUID id, TestKey key) {
    this.base = Tokens.of(context).base();
    this.issuer = context.getBean(Issuer.class).value();
    this.clock = context.getBean(Clock.class);
    this.id = id;
    this.key = key;
  }

  /** What registering leaves: the point's id and its code. */
  public record Registered(UUID id, String code) {}

  /** Registers a point as its officers would. */
  public static Registered register(
      ApplicationContext context, OrganizationId authority, PlaceKind kind, String... scenes) {
    Points points = context.getBean(Points.class);
    String code = points.newCode();
    UUID id = context.getBean(Ids.class).next();
    context
        .getBean(TransactionTemplate.class)
        .executeWithoutResult(_ ->
            points.insert(
                new VerifierPoint(
                    id,
                    authority,
                    new Said("示例窗口 " + id, "Sample counter " + id),
                    new Said("示例大厅", "Sample hall"),
                    kind,
                    List.of(scenes),
                    context.getBean(Clock.class).instant(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty()),
                code,
                "test"));
    return new Registered(id, code);
  }

  /** A point that is enrolled over HTTP. */
  public static TestPoint enrolled(ApplicationContext context, PlaceKind kind, String... scenes) {
    Registered registered = register(context, Tokens.OWN, kind, scenes);
    TestPoint point = new TestPoint(context, registered.id(), new TestKey());
    Answer answer = point.enrol(registered.code());
    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    return point;
  }

  /** The same point with a key of its own, not enrolled. */
  public static TestPoint of(ApplicationContext context, UUID id) {
    return new TestPoint(context, id, new TestKey());
  }

  public UUID id() {
    return id;
  }

  /** Spends a code of enrolment. */
  public Answer enrol(String code) {
    String path = "/v1/verifier-points/enrolments";
    return TestHttp.send(
        base,
        Call.json("POST", path, "{\"code\":\"" + code + "\"}")
            .with("DPoP", proof("POST", path, null)));
  }

  /** Asks for a token. */
  public Answer ask(String proof) {
    Map<String, String> form = Tokens.form(key.sign(TestKey.claims(id.toString(), issuer, now())));
    Call call = Call.form("/oauth2/token", form);
    return TestHttp.send(base, proof == null ? call : call.with("DPoP", proof));
  }

  /** A token, kept. */
  public synchronized String token() {
    if (token == null) {
      Answer answer = ask(proof("POST", "/oauth2/token", null));
      assertThat(answer.status()).as(answer.body()).isEqualTo(200);
      assertThat(answer.json().get("token_type").asString()).isEqualTo("DPoP");
      token = answer.json().get("access_token").asString();
    }
    return token;
  }

  private long now() {
    return clock.instant().getEpochSecond();
  }

  /** A proof for a request; {@code forToken} null: none yet. */
  public String proof(String method, String path, String forToken) {
    return proof(claims(method, path, forToken));
  }

  /** A proof with these claims. */
  public String proof(Map<String, ?> claims) {
    Map<String, String> jwk = new LinkedHashMap<>(key.jwk().members());
    jwk.keySet().retainAll(List.of("kty", "crv", "x", "y"));
    return proof("dpop+jwt", jwk, claims);
  }

  /** A proof of another type, or by the name of another key. */
  public String proof(String type, Map<String, ?> jwk, Map<String, ?> claims) {
    return key.sign(Map.of("typ", type, "alg", "ES256", "jwk", jwk), claims);
  }

  /** The members of its key, to change one about. */
  public Map<String, String> jwk() {
    return new LinkedHashMap<>(key.jwk().members());
  }

  /** The claims of a right proof, to change one about. */
  public Map<String, Object> claims(String method, String path, String forToken) {
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("jti", UUID.randomUUID().toString());
    claims.put("htm", method);
    claims.put("htu", issuer + path);
    claims.put("iat", now());
    if (forToken != null) {
      claims.put(
          "ath",
          TestKey.BASE64.encodeToString(
              Sha256Digest.of(forToken.getBytes(StandardCharsets.US_ASCII)).value().toByteArray()));
    }
    return claims;
  }

  /** Sends a request as the point. */
  public Answer send(Call call) {
    return send(base, call);
  }

  /** The same to another node. */
  public Answer send(String node, Call call) {
    String path = call.path().replaceAll("\\?.*", "");
    return sendWith(node, call, "DPoP " + token(), proof(call.method(), path, token()));
  }

  /** With these headers. */
  public Answer sendWith(Call call, String authorization, String proof) {
    return sendWith(base, call, authorization, proof);
  }

  private static Answer sendWith(String node, Call call, String authorization, String proof) {
    Call with = call.with("Authorization", authorization);
    return TestHttp.send(node, proof == null ? with : with.with("DPoP", proof));
  }

  /** Scans. */
  public Answer verify(String code, String scene) {
    return send(scan(code, scene));
  }

  /** The request of a scan. */
  public static Call scan(String code, String scene) {
    return Call.json(
        "POST",
        "/v1/presentations/verify",
        "{\"code\":"
            + tools.jackson.databind.json.JsonMapper.shared().writeValueAsString(code)
            + ",\"scene\":\""
            + scene
            + "\"}");
  }
}

package org.liangzheng.api.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import org.liangzheng.api.identity.AccessMatrix.World;
import org.liangzheng.api.identity.TestHttp.Answer;
import org.liangzheng.api.identity.TestHttp.Call;
import org.liangzheng.verifier.format.licence.LicenceId;
import org.liangzheng.verifier.format.licence.LicenceTypeCode;
import tools.jackson.databind.json.JsonMapper;

/** Requests about batches and foreign licences that succeed for who owns them. */
final class BatchCalls {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String BATCHES = "/v1/licence-batches";
  private static final String UPLOADS = "/v1/licence-batch-uploads";
  private static final String SOURCES = "/v1/external-issuers";
  private static final String EXTERNAL = "/v1/external-licences";
  private static final String STOCK = "/v1/external-licence-batches";

  private BatchCalls() {}

  private static Call keyed(Call call) {
    return call.with("Idempotency-Key", UUID.randomUUID().toString());
  }

  /** More than a worker takes up before it looks whether it is to go on. */
  private static final int MANY = 3000;

  private static Call lines(String method, String path) {
    return lines(method, path, 1);
  }

  private static Call lines(String method, String path, int count) {
    String body = "{}\n".repeat(count);
    return keyed(new Call(method, path, Map.of("Content-Type", "application/x-ndjson"), body))
        .with("Content-Digest", "sha-256=:" + digest(body) + ":");
  }

  private static String digest(String body) {
    try {
      return Base64.getEncoder()
          .encodeToString(
              MessageDigest.getInstance("SHA-256").digest(body.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static Answer own(World world, Scope scope, Call call) {
    String token = world.tokens().bearer(world.own(), scope);
    Answer answer =
        TestHttp.send(world.tokens().base(), call.with("Authorization", "Bearer " + token));
    assertThat(answer.status()).as(answer.body()).isBetween(200, 202);
    return answer;
  }

  static Call send() {
    return lines("POST", BATCHES);
  }

  private static String batch(World world) {
    return own(world, Scope.LICENCE_ISSUE, send()).header("Location");
  }

  static Call show(World world) {
    return Call.get(batch(world));
  }

  static Call results(World world) {
    return Call.get(batch(world) + "/results");
  }

  /** Of so many lines that it is not over before it is cancelled. */
  static Call cancel(World world) {
    String upload = own(world, Scope.LICENCE_ISSUE, open()).header("Location");
    return keyed(new Call("POST", upload.replace(UPLOADS, BATCHES) + "/cancel", Map.of(), null));
  }

  static Call open() {
    return keyed(new Call("POST", UPLOADS, Map.of(), null));
  }

  static Call progress(World world) {
    return Call.get(own(world, Scope.LICENCE_ISSUE, open()).header("Location"));
  }

  static Call part(World world) {
    return lines("PUT", own(world, Scope.LICENCE_ISSUE, open()).header("Location") + "/parts/1");
  }

  static Call complete(World world) {
    Call part = part(world);
    var _ = own(world, Scope.LICENCE_ISSUE, part);
    return keyed(Call.json("POST", part.path().replace("parts/1", "completion"), "{\"parts\":1}"));
  }

  static Call register(World world) {
    return keyed(
        Call.json(
            "POST",
            SOURCES,
            "{\"code\":\"src-"
                + UUID.randomUUID().toString().substring(0, 30)
                + "\",\"name\":\"邻市示例局\",\"authority\":\""
                + world.own().value()
                + "\"}"));
  }

  /** A source of the owner's. */
  private static Answer source(World world) {
    String token = world.people().token(AccessMatrix.Role.OFFICER, Scope.EXTERNAL_ISSUER_MANAGE);
    Answer answer =
        TestHttp.send(
            world.tokens().base(), register(world).with("Authorization", "Bearer " + token));
    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    return answer;
  }

  private static String code(Answer source) {
    return source.json().at("/source/issuer").asString();
  }

  static Call heartbeat(World world) {
    String id = source(world).json().get("id").asString();
    return keyed(new Call("POST", SOURCES + "/" + id + "/heartbeat", Map.of(), null));
  }

  static Call disable(World world) {
    String id = source(world).json().get("id").asString();
    return keyed(new Call("POST", SOURCES + "/" + id + "/disable", Map.of(), null));
  }

  static Call changeKey(World world) {
    String id = source(world).json().get("id").asString();
    return keyed(
        Call.json(
            "POST",
            SOURCES + "/" + id + "/key",
            "{\"jwk\":" + JSON.writeValueAsString(new TestKey().jwk().members()) + "}"));
  }

  static Call deliver(World world) {
    String serial =
        UUID.randomUUID().toString().replace("-", "").toUpperCase(java.util.Locale.ROOT);
    String identifier =
        new LicenceId(new LicenceTypeCode("11100000MB0143028R001"), world.own().value(), serial, 1)
            .text();
    String body =
        "{\"issuer\":\""
            + code(source(world))
            + "\",\"sequence\":1,\"identifier\":\""
            + identifier
            + "\",\"holder\":{\"type\":\"001\",\"code\":\"91990100LC10000173\","
            + "\"name\":\"示例\"},\"file\":\"AAAA\"}";
    return keyed(Call.json("POST", EXTERNAL, body));
  }

  private static String licence(World world) {
    return own(world, Scope.EXTERNAL_DELIVER, deliver(world)).header("Location");
  }

  static Call external(World world, String part) {
    return Call.get(licence(world) + part).with("LZ-Use-Cause", "MATRIX");
  }

  static Call search() {
    return Call.json(
        "POST",
        EXTERNAL + "/search",
        "{\"holderType\":\"001\",\"holderCode\":\"91990100LC10000173\"}");
  }

  static Call stock(World world) {
    return lines("POST", STOCK + "?issuer=" + code(source(world)));
  }

  static Call stockOf(World world, String part) {
    return Call.get(own(world, Scope.EXTERNAL_DELIVER, stock(world)).header("Location") + part);
  }

  /** Of so many lines that it is not over before it is cancelled. */
  static Call cancelStock(World world) {
    Call stock = lines("POST", STOCK + "?issuer=" + code(source(world)), MANY);
    String path = own(world, Scope.EXTERNAL_DELIVER, stock).header("Location");
    return keyed(new Call("POST", path + "/cancel", Map.of(), null));
  }
}

package org.liangzheng.api.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.liangzheng.api.identity.AccessMatrix.guarded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.awaitility.Awaitility;
import org.liangzheng.api.identity.AccessMatrix.Row;
import org.liangzheng.api.identity.AccessMatrix.World;
import org.liangzheng.api.identity.TestHttp.Answer;
import org.liangzheng.api.identity.TestHttp.Call;
import org.liangzheng.verifier.format.licence.OrganizationId;

/** Licences: issuing, reading, acts, copies, search. */
final class LicenceMatrix {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String EXAMPLE = example();

  private static String example() {
    try {
      return Files.readString(
          Path.of(System.getProperty("house.root"), "docs/examples/business-licence.json"));
    } catch (IOException failed) {
      throw new IllegalStateException(failed);
    }
  }

  static final List<Row> ROWS =
      List.of(
          // The type names its issuing authorities, and the other department is none of them.
          guarded("POST /v1/licences", Scope.LICENCE_ISSUE, 201, 403, _ -> issue()),
          guarded("GET /v1/licences/{id}", Scope.LICENCE_READ, 200, 404, world -> read(world, "")),
          guarded(
              "GET /v1/licences/{id}/file",
              Scope.LICENCE_READ,
              200,
              404,
              world -> read(world, "/file")),
          guarded(
              "GET /v1/licences/{id}/proof", Scope.LICENCE_READ, 200, 404, world -> proof(world)),
          guarded(
              "POST /v1/licences/{id}/versions",
              Scope.LICENCE_ISSUE,
              201,
              404,
              world ->
                  post(
                      read(world, "/versions").path(),
                      "{\"act\": \"CHANGE\", \"number\": \"N-2\"}")),
          guarded(
              "POST /v1/licences/{id}/status",
              Scope.LICENCE_ACT,
              201,
              404,
              world ->
                  post(
                      read(world, "/status").path(),
                      "{\"act\": \"SUSPEND\", \"reasonCode\": \"MATRIX\","
                          + " \"reason\": \"example\"}")),
          guarded(
              "GET /v1/licences/{id}/status",
              Scope.LICENCE_READ,
              200,
              404,
              world -> read(world, "/status")),
          guarded(
              "POST /v1/licences/{id}/annotated-copies",
              Scope.LICENCE_COPY,
              201,
              404,
              world -> annotatedCopy(world)),
          guarded(
              "GET /v1/annotated-copies/{id}",
              Scope.LICENCE_COPY,
              200,
              404,
              world -> madeCopy(world, "")),
          guarded(
              "GET /v1/annotated-copies/{id}/file",
              Scope.LICENCE_COPY,
              200,
              404,
              world -> madeCopy(world, "/file")),
          // Each authority finds its own.
          guarded(
              "POST /v1/licences/search",
              Scope.LICENCE_READ,
              200,
              200,
              _ -> Call.json("POST", "/v1/licences/search", "{\"limit\": 1}")),
          guarded(
              "POST /v1/licences/export",
              Scope.LICENCE_EXPORT,
              200,
              200,
              _ ->
                  Call.json(
                      "POST",
                      "/v1/licences/export",
                      "{\"cause\": \"MATRIX\", \"criteria\": {\"status\": \"REVOKED\"}}")));

  private LicenceMatrix() {}

  /** The example of the documentation, for another company each time. */
  private static Call issue() {
    String uscc = company();
    return Call.json("POST", "/v1/licences", EXAMPLE.replace("91990100LC10000173", uscc))
        .with("Idempotency-Key", "matrix-" + uscc);
  }

  private static Call annotatedCopy(World world) {
    LocalDate day =
        LocalDate.ofInstant(
            world.context().getBean(Clock.class).instant(), ZoneId.of("Asia/Shanghai"));
    return post(
        read(world, "/annotated-copies").path(),
        "{\"cause\": \"示例\", \"caseNumber\": \"例〔2026〕1号\", \"asker\": \"示例法院\","
            + " \"useCause\": \"MATRIX\", \"expiry\": \""
            + day
            + "\"}");
  }

  private static Call madeCopy(World world, String part) {
    String token = world.tokens().bearer(world.own(), Scope.LICENCE_COPY);
    Answer made =
        TestHttp.send(
            world.tokens().base(), annotatedCopy(world).with("Authorization", "Bearer " + token));
    assertThat(made.status()).as(made.body()).isEqualTo(201);
    return Call.get(made.header("Location") + part).with("LZ-Use-Cause", "MATRIX");
  }

  private static Call post(String path, String body) {
    return Call.json("POST", path, body).with("Idempotency-Key", "matrix-" + company());
  }

  private static String company() {
    StringBuilder code = new StringBuilder("91990100L");
    while (code.length() < 17) {
      code.append((char) ('0' + RANDOM.nextInt(10)));
    }
    return code.append(OrganizationId.checkCharacter(code.toString())).toString();
  }

  /** Of a licence that the owner has just issued. */
  static Call read(World world, String part) {
    String token = world.tokens().bearer(world.own(), Scope.LICENCE_ISSUE);
    Answer issued =
        TestHttp.send(world.tokens().base(), issue().with("Authorization", "Bearer " + token));
    assertThat(issued.status()).as(issued.body()).isEqualTo(201);
    return Call.get(issued.header("Location") + part).with("LZ-Use-Cause", "MATRIX");
  }

  /** Its checkpoint is signed a moment after the issuing. */
  private static Call proof(World world) {
    Call call = read(world, "/proof");
    String token = world.tokens().bearer(world.own(), Scope.LICENCE_READ);
    await(world, call.with("Authorization", "Bearer " + token));
    return call;
  }

  static void await(World world, Call call) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> TestHttp.send(world.tokens().base(), call).status() == 200);
  }
}

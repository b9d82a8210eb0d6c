package org.liangzheng.api.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.UUID;
import org.liangzheng.api.identity.AccessMatrix.World;
import org.liangzheng.api.identity.TestHttp.Answer;
import org.liangzheng.api.identity.TestHttp.Call;
import org.liangzheng.signer.sample.SampleDepartment;
import org.liangzheng.testkit.TestPages;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Requests about seals that succeed for who owns them; of the matrix. */
final class SealRows {
  private static final String DOCUMENT =
      Base64.getEncoder().encodeToString(TestPages.pages(1, "210", "297").build());
  private static final String PLACES = "[{\"at\":{\"page\":1,\"x\":20,\"y\":20}}]";

  private SealRows() {}

  private static Call keyed(String path, String body) {
    return Call.json("POST", path, body).with("Idempotency-Key", UUID.randomUUID().toString());
  }

  /** The office seal that the sample city begins with. */
  private static String seal(World world) {
    return world
        .context()
        .getBean(JdbcClient.class)
        .sql(
            "select id from seal where authority = ? and kind = 'OFFICE' and state = 'ACTIVE'"
                + " order by id limit 1")
        .param(world.own().value())
        .query(UUID.class)
        .single()
        .toString();
  }

  static Call show(World world) {
    return Call.get("/v1/seals/" + seal(world));
  }

  static Call history(World world) {
    return Call.get("/v1/seals/" + seal(world) + "/history");
  }

  static Call preview() {
    return Call.json(
        "POST",
        "/v1/seal-pictures",
        "{\"picture\":{\"person\":{\"name\":\"示例人\",\"side\":20},\"format\":\"SVG\"}}");
  }

  static Call apply() {
    return keyed(
        "/v1/seals",
        "{\"name\":\"示例章\",\"kind\":\"OFFICE\",\"picture\":"
            + "{\"organization\":{\"name\":\"示例局\",\"diameter\":40}}}");
  }

  static Call act(World world) {
    return keyed("/v1/seals/" + seal(world) + "/acts", "{\"act\":\"REVOKE\",\"reason\":\"示例\"}");
  }

  static Call use(World world) {
    return keyed(
        "/v1/seal-signatures",
        "{\"seal\":\""
            + seal(world)
            + "\",\"document\":\""
            + DOCUMENT
            + "\",\"places\":"
            + PLACES
            + "}");
  }

  private static Answer asOwner(World world, Scope scope, Call call, int status) {
    Answer answer =
        TestHttp.send(
            world.tokens().base(),
            call.with("Authorization", "Bearer " + world.tokens().bearer(world.own(), scope)));
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    return answer;
  }

  static Call file(World world) {
    return Call.get(asOwner(world, Scope.SEAL_USE, use(world), 201).json().get("file").asString());
  }

  /** Does not concern the second department of the matrix. */
  static Call task() {
    String party = "{\"authority\":\"%s\",\"places\":" + PLACES + "}";
    return keyed(
        "/v1/sealing-tasks",
        "{\"title\":\"示例\",\"order\":\"PARALLEL\",\"document\":\""
            + DOCUMENT
            + "\",\"parties\":["
            + party.formatted(SampleDepartment.MARKET.id().value())
            + ","
            + party.formatted(SampleDepartment.DATA.id().value())
            + "]}");
  }

  private static Answer made(World world) {
    return asOwner(world, Scope.SEAL_USE, task(), 201);
  }

  static Call showTask(World world) {
    return Call.get(made(world).header("Location"));
  }

  static Call taskFile(World world) {
    return Call.get(made(world).header("Location") + "/file");
  }

  static Call approveTask(World world) {
    Answer made = made(world);
    return keyed(
        made.header("Location") + "/approval",
        "{\"seal\":\""
            + seal(world)
            + "\",\"document\":\""
            + made.json().get("original").asString()
            + "\"}");
  }

  static Call refuseTask(World world) {
    return keyed(made(world).header("Location") + "/refusal", "{\"reason\":\"示例\"}");
  }

  static Call withdrawTask(World world) {
    return keyed(made(world).header("Location") + "/withdrawal", "{}");
  }
}

package org.liangzheng.api.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.liangzheng.api.catalogue.JointTypes;
import org.liangzheng.api.identity.AccessMatrix.World;
import org.liangzheng.api.identity.TestHttp.Answer;
import org.liangzheng.api.identity.TestHttp.Call;
import org.liangzheng.api.seal.SealWorld;

/** Requests about leave to use a seal; of the matrix. */
final class SealGrantRows {
  private SealGrantRows() {}

  /** A type that the other department issues and the owner seals too. */
  private static String asked(World world) {
    String code =
        JointTypes.published(
                world.context(),
                world.own(),
                type -> type.putArray("issuers").add(world.foreign().value()))
            .get("code")
            .asString();
    return "{\"type\":\"" + code + "\",\"version\":1}";
  }

  private static Call keyed(String path, String body) {
    return Call.json("POST", path, body).with("Idempotency-Key", UUID.randomUUID().toString());
  }

  static Call propose(World world) {
    return keyed("/v1/seal-grants", asked(world));
  }

  static Call withdraw(World world) {
    SealWorld keepers = SealWorld.own(world.context());
    Answer proposed = keepers.post("/v1/seal-grants", asked(world));
    assertThat(keepers.approve(proposed).status()).as(proposed.body()).isEqualTo(200);
    return keyed(
        "/v1/seal-grants/" + proposed.json().get("proposal").asString() + "/withdrawal",
        "{\"reason\":\"示例\"}");
  }
}

package org.liangzheng.api.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.liangzheng.api.catalogue.Catalogue;
import org.liangzheng.api.catalogue.TestTypes;
import org.liangzheng.api.catalogue.publication.PublishedVersion;
import org.liangzheng.api.identity.AccessMatrix.Role;
import org.liangzheng.api.identity.AccessMatrix.World;
import org.liangzheng.api.identity.TestHttp.Answer;
import org.liangzheng.api.identity.TestHttp.Call;
import org.liangzheng.verifier.format.licence.LicenceTypeCode;
import tools.jackson.databind.node.ObjectNode;

/** Requests of the matrix about the catalogue, each about things made for it. */
final class CatalogueCalls {
  private CatalogueCalls() {}

  private static Call keyed(String path, String body) {
    return Call.json("POST", path, body).with("Idempotency-Key", UUID.randomUUID().toString());
  }

  static Call type(World world, String part) {
    return Call.get("/v1/licence-types/" + published(world) + part);
  }

  static Call withdraw(World world) {
    return keyed("/v1/licence-types/" + published(world) + "/withdrawal", "{\"reason\":\"示例\"}");
  }

  private static UUID published(World world) {
    ObjectNode definition = TestTypes.published(world.context(), _ -> {});
    LicenceTypeCode code = new LicenceTypeCode(definition.get("code").asString());
    return world
        .context()
        .getBean(Catalogue.class)
        .newest(code)
        .map(PublishedVersion::id)
        .orElseThrow();
  }

  static Call make() {
    return keyed("/v1/licence-type-drafts", TestTypes.valid().toString());
  }

  private static String draft(World world) {
    Answer made =
        TestHttp.send(
            world.tokens().base(),
            make()
                .with(
                    "Authorization",
                    "Bearer " + world.people().token(Role.OFFICER, Scope.CATALOGUE_MANAGE)));
    assertThat(made.status()).as(made.body()).isEqualTo(201);
    return made.header("Location");
  }

  static Call show(World world) {
    return Call.get(draft(world));
  }

  static Call change(World world, String part) {
    return keyed(draft(world) + part, TestTypes.valid().toString());
  }
}

package org.liangzheng.api.licence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.liangzheng.api.licence.TestCity.Reply;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** A digest is sealed with the department's office seal. */
final class SealUseDeed implements Deed {
  private volatile String seal = "";

  @Override
  public String name() {
    return "seal";
  }

  @Override
  public void prepare(TestCity city) {
    for (JsonNode one : city.read("/v1/seals").json().get("seals")) {
      if (one.get("kind").asString().equals("OFFICE")
          && one.get("state").asString().equals("ACTIVE")) {
        seal = one.get("id").asString();
      }
    }
    assertThat(seal).as("an active office seal").isNotEmpty();
  }

  @Override
  public Optional<Order> next(int number, List<Done> own) {
    return Optional.of(
        Order.json(
            "/v1/seal-signatures",
            LicenceRequests.JSON
                .createObjectNode()
                .put("seal", seal)
                .put("digest", String.format(Locale.ROOT, "%064x", number))
                .put("property", "/Doc_0/Signs/Sign_0/Signature.xml")));
  }

  @Override
  public boolean fulfilled(Reply reply) {
    return reply.status() == 201;
  }

  /** Each acknowledged use stands in the seal book once, and nothing else does. */
  @Override
  public void prove(List<Done> done, JdbcClient database, TestCity city) {
    List<String> uses =
        done.stream()
            .map(one -> LicenceRequests.JSON.readTree(one.answer()).get("id").asString())
            .toList();
    assertThat(uses).as("uses of the seal").isNotEmpty();
    assertThat(
            database
                .sql("select id::text from seal_use where seal = ?::uuid")
                .param(seal)
                .query(String.class)
                .list())
        .containsExactlyInAnyOrderElementsOf(uses);
    for (Done one : done) {
      assertThat(one.order().send(city, one.key()).body()).as(one.key()).isEqualTo(one.answer());
    }
    assertThat(
            database
                .sql(
                    "select count(*) from seal_use u where u.seal = ?::uuid and not exists (select"
                        + " from custody_attempt a where a.outcome = 'SIGNED' and a.subject like"
                        + " '%/use:' || u.id)")
                .param(seal)
                .query(Long.class)
                .single())
        .as("uses without the record of their signature")
        .isZero();
  }
}

package org.liangzheng.api.licence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.liangzheng.api.licence.TestCity.Reply;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** A licence that the client issued itself is suspended, and resumed the next time. */
final class StatusDeed implements Deed {
  @Override
  public String name() {
    return "status";
  }

  @Override
  public Optional<Order> next(int number, List<Done> own) {
    List<String> licences =
        own.stream()
            .filter(done -> done.deed() instanceof IssueDeed)
            .map(done -> LicenceRequests.JSON.readTree(done.answer()).get("id").asString())
            .toList();
    if (licences.isEmpty()) {
      return Optional.empty();
    }
    String path = "/v1/licences/" + licences.get(number % licences.size()) + "/status";
    long before = own.stream().filter(done -> done.order().path().equals(path)).count();
    return Optional.of(
        Order.json(
            path,
            LicenceRequests.JSON
                .createObjectNode()
                .put("act", before % 2 == 0 ? "SUSPEND" : "RESUME")
                .put("reasonCode", "TEST-REASON")
                .put("reason", "示例事由")));
  }

  @Override
  public boolean fulfilled(Reply reply) {
    return reply.status() == 201;
  }

  /** Each acknowledged act is there once, in the client's order, and is the licence's state. */
  @Override
  public void prove(List<Done> done, JdbcClient database, TestCity city) {
    Map<String, List<String>> told = new HashMap<>();
    for (Done one : done) {
      told.computeIfAbsent(one.order().path(), _ -> new ArrayList<>())
          .add(LicenceRequests.JSON.readTree(one.answer()).get("id").asString());
    }
    assertThat(told).as("licences whose status changed").isNotEmpty();
    told.forEach((path, acts) -> {
      JsonNode status = city.read(path).json();
      List<String> kept = new ArrayList<>();
      status.get("acts").forEach(act -> kept.add(act.get("id").asString()));
      assertThat(kept).as(path).containsExactlyInAnyOrderElementsOf(acts).hasSize(acts.size());
      String id = path.split("/", -1)[3];
      assertThat(
              database
                  .sql("select status from licence where id = ?::uuid")
                  .param(id)
                  .query(String.class)
                  .single())
          .as(path)
          .isEqualTo(acts.size() % 2 == 0 ? "IN_FORCE" : "SUSPENDED");
    });
  }
}

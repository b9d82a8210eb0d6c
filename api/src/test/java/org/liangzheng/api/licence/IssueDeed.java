package org.liangzheng.api.licence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.liangzheng.api.licence.TestCity.Reply;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** A licence is issued. */
final class IssueDeed implements Deed {
  @Override
  public String name() {
    return "issue";
  }

  @Override
  public Optional<Order> next(int number, List<Done> own) {
    return Optional.of(
        Order.json(
            "/v1/licences",
            LicenceRequests.valid(LicenceRequests.company(number), "亮城市第" + number + "号示例店")));
  }

  @Override
  public boolean fulfilled(Reply reply) {
    return reply.status() == 201;
  }

  @Override
  public void prove(List<Done> done, JdbcClient database, TestCity city) {
    List<JsonNode> answers =
        done.stream().map(one -> LicenceRequests.JSON.readTree(one.answer())).toList();
    List<String> ids = answers.stream().map(answer -> answer.get("id").asString()).toList();
    assertThat(ids).doesNotHaveDuplicates();
    assertThat(answers.stream().map(answer -> answer.get("identifier").asString()).toList())
        .as("identifiers")
        .doesNotHaveDuplicates();
    assertThat(
            database
                .sql(
                    "select id::text from licence where id not in"
                        + " (select subject from licence_batch_line where subject is not null)")
                .query(String.class)
                .list())
        .as("every acknowledged licence is there once, and no other")
        .containsExactlyInAnyOrderElementsOf(ids);
    assertThat(
            database
                .sql(
                    "select count(*) from licence_version v where not exists (select from"
                        + " custody_attempt a where a.act = 'SEAL_LICENCE' and"
                        + " a.outcome = 'SIGNED' and a.subject like '%/licence-version:' || v.id)")
                .query(Long.class)
                .single())
        .as("versions without the record of their signature")
        .isZero();
    Map<String, String> states = new HashMap<>();
    database
        .sql("select id::text, status from licence")
        .query(row -> {
          states.put(row.getString(1), row.getString(2));
        });
    done.parallelStream().forEach(one -> verifies(one, city, states));
  }

  private static void verifies(Done one, TestCity city, Map<String, String> states) {
    Reply again = one.order().send(city, one.key());
    assertThat(again.body()).as(one.key()).isEqualTo(one.answer());
    Reply file = city.read(again.header("Location") + "/file");
    boolean inForce = states.get(again.id()).equals("IN_FORCE");
    assertThat(city.verify(file.body()).verdict())
        .as(one.key())
        .isEqualTo(inForce ? "VALID" : "NOT_IN_FORCE");
  }
}

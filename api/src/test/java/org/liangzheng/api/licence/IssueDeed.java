package org.liangzheng.api.licence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
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
        new Order(
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
    assertThat(database.sql("select id::text from licence").query(String.class).list())
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
    done.parallelStream().forEach(one -> verifies(one, city));
  }

  private static void verifies(Done one, TestCity city) {
    Reply again = city.issue(one.key(), one.order().body());
    assertThat(again.body()).as(one.key()).isEqualTo(one.answer());
    Reply file = city.read(again.header("Location") + "/file");
    assertThat(city.verify(file.body()).verdict()).as(one.key()).isEqualTo("VALID");
  }
}

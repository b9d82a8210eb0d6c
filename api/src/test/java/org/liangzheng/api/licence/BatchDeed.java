package org.liangzheng.api.licence;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.liangzheng.api.licence.TestCity.Reply;
import org.liangzheng.api.licence.batch.TestBatches;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A few licences are issued by batch, with a line among them that is wrong. */
final class BatchDeed implements Deed {
  private static final int LINES = 4;
  private static final int APART = 100_000;

  @Override
  public String name() {
    return "batch";
  }

  @Override
  public Optional<Order> next(int number, List<Done> own) {
    StringBuilder lines = new StringBuilder("{}\n");
    for (int i = 0; i < LINES; i++) {
      lines
          .append(
              LicenceRequests.valid(
                  LicenceRequests.company(APART + number * LINES + i), "亮城市批量第" + number + "号示例店"))
          .append('\n');
    }
    byte[] body = lines.toString().getBytes(StandardCharsets.UTF_8);
    return Optional.of(
        new Order(
            "/v1/licence-batches",
            Map.of(
                "Content-Type", "application/x-ndjson", "Content-Digest", TestBatches.digest(body)),
            body));
  }

  @Override
  public boolean fulfilled(Reply reply) {
    return reply.status() == 202;
  }

  /** Each acknowledged batch ends, its good lines are one licence each, its bad one is refused. */
  @Override
  public void prove(List<Done> done, JdbcClient database, TestCity city) {
    List<String> batches =
        done.stream()
            .map(one -> LicenceRequests.JSON.readTree(one.answer()).get("id").asString())
            .toList();
    assertThat(batches).as("batches").isNotEmpty().doesNotHaveDuplicates();
    assertThat(database.sql("select id::text from licence_batch").query(String.class).list())
        .containsExactlyInAnyOrderElementsOf(batches);
    for (String batch : batches) {
      assertThat(
              database
                  .sql(
                      "select l.state || ' ' || (l.subject is not null and exists (select from"
                          + " licence where id = l.subject)) from licence_batch_line l"
                          + " where l.batch = ?::uuid order by l.line")
                  .param(batch)
                  .query(String.class)
                  .list())
          .as(batch)
          .containsExactly("REFUSED false", "DONE true", "DONE true", "DONE true", "DONE true");
    }
    assertThat(
            database
                .sql(
                    "select count(*) - count(distinct subject) from licence_batch_line"
                        + " where subject is not null")
                .query(Long.class)
                .single())
        .as("licences that two lines share")
        .isZero();
  }
}

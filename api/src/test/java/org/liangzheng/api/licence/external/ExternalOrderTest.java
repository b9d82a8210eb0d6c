package org.liangzheng.api.licence.external;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.liangzheng.api.ApiTest;
import org.liangzheng.api.licence.LicenceRequests;
import org.liangzheng.api.licence.batch.TestBatches;
import org.liangzheng.api.licence.batch.TestBatches.Reply;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Whatever the order, the repetitions and the corrections: each foreign licence is there once. */
@ApiTest
class ExternalOrderTest extends ExternalRig {
  /** Every order of arrival, each word twice, comes to the same end. */
  @Test
  void theOrderOfArrivalDoesNotMatter() {
    ExternalIssuer source = source(Optional.empty());
    List<List<Integer>> orders = new ArrayList<>();
    permute(new ArrayList<>(List.of(0, 1, 2, 3)), 0, orders);
    assertThat(orders).hasSize(24);
    List<JsonNode> ends = new ArrayList<>();
    for (List<Integer> order : orders) {
      String identifier = identifier(serial());
      List<ObjectNode> words =
          List.of(
              content(source, 1, identifier).put("status", "IN_FORCE"),
              word(source, 2, identifier).put("status", "SUSPENDED"),
              content(source, 3, identifier),
              word(source, 4, identifier).put("status", "REVOKED"));
      String id = "";
      for (int one : order) {
        Reply first = deliver(words.get(one));
        assertThat(first.status()).as(first.body()).isIn(200, 201);
        Reply again = deliver(words.get(one));
        assertThat(again.json().get("outcome").asString()).isIn("REPEATED", "OUTDATED");
        id = again.json().get("id").asString();
      }
      JsonNode view = read(id);
      ObjectNode end = TestBatches.JSON.createObjectNode();
      for (String part : List.of("status", "number", "data", "holder", "findings", "verdict")) {
        end.set(part, view.get(part));
      }
      ends.add(end);
    }
    assertThat(ends).allMatch(end -> end.equals(ends.getFirst()));
    assertThat(ends.getFirst().get("status").asString()).isEqualTo("REVOKED");
    assertThat(ends.getFirst().get("number").asString()).isEqualTo("NR-3");
    assertThat(ends.getFirst().get("verdict").asString()).isEqualTo("NOT_IN_FORCE");
  }

  private static void permute(List<Integer> list, int at, List<List<Integer>> all) {
    if (at == list.size()) {
      all.add(List.copyOf(list));
    }
    for (int i = at; i < list.size(); i++) {
      java.util.Collections.swap(list, at, i);
      permute(list, at + 1, all);
      java.util.Collections.swap(list, at, i);
    }
  }

  /** The same new licence, delivered by several at once, is one licence. */
  @Test
  void deliveriesAtTheSameTimeMakeOneLicence() throws Exception {
    ExternalIssuer source = source(Optional.empty());
    String identifier = identifier(serial());
    List<java.util.concurrent.Future<Reply>> replies = new ArrayList<>();
    try (java.util.concurrent.ExecutorService threads =
        java.util.concurrent.Executors.newFixedThreadPool(8)) {
      for (int i = 0; i < 8; i++) {
        int sequence = 1 + i % 4;
        replies.add(threads.submit(() -> deliver(content(source, sequence, identifier))));
      }
    }
    for (var reply : replies) {
      assertThat(reply.get().status()).as(reply.get().body()).isIn(200, 201, 503);
    }
    assertThat(deliver(content(source, 5, identifier)).json().get("outcome").asString())
        .isEqualTo("UPDATED");
    String id = found(reader, "{\"identifier\":\"" + identifier + "\"}").getFirst();
    assertThat(read(id).get("number").asString()).isEqualTo("NR-5");
    assertThat(
            database
                .sql("select count(*) from external_licence where issuer = ?")
                .param(source.id())
                .query(Integer.class)
                .single())
        .isOne();
  }

  /** A holder stands in the index as long as one licence leads there, and no longer. */
  @Test
  void aCorrectedHolderLeavesTheIndexWithItsLastLicence() {
    ExternalIssuer source = source(Optional.empty());
    List<String> identifiers = List.of(identifier(serial()), identifier(serial()));
    for (String identifier : identifiers) {
      assertThat(deliver(holder(content(source, 1, identifier), 777_101)).status()).isEqualTo(201);
    }
    String licence =
        found(reader, "{\"identifier\":\"" + identifiers.getFirst() + "\"}").getFirst();
    UUID before = surrogate(licence);
    assertThat(leadingTo(before)).isOne();
    deliver(holder(content(source, 2, identifiers.getFirst()), 777_102));
    assertThat(surrogate(licence)).isNotEqualTo(before);
    assertThat(leadingTo(before)).as("the other licence is still there").isOne();
    deliver(holder(content(source, 2, identifiers.getLast()), 777_102));
    assertThat(leadingTo(before)).isZero();
    assertThat(leadingTo(surrogate(licence))).isOne();
  }

  private static ObjectNode holder(ObjectNode word, int company) {
    word.withObject("holder").put("code", LicenceRequests.company(company));
    return word;
  }

  private UUID surrogate(String licence) {
    return database
        .sql("select holder from external_licence where id = ?::uuid")
        .param(licence)
        .query(UUID.class)
        .single();
  }

  private int leadingTo(UUID holder) {
    return database
        .sql("select count(*) from external_holder where holder = ?")
        .param(holder)
        .query(Integer.class)
        .single();
  }

  @Test
  void stockComesInByTheBatch() {
    ExternalIssuer source = source(Optional.empty());
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 120; i++) {
      ObjectNode word = content(source, 1, identifier(serial()));
      word.remove("issuer");
      lines.add(i == 60 ? "{\"sequence\":0}" : word.toString());
    }
    lines.add(lines.getFirst());
    byte[] body = TestBatches.body(lines);
    String path = STOCK + "?issuer=" + source.code();
    UUID batch = deliverer.send(path, key(), body, TestBatches.digest(body)).id();
    JsonNode done = deliverer.untilFinished(STOCK, batch, Duration.ofMinutes(3));
    assertThat(done.get("done").asInt()).isEqualTo(120);
    assertThat(done.get("refused").asInt()).isEqualTo(1);
    List<JsonNode> results = deliverer.results(STOCK, batch, 50);
    assertThat(results.get(60).at("/problem/errors").size()).isGreaterThanOrEqualTo(3);
    // The same stock once more takes nothing in a second time.
    UUID again = deliverer.send(path, key(), body, TestBatches.digest(body)).id();
    deliverer.untilFinished(STOCK, again, Duration.ofMinutes(3));
    assertThat(
            deliverer.results(STOCK, again, 500).stream()
                .map(one -> one.get("outcome").asString())
                .distinct())
        .containsExactlyInAnyOrder("REPEATED", "REFUSED");
    assertThat(
            database
                .sql("select count(*) from external_licence where issuer = ?")
                .param(source.id())
                .query(Integer.class)
                .single())
        .isEqualTo(119);
  }
}

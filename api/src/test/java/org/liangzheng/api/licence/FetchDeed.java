package org.liangzheng.api.licence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.liangzheng.api.licence.TestCity.Reply;
import org.liangzheng.verifier.format.licence.PersonId;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An annotated copy of a licence that the client issued itself is fetched for a case that it
 * opened: no fetch without receipt, no receipt without fetch.
 */
final class FetchDeed implements Deed {
  private static final String CASES = "/v1/cases";
  private static final String FETCHES = "/fetches";

  @Override
  public String name() {
    return "fetch";
  }

  private static JsonNode read(byte[] json) {
    return LicenceRequests.JSON.readTree(json);
  }

  /** A case for the last own licence that has none; else a fetch in one whose licence is in force. */
  @Override
  public Optional<Order> next(int number, List<Done> own) {
    List<Done> issued = own.stream().filter(one -> one.deed() instanceof IssueDeed).toList();
    if (issued.isEmpty()) {
      return Optional.empty();
    }
    Done licence = issued.get(number % issued.size());
    String company = read(licence.order().body()).at("/holder/code").asString();
    Optional<String> opened =
        own.stream()
            .filter(one -> one.deed() == this && one.order().path().equals(CASES))
            .filter(one ->
                read(one.order().body()).at("/holders/0/code").asString().equals(company))
            .map(one -> CASES + "/" + read(one.answer()).get("id").asString())
            .findFirst();
    if (opened.isEmpty()) {
      return Optional.of(Order.json(CASES, request(number, company)));
    }
    String status = "/v1/licences/" + read(licence.answer()).get("id").asString() + "/status";
    long acts = own.stream().filter(one -> one.order().path().equals(status)).count();
    return acts % 2 == 0
        ? Optional.of(
            Order.json(
                opened.get() + FETCHES,
                LicenceRequests.JSON
                    .createObjectNode()
                    .put("material", "BUSINESS_LICENCE")
                    .put("form", "COPY")))
        : Optional.empty();
  }

  private static ObjectNode request(int number, String company) {
    ObjectNode body =
        LicenceRequests.JSON
            .createObjectNode()
            .put("matter", "FOOD_BUSINESS_PERMIT")
            .put("caseNumber", "例〔2026〕" + number + "号");
    var holders = body.putArray("holders");
    holders.addObject().put("role", "APPLICANT").put("type", "001").put("code", company);
    String first17 = "99010019800101001";
    holders
        .addObject()
        .put("role", "PRINCIPAL")
        .put("type", "111")
        .put("code", first17 + PersonId.checkCharacter(first17));
    return body;
  }

  @Override
  public boolean fulfilled(Reply reply) {
    return reply.status() == 201;
  }

  @Override
  public void prove(List<Done> done, JdbcClient database, TestCity city) {
    Set<String> cases = new HashSet<>();
    Set<String> fetches = new HashSet<>();
    for (Done one : done) {
      JsonNode answer = read(one.answer());
      boolean opened = one.order().path().equals(CASES);
      assertThat((opened ? cases : fetches).add(answer.get("id").asString())).isTrue();
      if (!opened) {
        JsonNode kept =
            read(city.read("/v1/receipts/" + answer.get("id").asString() + "/file").body());
        for (String part : List.of("batch", "leaf", "path", "place")) {
          assertThat(kept.get(part)).as(one.key()).isEqualTo(answer.get("receipt").get(part));
        }
        assertThat(one.order().send(city, one.key()).body()).isEqualTo(one.answer());
      }
    }
    assertThat(fetches).as("fetches").isNotEmpty();
    assertThat(strings(database, "select id::text from sharing_case"))
        .as("every acknowledged case is there once, and no other")
        .containsExactlyInAnyOrderElementsOf(cases);
    assertThat(strings(database, "select id::text from sharing_fetch"))
        .as("every acknowledged fetch is there once with its receipt, and no other")
        .containsExactlyInAnyOrderElementsOf(fetches);
    assertThat(
            strings(
                database,
                "select subject::text from audit_entry where act = 'LICENCE_FETCHED'"))
        .as("the log has each fetch once")
        .containsExactlyInAnyOrderElementsOf(fetches);
    assertThat(
            strings(
                database,
                "select f.id::text from sharing_fetch f where f.file is null or not exists"
                    + " (select from document_file d where d.id = f.file)"))
        .as("fetches without their file")
        .isEmpty();
    assertThat(
            database
                .sql(
                    "select count(*) from custody_attempt where act = 'SIGN_RECEIPT'"
                        + " and outcome = 'SIGNED'")
                .query(Integer.class)
                .single())
        .as("signatures of receipts have their records")
        .isPositive();
  }

  private static List<String> strings(JdbcClient database, String sql) {
    return database.sql(sql).query(String.class).list();
  }
}

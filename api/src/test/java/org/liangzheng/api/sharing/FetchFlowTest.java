package org.liangzheng.api.sharing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.liangzheng.api.sharing.SharingWorld.coverage;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.liangzheng.api.ApiTest;
import org.liangzheng.api.identity.TestHttp.Answer;
import org.liangzheng.verifier.format.json.CanonicalJson;
import org.liangzheng.verifier.format.receipt.UsageReceipt;
import tools.jackson.databind.JsonNode;

/** Fetches and their receipts. */
@ApiTest
class FetchFlowTest extends SharingTest {
  @Test
  void aMaterialByStatuteIsFetchedWithAReceiptThatProvesItOffline() throws Exception {
    String licence = world.issue(company);
    Answer opened = world.open(world.market(), company);
    assertThat(opened.status()).as(opened.body()).isEqualTo(201);
    assertThat(coverage(opened.json(), "LICENCE")).isEqualTo("COVERED ");
    assertThat(coverage(opened.json(), "OTHER")).isEqualTo("ASK_HOLDER ");
    assertThat(opened.json().at("/materials/0/choices/0/licences/0/id").asString())
        .isEqualTo(licence);
    String path = opened.header("Location");

    JsonNode fetch = fetched(world.market(), path, "LICENCE", "FIELDS");
    assertThat(fetch.get("fields").propertyNames()).containsExactlyInAnyOrder("name", "uscc");
    assertThat(fetch.at("/fields/uscc").asString()).isEqualTo(company.uscc());
    byte[] inAnswer = CanonicalJson.write(fetch.get("receipt"));
    UsageReceipt receipt = verified(inAnswer).receipt().orElseThrow();
    assertThat(receipt.facts().isAbout(CanonicalJson.write(fetch.get("fields")))).isTrue();
    assertThat(receipt.facts().asking().caseNumber()).isEqualTo("例〔2026〕7号");
    assertThat(receipt.facts().asking().consent()).isEmpty();
    assertThat(receipt.facts().licence().id()).hasToString(licence);

    String id = fetch.get("id").asString();
    assertThat(acts(id)).containsExactly("LICENCE_FETCHED");
    // Asker, issuer and holder hold it; the log's proof comes a moment later.
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() ->
            world
                .show(world.market(), "/v1/receipts/" + id)
                .get("log")
                .asString()
                .equals("INCLUDED"));
    byte[] logged = world.bytes(world.market(), "/v1/receipts/" + id + "/file");
    assertThat(verified(logged).logged()).isTrue();
    assertThat(world.bytes(company.holder(), "/v1/holder/receipts/" + id)).isEqualTo(logged);

    assertThat(judged(logged)).isEqualTo("VALID  INCLUDED");
    assertThat(
            judged(
                new String(logged, StandardCharsets.UTF_8)
                    .replace("\"place\":0", "\"place\":1")
                    .replaceFirst("\"leaf\":\"ey", "\"leaf\":\"eY")
                    .getBytes(StandardCharsets.UTF_8)))
        .startsWith("UNREADABLE RECEIPT_MALFORMED");

    JsonNode answer = fetched(world.market(), path, "LICENCE", "ANSWER");
    assertThat(answer.at("/answers/SELLS_WHOLESALE").asBoolean()).isTrue();
    assertThat(answer.at("/answers/TEN_YEARS").asBoolean()).isFalse();
    assertThat(answer.has("fields")).isFalse();
    assertThat(
            verified(CanonicalJson.write(answer.get("receipt")))
                .receipt()
                .orElseThrow()
                .facts()
                .given()
                .answers())
        .containsEntry("SELLS_WHOLESALE", true)
        .containsEntry("TEN_YEARS", false);

    JsonNode copy = fetched(world.market(), path, "LICENCE", "COPY");
    byte[] file = world.bytes(world.market(), copy.at("/file/href").asString());
    assertThat(
            verified(CanonicalJson.write(copy.get("receipt")))
                .receipt()
                .orElseThrow()
                .facts()
                .isAbout(file))
        .isTrue();
    // The holder sees each use, though nobody asked for consent.
    JsonNode cases = world.show(company.holder(), "/v1/holder/cases?principal=" + party(company));
    assertThat(cases.at("/cases/0/uses").size()).isEqualTo(3);
    assertThat(cases.at("/cases/0/request/purpose/zh").asString()).isEqualTo("示例用途");
    assertThat(
            database
                .sql("select count(*) from holder_usage where licence = ?::uuid and cause = ?")
                .params(licence, world.matter)
                .query(Integer.class)
                .single())
        .isEqualTo(3);
  }

  /** Many fetches at once share signatures, and each has a receipt of its own. */
  @Test
  void fetchesOfOneMomentShareASignature() throws Exception {
    world.issue(company);
    String path = world.opened(company);
    String token = world.market();
    ConcurrentLinkedQueue<JsonNode> receipts = new ConcurrentLinkedQueue<>();
    CountDownLatch ready = new CountDownLatch(12);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      threads.add(
          Thread.ofVirtual()
              .start(() -> {
                ready.countDown();
                try {
                  ready.await();
                } catch (InterruptedException stopped) {
                  throw new IllegalStateException(stopped);
                }
                receipts.add(fetched(token, path, "LICENCE", "FIELDS").get("receipt"));
              }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(receipts).hasSize(12);
    Set<String> ids = new HashSet<>();
    for (JsonNode receipt : receipts) {
      byte[] bytes = CanonicalJson.write(receipt);
      ids.add(verified(bytes).receipt().orElseThrow().facts().id().toString());
    }
    assertThat(ids).hasSize(12);
  }

  /** A repetition is the same fetch, byte for byte. */
  @Test
  void aRepeatedFetchIsOneFetch() {
    world.issue(company);
    String path = world.opened(company);
    String key = UUID.randomUUID().toString();
    String token = world.market();
    var call =
        org.liangzheng.api.identity.TestHttp.Call.json(
                "POST", path + "/fetches", "{\"material\":\"LICENCE\",\"form\":\"FIELDS\"}")
            .with("Authorization", "Bearer " + token)
            .with("Idempotency-Key", key);
    Answer once = org.liangzheng.api.identity.TestHttp.send(world.people.base(), call);
    Answer again = org.liangzheng.api.identity.TestHttp.send(world.people.base(), call);
    assertThat(once.status()).isEqualTo(201);
    assertThat(again.body()).isEqualTo(once.body());
    assertThat(
            database
                .sql("select count(*) from sharing_fetch where case_id = ?")
                .param(world.id(path))
                .query(Integer.class)
                .single())
        .isEqualTo(1);
  }

  /** Neither numbers nor codes nor receipts stand in the open. */
  @Test
  void nothingOfACaseStandsInTheOpen() {
    world.issue(company);
    String path = world.opened(company);
    fetched(world.market(), path, "LICENCE", "FIELDS");
    for (String table :
        List.of("sharing_case", "sharing_fetch", "sharing_consent", "sharing_case_party")) {
      String all =
          database
              .sql("select coalesce(string_agg(t::text, ' '), '') from " + table + " t")
              .query(String.class)
              .single();
      assertThat(all)
          .doesNotContain(company.uscc())
          .doesNotContain("例〔2026〕7号")
          .doesNotContain(
              java.util.HexFormat.of().formatHex("例〔2026〕7号".getBytes(StandardCharsets.UTF_8)));
    }
  }
}

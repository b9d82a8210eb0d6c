package org.liangzheng.api.licence;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.liangzheng.api.ApiTest;
import org.liangzheng.api.licence.TestCity.Reply;
import org.liangzheng.signer.sample.SampleDepartment;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Finding licences by each criterion, page by page while others issue, and taking them out. */
@ApiTest
class LicenceSearchTest {
  private static final AtomicInteger COUNT = new AtomicInteger(6_000_000);
  private static final String TYPE = "11100000MB0143028R001";

  @Autowired private ApplicationContext context;
  @Autowired private Clock clock;
  private LifeCity city;

  @BeforeEach
  void open() {
    city = LifeCity.of(context);
  }

  private static String company() {
    return LicenceRequests.company(COUNT.incrementAndGet());
  }

  private LocalDate today() {
    return LegalDay.of(clock.instant());
  }

  private static List<String> ids(Reply reply) {
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    List<String> ids = new ArrayList<>();
    reply.json().get("licences").forEach(one -> ids.add(one.get("id").asString()));
    return ids;
  }

  private List<String> found(String body) {
    return ids(city.search(body));
  }

  @Test
  void findsByEachCriterion() {
    String uscc = company();
    Instant before = clock.instant();
    Reply issued = city.issued(LicenceRequests.valid(uscc, "亮城市示例甲店"));
    String id = issued.id();
    String second = city.registered(uscc, "Nr-ａ 7", today(), Optional.of(today()));
    Instant after = clock.instant().plusMillis(1);
    String holder = "{\"holder\": {\"type\": \"001\", \"code\": \"" + uscc + "\"}}";
    assertThat(found(holder)).containsExactly(second, id);
    String identifier = issued.json().get("identifier").asString();
    assertThat(found("{\"identifier\": \"" + identifier + "\"}")).containsExactly(id);
    assertThat(found("{\"number\": \"" + uscc + "\"}")).containsExactly(id);
    // Width and case do not count.
    assertThat(found("{\"number\": \"NR-A 7\"}")).containsExactly(second);
    String time = "\"registeredFrom\": \"" + before + "\", \"registeredBefore\": \"" + after + "\"";
    assertThat(found("{" + time + "}")).contains(id, second);
    assertThat(found("{\"registeredFrom\": \"" + after.plusSeconds(60) + "\"}")).isEmpty();
    assertThat(found("{\"registeredBefore\": \"" + before + "\", \"number\": \"" + uscc + "\"}"))
        .isEmpty();
    assertThat(found("{\"type\": \"" + TYPE + "\", " + time + "}")).contains(id, second);
    assertThat(found("{\"type\": \"11100000MB0143028R009\", " + time + "}")).isEmpty();
    assertThat(
            found(
                "{\"authority\": \"" + SampleDepartment.MARKET.id().value() + "\", " + time + "}"))
        .contains(id, second);
    // Together they narrow.
    assertThat(found(holder.replace("}}", "}, \"number\": \"" + uscc + "\"}"))).containsExactly(id);
    assertThat(found(holder.replace("}}", "}, \"status\": \"REVOKED\"}"))).isEmpty();
    // Nothing of another authority's.
    LifeCity other = LifeCity.of(context, SampleDepartment.HOUSING);
    for (String body :
        List.of(
            holder,
            "{\"identifier\": \"" + identifier + "\"}",
            "{\"number\": \"" + uscc + "\"}",
            "{" + time + "}")) {
      assertThat(ids(other.search(body))).isEmpty();
    }
  }

  @Test
  void whatItAnswersSaysNothingOfTheHolder() {
    String uscc = company();
    city.issued(LicenceRequests.valid(uscc, "亮城市示例乙店"));
    Reply reply = city.search("{\"number\": \"" + uscc + "\"}");
    assertThat(reply.json().get("licences")).hasSize(1);
    assertThat(reply.text()).doesNotContain(uscc).doesNotContain("示例乙店");
    assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
    assertThat(reply.json().get("licences").get(0).propertyNames())
        .containsExactlyInAnyOrder("id", "type", "version", "status");
  }

  @Test
  void findsByStateAlsoThatWhichTimeAloneBrings() {
    String uscc = company();
    String holder = "\"holder\": {\"type\": \"001\", \"code\": \"" + uscc + "\"}";
    Map<String, String> states =
        Map.of(
            "SUSPENDED",
            "SUSPEND",
            "ANNULLED",
            "ANNUL",
            "REVOKED",
            "REVOKE",
            "CANCELLED",
            "CANCEL");
    LocalDate today = today();
    String inForce = city.registered(uscc, "S0", today, Optional.of(today));
    states.forEach((state, act) -> {
      String id = city.registered(uscc, "S1", today, Optional.empty());
      city.act(id, act);
      String body = "{\"status\": \"" + state + "\", " + holder + "}";
      assertThat(found(body)).containsExactly(id);
      assertThat(found("{\"status\": \"" + state + "\", \"type\": \"" + TYPE + "\"}")).contains(id);
    });
    List<String> expired = new ArrayList<>();
    for (int i = 3; i > 0; i--) {
      expired.addFirst(
          city.registered(uscc, "S2", today.minusDays(90), Optional.of(today.minusDays(i))));
    }
    assertThat(found("{\"status\": \"IN_FORCE\", " + holder + "}")).containsExactly(inForce);
    // The last to run out comes first, and the order goes on over pages.
    List<String> paged = new ArrayList<>();
    String cursor = "";
    do {
      Reply page = city.search("{\"status\": \"EXPIRED\", \"limit\": 1, " + holder + cursor + "}");
      paged.addAll(ids(page));
      cursor =
          page.json().has("next")
              ? ", \"cursor\": \"" + page.json().get("next").asString() + "\""
              : "";
    } while (!cursor.isEmpty());
    assertThat(paged).isEqualTo(expired);
  }

  @Test
  void anOldNumberStillFinds() {
    Reply issued = city.issued(LicenceRequests.valid(company(), "亮城市示例丙店"));
    String id = issued.id();
    String identifier = issued.json().get("identifier").asString();
    String number = "NEW-" + COUNT.incrementAndGet();
    Reply changed = city.version(id, LifeCity.change().put("number", number));
    assertThat(changed.status()).as(changed.text()).isEqualTo(201);
    String old = issued.json().get("number").asString();
    assertThat(found("{\"number\": \"" + old + "\"}")).containsExactly(id);
    assertThat(found("{\"number\": \"" + number + "\"}")).containsExactly(id);
    assertThat(found("{\"identifier\": \"" + identifier + "\"}")).containsExactly(id);
    assertThat(found("{\"identifier\": \"" + changed.json().get("identifier").asString() + "\"}"))
        .containsExactly(id);
  }

  @Test
  void pagesMissNothingAndRepeatNothingWhileOthersRegister() throws Exception {
    String uscc = company();
    Set<String> before = new HashSet<>();
    for (int i = 0; i < 25; i++) {
      before.add(city.registered(uscc, "P", today(), Optional.empty()));
    }
    AtomicBoolean stop = new AtomicBoolean();
    AtomicInteger more = new AtomicInteger();
    List<String> seen = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      List<Future<?>> writers = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        writers.add(
            threads.submit(() -> {
              while (!stop.get()) {
                city.registered(uscc, "P", today(), Optional.empty());
                more.incrementAndGet();
              }
            }));
      }
      try {
        String cursor = "";
        do {
          Reply page =
              city.search(
                  "{\"limit\": 3, \"holder\": {\"type\": \"001\", \"code\": \""
                      + uscc
                      + "\"}"
                      + cursor
                      + "}");
          seen.addAll(ids(page));
          cursor =
              page.json().has("next")
                  ? ", \"cursor\": \"" + page.json().get("next").asString() + "\""
                  : "";
        } while (!cursor.isEmpty());
      } finally {
        stop.set(true);
      }
      for (Future<?> writer : writers) {
        writer.get();
      }
    }
    assertThat(more.get()).isPositive();
    assertThat(seen).doesNotHaveDuplicates().containsAll(before);
  }

  @Test
  void refusesWhatIsWrong() {
    assertThat(
            city.search(
                    """
                    {"holder": {"type": "001", "code": "1"}, "identifier": "1", "number": " ",
                     "type": "x", "authority": "11990100LC0000023R", "status": "GONE",
                     "registeredFrom": "-9999-01-01T00:00:00Z"}
                    """)
                .fields())
        .containsExactlyInAnyOrder(
            "/authority authority-not-own",
            "/holder/code holder-code-wrong",
            "/identifier field-malformed",
            "/number field-malformed",
            "/type field-malformed",
            "/status field-malformed",
            "/registeredFrom field-malformed");
    assertThat(city.search("{\"holder\": {}}").fields())
        .containsExactlyInAnyOrder("/holder/type field-missing", "/holder/code field-missing");
    for (int limit : List.of(0, 201)) {
      assertThat(city.search("{\"limit\": " + limit + "}").fields())
          .containsExactly("/limit field-malformed");
    }
  }

  @Test
  void aCursorServesItsOwnSearchOnly() {
    String uscc = company();
    for (int i = 0; i < 3; i++) {
      city.registered(uscc, "C", today(), Optional.empty());
    }
    String criteria = "\"holder\": {\"type\": \"001\", \"code\": \"" + uscc + "\"}, \"limit\": 2";
    String cursor = city.search("{" + criteria + "}").json().get("next").asString();
    assertThat(found("{" + criteria + ", \"cursor\": \"" + cursor + "\"}")).hasSize(1);
    int middle = cursor.length() / 2;
    char other = cursor.charAt(middle) == 'A' ? 'B' : 'A';
    String altered = cursor.substring(0, middle) + other + cursor.substring(middle + 1);
    for (String wrong : List.of(altered, "AAAA", "!", "")) {
      assertThat(city.search("{" + criteria + ", \"cursor\": \"" + wrong + "\"}").problem())
          .as(wrong)
          .isEqualTo("400 cursor-invalid");
    }
    assertThat(city.search("{\"cursor\": \"" + cursor + "\"}").problem())
        .isEqualTo("400 cursor-invalid");
    assertThat(
            LifeCity.of(context, SampleDepartment.HOUSING)
                .search("{" + criteria + ", \"cursor\": \"" + cursor + "\"}")
                .problem())
        .isEqualTo("400 cursor-invalid");
  }

  @Test
  void anExportIsAStreamWithAnEndAndARecord() {
    String uscc = company();
    Set<String> wanted = new HashSet<>();
    for (int i = 0; i < 103; i++) {
      wanted.add(city.registered(uscc, "E", today(), Optional.empty()));
    }
    ObjectNode body = LicenceRequests.JSON.createObjectNode().put("cause", "EXPORT-TEST");
    body.putObject("criteria").putObject("holder").put("type", "001").put("code", uscc);
    Reply reply = export(city, body.toString());
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    assertThat(reply.header("Content-Type")).startsWith("application/x-ndjson");
    List<JsonNode> lines =
        reply.text().lines().map(line -> LicenceRequests.JSON.readTree(line)).toList();
    assertThat(lines.getLast().get("end").asBoolean()).isTrue();
    assertThat(lines.getLast().get("count").asInt()).isEqualTo(103);
    assertThat(lines.subList(0, 103))
        .allMatch(line -> line.at("/holder/code").asString().equals(uscc))
        .extracting(line -> line.get("id").asString())
        .containsExactlyInAnyOrderElementsOf(wanted);
    assertThat(
            city.database()
                .sql("select count(*) from holder_usage where kind = 'EXPORT' and cause = ?")
                .param("EXPORT-TEST")
                .query(Integer.class)
                .single())
        .isEqualTo(103);
    assertThat(
            city.database()
                .sql("select act from audit_entry where act like 'LICENCE_EXPORT%' order by drawn")
                .query(String.class)
                .list())
        .endsWith("LICENCE_EXPORT_BEGUN", "LICENCE_EXPORT_ENDED");

    assertThat(export(city, "{\"criteria\": {}}").problem()).isEqualTo("400 use-cause-missing");
    assertThat(export(city, "{\"cause\": \"X-1\"}").fields())
        .containsExactly("/criteria field-missing");
    assertThat(export(city, "{\"cause\": \"X-1\", \"criteria\": {\"limit\": 1}}").fields())
        .containsExactly("/criteria field-unknown");
    ObjectNode none = body.deepCopy().put("cause", "X-2");
    assertThat(export(LifeCity.of(context, SampleDepartment.HOUSING), none.toString()).text())
        .isEqualTo("{\"end\":true,\"count\":0}\n");
  }

  private static Reply export(LifeCity city, String body) {
    return city.http()
        .send(
            "POST",
            "/v1/licences/export",
            Map.of("Content-Type", "application/json"),
            body.getBytes(StandardCharsets.UTF_8));
  }
}

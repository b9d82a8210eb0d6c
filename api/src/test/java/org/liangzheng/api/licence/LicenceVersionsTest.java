package org.liangzheng.api.licence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.liangzheng.api.ApiTest;
import org.liangzheng.api.licence.TestCity.Reply;
import org.liangzheng.signer.sample.SampleDepartment;
import org.liangzheng.verifier.crypto.Sha256Digest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.node.ObjectNode;

/** A licence that is changed and renewed: its old files end, its new ones are as good as issued. */
@ApiTest
class LicenceVersionsTest {
  @Autowired private ApplicationContext context;
  @Autowired private Clock clock;
  private LifeCity city;

  @BeforeEach
  void open() {
    city = LifeCity.of(context);
  }

  private LocalDate today() {
    return LegalDay.of(clock.instant());
  }

  private static String[] parts(Reply reply) {
    return reply.json().get("identifier").asString().split("\\.");
  }

  @Test
  void aChangeSupersedesWhatWasBefore() {
    Reply first = city.issued(LicenceRequests.valid());
    String id = first.id();
    byte[] old = city.file(id);
    long oldIndex = index(id);
    Instant before = clock.instant();

    ObjectNode change = LifeCity.change();
    ObjectNode data = (ObjectNode) first.json().get("data").deepCopy();
    change.set("data", data.put("address", "亮城市示例区样例路2号"));
    Reply second = city.version(id, change);
    assertThat(second.status()).as(second.text()).isEqualTo(201);
    assertThat(second.id()).isEqualTo(id);
    assertThat(second.json().get("version").asInt()).isEqualTo(2);
    assertThat(second.json().at("/data/address").asString()).endsWith("2号");
    assertThat(second.json().get("number")).isEqualTo(first.json().get("number"));
    assertThat(second.json().get("validFrom")).isEqualTo(first.json().get("validFrom"));
    assertThat(second.json().get("predecessor").asString())
        .isEqualTo(Sha256Digest.of(old).value().toHex());
    // The same type, authority and serial; the next version; a check character of its own.
    assertThat(List.of(parts(second)).subList(0, 8)).isEqualTo(List.of(parts(first)).subList(0, 8));
    assertThat(parts(second)[8]).isEqualTo("002");
    assertThat(city.http().read("/v1/licences/" + id).json()).isEqualTo(second.json());

    Reply superseded = city.http().verify(old);
    assertThat(superseded.verdict()).isEqualTo("NOT_IN_FORCE");
    assertThat(superseded.reasons()).containsExactly("LICENCE_SUPERSEDED");
    assertThat(superseded.json().at("/notInForce/act").asString()).isEqualTo("SUPERSEDED");
    assertThat(superseded.json().at("/notInForce/since")).isEqualTo(second.json().get("issuedAt"));
    assertThat(city.http().verify("?asOf=" + before, old).verdict()).isEqualTo("VALID");
    assertThat(city.listed(oldIndex)).isEqualTo("CANCELLED");
    assertThat(city.listed(id)).isEqualTo("IN_FORCE");

    byte[] file = city.file(id);
    assertThat(Sha256Digest.of(file).value().toHex())
        .isEqualTo(second.json().at("/file/sha256").asString());
    Reply good = city.http().verify(file);
    assertThat(good.verdict()).as(good.text()).isEqualTo("VALID");
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> city.http().read("/v1/licences/" + id + "/proof").status() == 200);
    assertThat(city.http().read("/v1/licences/" + id + "/proof").text())
        .contains(second.json().at("/file/sha256").asString().isEmpty() ? "?" : "c2sp.org");
    assertThat(city.events(id)).containsExactly("LICENCE_ISSUED", "LICENCE_CHANGED");
    // An end ends the new one; the old stays superseded.
    city.act(id, "REVOKE");
    assertThat(city.http().verify(file).reasons()).containsExactly("LICENCE_REVOKED");
    assertThat(city.http().verify(old).reasons()).containsExactly("LICENCE_SUPERSEDED");
    assertThat(city.listed(oldIndex)).isEqualTo("CANCELLED");
  }

  private long index(String id) {
    return context
        .getBean(LicenceRegister.class)
        .find(UUID.fromString(id))
        .orElseThrow()
        .facts()
        .statusIndex()
        .orElseThrow();
  }

  @Test
  void aRenewalGivesANewPeriod() {
    LocalDate today = today();
    ObjectNode request = LicenceRequests.valid();
    request.put("validUntil", today.plusDays(10).toString());
    Reply first = city.issued(request);
    String id = first.id();
    Reply same =
        city.version(id, LifeCity.renew().put("validUntil", today.plusDays(10).toString()));
    assertThat(same.fields()).containsExactly("/validUntil renewal-not-longer");
    Reply renewed =
        city.version(id, LifeCity.renew().put("validUntil", today.plusYears(5).toString()));
    assertThat(renewed.status()).as(renewed.text()).isEqualTo(201);
    assertThat(renewed.json().get("validUntil").asString())
        .isEqualTo(today.plusYears(5).toString());
    assertThat(renewed.json().get("validFrom").asString()).isEqualTo(today.toString());
    assertThat(renewed.json().get("data")).isEqualTo(first.json().get("data"));
    assertThat(city.http().verify(city.file(id)).verdict()).isEqualTo("VALID");
    Reply without = city.version(id, LifeCity.renew());
    assertThat(without.json().has("validUntil")).isFalse();
    assertThat(without.json().get("version").asInt()).isEqualTo(3);
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() ->
            assertThat(city.events(id))
                .containsExactly("LICENCE_ISSUED", "LICENCE_RENEWED", "LICENCE_RENEWED"));
  }

  @Test
  void whatHasRunOutIsRenewedButNotChanged() {
    LocalDate today = today();
    String uscc = LicenceRequests.company(5_000_001);
    String id = city.registered(uscc, uscc, today.minusYears(1), Optional.of(today.minusDays(1)));
    assertThat(city.version(id, LifeCity.change()).problem()).isEqualTo("409 act-not-allowed");
    Reply renewed = city.version(id, LifeCity.renew().put("validUntil", today.toString()));
    assertThat(renewed.status()).as(renewed.text()).isEqualTo(201);
    assertThat(renewed.json().get("status").asString()).isEqualTo("IN_FORCE");
    assertThat(city.http().verify(city.file(id)).verdict()).isEqualTo("VALID");
  }

  @ParameterizedTest
  @CsvSource({"SUSPEND", "REVOKE", "ANNUL", "CANCEL"})
  void whatIsNotInForceGetsNoVersion(String act) {
    LocalDate today = today();
    String uscc = LicenceRequests.company(5_000_002);
    String id = city.registered(uscc, uscc, today, Optional.empty());
    city.act(id, act);
    for (ObjectNode request : List.of(LifeCity.change(), LifeCity.renew())) {
      assertThat(city.version(id, request).problem()).isEqualTo("409 act-not-allowed");
    }
  }

  @Test
  void refusesWhatIsWrong() {
    LocalDate today = today();
    String uscc = LicenceRequests.company(5_000_003);
    String id = city.registered(uscc, uscc, today, Optional.empty());
    ObjectNode none = LicenceRequests.JSON.createObjectNode();
    assertThat(city.version(id, none).fields()).containsExactly("/act field-missing");
    assertThat(city.version(id, none.put("act", "SUSPEND")).fields())
        .containsExactly("/act field-malformed");
    ObjectNode other = LifeCity.change();
    other.putObject("holder").put("code", LicenceRequests.company(5_000_004));
    assertThat(city.version(id, other).fields()).containsExactly("/holder/code holder-differs");
    ObjectNode later = LifeCity.change().put("validFrom", today.plusDays(1).toString());
    assertThat(city.version(id, later).fields())
        .containsExactly("/validFrom successor-begins-later");
    ObjectNode wrong = LifeCity.change().put("number", "a\u0001");
    wrong.putObject("data").put("name", "x");
    assertThat(city.version(id, wrong).fields())
        .contains("/number field-malformed", "/data/uscc field-missing");
    assertThat(
            LifeCity.of(context, SampleDepartment.HOUSING).version(id, LifeCity.change()).problem())
        .isEqualTo("404 licence-unknown");
    city.database()
        .sql("update licence set current_version = 999 where id = ?::uuid")
        .param(id)
        .update();
    city.database()
        .sql("update licence_version set version = 999 where licence = ?::uuid")
        .param(id)
        .update();
    assertThat(city.version(id, LifeCity.change()).problem()).isEqualTo("409 versions-exhausted");
  }

  @Test
  void repeatsItsAnswerAndFindsItAgain() {
    String id = city.issued(LicenceRequests.valid()).id();
    String path = "/v1/licences/" + id + "/versions";
    String key = TestCity.key();
    String body = LifeCity.change().put("number", "CHANGED-1").toString();
    Reply first = city.post(path, key, body);
    assertThat(first.status()).as(first.text()).isEqualTo(201);
    assertThat(city.post(path, key, body).body()).isEqualTo(first.body());
    city.forgetAnswer();
    Reply found = city.post(path, key, body);
    assertThat(found.status()).isEqualTo(201);
    assertThat(found.json()).isEqualTo(first.json());
    assertThat(
            city.database()
                .sql("select count(*) from licence_version where licence = ?::uuid")
                .param(id)
                .query(Integer.class)
                .single())
        .isEqualTo(2);
  }

  @Test
  void ofManyChangesAtOnceEachHasItsOwnVersion() throws Exception {
    String id = city.issued(LicenceRequests.valid()).id();
    List<Reply> replies =
        LifeCity.atOnce(4, i -> city.version(id, LifeCity.change().put("number", "AT-ONCE-" + i)));
    List<Integer> versions =
        replies.stream()
            .filter(reply -> reply.status() == 201)
            .map(reply -> reply.json().get("version").asInt())
            .sorted()
            .toList();
    assertThat(versions).isNotEmpty().doesNotHaveDuplicates();
    assertThat(replies.stream().filter(reply -> reply.status() != 201))
        .allMatch(reply -> reply.problem().equals("409 licence-changed-meanwhile"));
    assertThat(city.http().read("/v1/licences/" + id).json().get("version").asInt())
        .isEqualTo(versions.getLast());
    assertThat(versions.getLast()).isEqualTo(versions.size() + 1);
  }
}

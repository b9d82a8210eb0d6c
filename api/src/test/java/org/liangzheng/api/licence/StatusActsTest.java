package org.liangzheng.api.licence;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.liangzheng.api.ApiTest;
import org.liangzheng.api.licence.TestCity.Reply;
import org.liangzheng.signer.sample.SampleDepartment;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.node.ObjectNode;

/** Every act on the status in every state, and what a verification says right after. */
@ApiTest
class StatusActsTest {
  private static final AtomicInteger COUNT = new AtomicInteger(4_000_000);

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

  private String licence(LicenceState state) {
    LocalDate today = today();
    Optional<LocalDate> end =
        Optional.of(state == LicenceState.EXPIRED ? today.minusDays(1) : today);
    String id =
        city.registered(
            LicenceRequests.company(COUNT.incrementAndGet()), "N", today.minusDays(9), end);
    String act =
        switch (state) {
          case IN_FORCE, EXPIRED -> "";
          case SUSPENDED -> "SUSPEND";
          case ANNULLED -> "ANNUL";
          case REVOKED -> "REVOKE";
          case CANCELLED -> "CANCEL";
        };
    if (!act.isEmpty()) {
      assertThat(city.act(id, act).status()).isEqualTo(201);
    }
    return id;
  }

  static List<Arguments> everyPair() {
    List<Arguments> pairs = new ArrayList<>();
    for (LicenceAct act : LicenceAct.values()) {
      for (LicenceState state : LicenceState.values()) {
        if (!act.makesVersion()) {
          pairs.add(Arguments.of(act, state));
        }
      }
    }
    return pairs;
  }

  @ParameterizedTest
  @MethodSource("everyPair")
  void isDoneOrRefused(LicenceAct act, LicenceState state) {
    String id = licence(state);
    String listedBefore = city.listed(id);
    int before = acts(id);
    Reply reply = city.act(id, act.name());
    Reply status = city.http().read("/v1/licences/" + id + "/status");
    if (act.allowedIn(state)) {
      assertThat(reply.status()).as(reply.text()).isEqualTo(201);
      assertThat(reply.json().get("act").asString()).isEqualTo(act.name());
      assertThat(acts(id)).isEqualTo(before + 1);
      assertThat(status.json().get("status").asString()).isEqualTo(act.after().name());
      assertThat(status.json().get("since")).isEqualTo(reply.json().get("since"));
      assertThat(status.json().get("acts").get(before)).isEqualTo(reply.json());
      assertThat(city.listed(id)).isEqualTo(act.after().name());
    } else {
      assertThat(reply.problem()).isEqualTo("409 act-not-allowed");
      assertThat(reply.text()).contains(act.name()).contains(state.name());
      assertThat(acts(id)).isEqualTo(before);
      assertThat(status.json().get("status").asString()).isEqualTo(state.name());
      assertThat(city.listed(id)).isEqualTo(listedBefore);
    }
  }

  private int acts(String licence) {
    return city.database()
        .sql("select count(*) from licence_act where licence = ?::uuid")
        .param(licence)
        .query(Integer.class)
        .single();
  }

  @Test
  void theNextVerificationSeesEachAct() {
    String id = city.issued(LicenceRequests.valid()).id();
    byte[] file = city.file(id);
    assertThat(city.http().verify(file).verdict()).isEqualTo("VALID");
    Instant inForce = clock.instant();

    Reply suspended = city.act(id, "SUSPEND");
    Reply answer = city.http().verify(file);
    assertThat(answer.verdict()).isEqualTo("NOT_IN_FORCE");
    assertThat(answer.reasons()).containsExactly("LICENCE_SUSPENDED");
    assertThat(answer.json().at("/notInForce/act").asString()).isEqualTo("SUSPENDED");
    assertThat(answer.json().at("/notInForce/since")).isEqualTo(suspended.json().get("since"));
    Instant whileSuspended = clock.instant();

    city.act(id, "RESUME");
    answer = city.http().verify(file);
    assertThat(answer.verdict()).as(answer.text()).isEqualTo("VALID");
    assertThat(answer.json().has("notInForce")).isFalse();

    Reply revoked = city.act(id, "REVOKE");
    answer = city.http().verify(file);
    assertThat(answer.reasons()).containsExactly("LICENCE_REVOKED");
    assertThat(answer.json().at("/notInForce/since")).isEqualTo(revoked.json().get("since"));
    // What is asked of another moment is answered from the history.
    assertThat(asOf(file, inForce).verdict()).isEqualTo("VALID");
    assertThat(asOf(file, whileSuspended).reasons()).containsExactly("LICENCE_SUSPENDED");
    assertThat(asOf(file, clock.instant()).reasons()).containsExactly("LICENCE_REVOKED");
    assertThat(city.http().read("/v1/licences/" + id).json().get("status").asString())
        .isEqualTo("REVOKED");

    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() ->
            assertThat(city.events(id))
                .containsExactly(
                    "LICENCE_ISSUED", "LICENCE_SUSPENDED", "LICENCE_RESUMED", "LICENCE_REVOKED"));
  }

  private Reply asOf(byte[] file, Instant instant) {
    return city.http()
        .verify(
            "?asOf=" + java.net.URLEncoder.encode(instant.toString(), StandardCharsets.UTF_8),
            file);
  }

  @Test
  void annullingReachesBack() {
    String id = city.issued(LicenceRequests.valid()).id();
    byte[] file = city.file(id);
    Instant before = clock.instant();
    city.act(id, "ANNUL");
    assertThat(city.http().verify(file).reasons()).containsExactly("LICENCE_ANNULLED");
    assertThat(asOf(file, before).reasons()).containsExactly("LICENCE_ANNULLED");
  }

  @Test
  void tellsAllThatIsWrongAtOnce() {
    String path = "/v1/licences/" + licence(LicenceState.IN_FORCE) + "/status";
    assertThat(city.post(path, TestCity.key(), "{}").fields())
        .containsExactlyInAnyOrder(
            "/act field-missing", "/reasonCode field-missing", "/reason field-missing");
    ObjectNode wrong = LifeCity.request("CHANGE");
    wrong.put("reasonCode", "free text").put("reason", "a\u0001b");
    wrong.put("legalDate", today().plusDays(1).toString());
    Reply reply = city.post(path, wrong);
    assertThat(reply.problem()).isEqualTo("400 request-invalid");
    assertThat(reply.fields())
        .containsExactlyInAnyOrder(
            "/act field-malformed",
            "/reasonCode field-malformed",
            "/reason field-malformed",
            "/legalDate date-in-future");
    assertThat(
            city.post(path, LifeCity.request("REVOKE").put("legalDate", today().toString()))
                .status())
        .isEqualTo(201);
  }

  @Test
  void anotherAuthoritysLicenceIsLikeNone() {
    String id = licence(LicenceState.IN_FORCE);
    LifeCity other = LifeCity.of(context, SampleDepartment.HOUSING);
    assertThat(other.act(id, "SUSPEND").problem()).isEqualTo("404 licence-unknown");
    assertThat(other.http().read("/v1/licences/" + id + "/status").problem())
        .isEqualTo("404 licence-unknown");
    assertThat(city.act(UUID.randomUUID().toString(), "SUSPEND").problem())
        .isEqualTo("404 licence-unknown");
    assertThat(
            TestCity.of(context)
                .send(
                    "POST",
                    "/v1/licences/" + id + "/status",
                    java.util.Map.of("Content-Type", "application/json"),
                    "{}".getBytes(StandardCharsets.UTF_8))
                .status())
        .isEqualTo(403);
  }

  @Test
  void repeatsItsAnswerAndFindsItAgain() {
    String id = licence(LicenceState.IN_FORCE);
    String path = "/v1/licences/" + id + "/status";
    String key = TestCity.key();
    Reply first = city.post(path, key, LifeCity.request("SUSPEND").toString());
    assertThat(first.status()).isEqualTo(201);
    city.forgetAnswer();
    Reply again = city.post(path, key, LifeCity.request("SUSPEND").toString());
    assertThat(again.status()).isEqualTo(201);
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(acts(id)).isEqualTo(1);
    assertThat(city.post(path, key, LifeCity.request("CANCEL").toString()).problem())
        .isEqualTo("422 idempotency-key-reused");
    // The same key for another licence is another request.
    String other = licence(LicenceState.IN_FORCE);
    assertThat(
            city.post(
                    "/v1/licences/" + other + "/status",
                    key,
                    LifeCity.request("SUSPEND").toString())
                .problem())
        .isEqualTo("422 idempotency-key-reused");
  }

  @Test
  void ofManyActsAtOnceOneIsDone() throws Exception {
    String id = licence(LicenceState.IN_FORCE);
    String[] ends = {"REVOKE", "ANNUL", "CANCEL"};
    List<Reply> replies = LifeCity.atOnce(6, i -> city.act(id, ends[i % 3]));
    assertThat(replies.stream().filter(reply -> reply.status() == 201)).hasSize(1);
    assertThat(replies.stream().filter(reply -> reply.status() != 201))
        .allMatch(reply ->
            reply.problem().equals("409 act-not-allowed")
                || reply.problem().equals("409 licence-changed-meanwhile"));
    assertThat(acts(id)).isEqualTo(1);
  }

  @Test
  void theReasonIsEncrypted() {
    String id = licence(LicenceState.IN_FORCE);
    ObjectNode request = LifeCity.request("REVOKE").put("reason", "标记事由涉及某人");
    assertThat(city.post("/v1/licences/" + id + "/status", request).status()).isEqualTo(201);
    byte[] stored =
        city.database()
            .sql("select reason from licence_act where licence = ?::uuid")
            .param(id)
            .query(byte[].class)
            .single();
    assertThat(new String(stored, StandardCharsets.UTF_8)).doesNotContain("标记");
    assertThat(city.http().read("/v1/licences/" + id + "/status").text()).contains("标记事由涉及某人");
  }
}

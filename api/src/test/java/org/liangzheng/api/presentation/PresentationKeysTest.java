package org.liangzheng.api.presentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.liangzheng.api.ApiTest;
import org.liangzheng.api.identity.TestHttp;
import org.liangzheng.api.identity.TestHttp.Answer;
import org.liangzheng.api.identity.TestHttp.Call;
import org.liangzheng.api.identity.TestPoint;
import org.liangzheng.api.identity.Tokens;
import org.liangzheng.api.presentation.code.PresentationKeys;
import org.liangzheng.api.presentation.point.PlaceKind;
import org.liangzheng.api.trust.TrustDirectory;
import org.liangzheng.verifier.crypto.Certificate;
import org.liangzheng.verifier.format.code.CodeReader;
import org.liangzheng.verifier.format.code.CodeRefusedException;
import org.liangzheng.verifier.format.code.OfflineCode;
import org.liangzheng.verifier.format.code.PresentationCertificate;
import org.liangzheng.verifier.format.pack.EvidencePack;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Keys of codes: in the pack for a day before they sign, replaced, revoked. */
@ApiTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PresentationKeysTest {
  private static final String STOP = "TRAFFIC_STOP";
  private static final String KEYS = "/actuator/presentationkeys";

  @Autowired private ApplicationContext context;
  @Autowired private JdbcClient database;
  @Autowired private TrustDirectory trust;
  @Autowired private PresentationKeys keys;

  private ShowWorld world;
  private UUID licence;
  private TestPoint point;

  @BeforeAll
  void begin() {
    world = new ShowWorld(context);
    licence = world.drivingLicence();
    point = TestPoint.enrolled(context, PlaceKind.INSPECTOR, STOP);
  }

  private EvidencePack pack() {
    return trust.newest().pack();
  }

  private List<Certificate> listed() {
    return pack().presentation().orElseThrow().keys();
  }

  private String offline() {
    // A new key signs as soon as a pack lists it.
    return org.awaitility.Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () -> {
              Answer shown = world.show(world.token, licence, STOP, "OFFLINE");
              if (shown.status() == 503) {
                assertThat(shown.json().get("code").asString())
                    .isEqualTo("presentation-key-missing");
                return null;
              }
              assertThat(shown.status()).as(shown.body()).isEqualTo(201);
              return shown.json().get("code").asString();
            },
            code -> code != null);
  }

  private Certificate signer(String code) {
    OfflineCode read = read(code);
    return listed().stream()
        .filter(one -> PresentationCertificate.name(one).equals(read.key()))
        .findFirst()
        .orElseThrow();
  }

  private static OfflineCode read(String code) {
    try {
      return (OfflineCode) CodeReader.read(code);
    } catch (CodeRefusedException refused) {
      throw new IllegalStateException(refused);
    }
  }

  private String scan(String code) {
    JsonNode answer = point.verify(code, STOP).json();
    return answer.get("outcome").asString() + " " + answer.at("/reason/code").asString();
  }

  @Test
  void aKeyStandsInThePackADayBeforeItSigns() throws Exception {
    String code = offline();
    Certificate current = signer(code);
    assertThat(Duration.between(current.notBefore(), current.notAfter()))
        .isEqualTo(PresentationKeys.LIFE);
    assertThat(PresentationCertificate.life(current)).isEqualTo(Optional.of(Duration.ofMinutes(2)));
    assertThat(listed().size()).as("the next one is published").isGreaterThanOrEqualTo(2);
    List<UUID> before = keys.listed();

    // A day passes: the next one signs, and the one after it is published.
    database.sql("update presentation_key set use_from = use_from - interval '1 day'").update();
    String later =
        org.awaitility.Awaitility.await()
            .atMost(Duration.ofSeconds(20))
            .until(this::offline, one -> !signer(one).equals(current));
    assertThat(signer(later)).isNotEqualTo(current);
    assertThat(scan(code)).as("what the last one signed goes on").isEqualTo("VERDICT IN_FORCE");
    assertThat(scan(later)).isEqualTo("VERDICT IN_FORCE");
    org.awaitility.Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> keys.listed().size() > before.size());
  }

  private Answer operator(Call call) {
    String port = context.getEnvironment().getRequiredProperty("local.management.port");
    return TestHttp.send("http://127.0.0.1:" + port, call);
  }

  private static JsonNode listedAs(JsonNode state, UUID id) {
    for (JsonNode key : state.get("keys")) {
      if (key.get("id").asString().equals(id.toString())) {
        return key;
      }
    }
    throw new AssertionError("not listed");
  }

  @Test
  void operatorsSeeKeysAndRevokeOnlyThese() {
    var _ = offline();
    JsonNode state = operator(Call.get(KEYS)).json();
    assertThat(state.get("keys").size()).isEqualTo(keys.listed().size());
    assertThat(state.toString()).doesNotContain("wrapped");
    String unknown = "{\"key\":\"" + UUID.randomUUID() + "\"}";
    assertThat(operator(Call.json("POST", KEYS, unknown)).status()).isEqualTo(404);
    assertThat(operator(Call.json("POST", KEYS, "{\"key\":\"x\"}")).status()).isEqualTo(400);
    assertThat(operator(Call.json("POST", KEYS, "{}")).status()).isEqualTo(400);
    // Nobody reaches it where the API is.
    assertThat(TestHttp.send(Tokens.of(context).base(), Call.get(KEYS)).status()).isNotEqualTo(200);
  }

  @Test
  void aRevokedKeySignsNothingAndIsTakenByNobody() throws Exception {
    String code = offline();
    Certificate signer = signer(code);
    UUID id =
        database
            .sql("select id from presentation_key where certificate = ?")
            .param(signer.der().toByteArray())
            .query(UUID.class)
            .single();
    JsonNode revoked = operator(Call.json("POST", KEYS, "{\"key\":\"" + id + "\"}")).json();
    assertThat(revoked.get("revoked").asBoolean()).isTrue();
    assertThat(listedAs(revoked, id).get("revokedAt").isString()).isTrue();
    assertThat(listedAs(revoked, id).get("name").asString())
        .isEqualTo(PresentationCertificate.name(signer).toHex());
    Answer again = operator(Call.json("POST", KEYS, "{\"key\":\"" + id + "\"}"));
    assertThat(again.json().get("revoked").asBoolean()).as("once").isFalse();
    org.awaitility.Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(() ->
            pack().revocations().stream()
                .anyMatch(list -> list.find(signer.serialNumber()).isPresent()));
    assertThat(scan(code)).isEqualTo("NOT_CHECKED CODE_KEY_REVOKED");
    String next = offline();
    assertThat(signer(next)).isNotEqualTo(signer);
    assertThat(scan(next)).isEqualTo("VERDICT IN_FORCE");
    assertThat(pack().revocations().size())
        .as("the lists of other certifiers stay")
        .isGreaterThanOrEqualTo(3);
  }
}

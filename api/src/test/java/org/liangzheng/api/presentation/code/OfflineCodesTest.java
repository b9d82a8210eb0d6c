package org.liangzheng.api.presentation.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.liangzheng.api.ApiTest;
import org.liangzheng.api.identity.TestPoint;
import org.liangzheng.api.presentation.point.PlaceKind;
import org.liangzheng.api.web.Problem;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.format.code.CodeHandle;
import org.liangzheng.verifier.format.code.SceneFields;
import org.liangzheng.verifier.format.code.SceneKey;
import org.liangzheng.verifier.format.code.SceneValue;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.JsonNode;

/** Offline codes of other times, other keys and other sizes. */
@ApiTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OfflineCodesTest {
  @Autowired private ApplicationContext context;
  @Autowired private PresentationKeys keys;
  @Autowired private SceneKeys sceneKeys;
  @Autowired private Instances instances;
  @Autowired private PresentationSettings settings;
  @Autowired private SecureRandom random;
  @Autowired private Clock clock;

  private TestPoint point;

  @BeforeAll
  void begin() {
    point = TestPoint.enrolled(context, PlaceKind.COUNTER, "TRAFFIC_STOP");
  }

  private static SceneFields fields(String... values) {
    TreeMap<String, SceneValue> fields = new TreeMap<>();
    for (int i = 0; i < values.length; i++) {
      fields.put("field" + i, new SceneValue.Text(values[i]));
    }
    return new SceneFields(fields);
  }

  private ByteString id() {
    return CodeHandle.random(random).value();
  }

  private String made(Duration off, String scene) {
    OfflineCodes codes =
        new OfflineCodes(keys, sceneKeys, instances, settings, random, Clock.offset(clock, off));
    return org.awaitility.Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .ignoreException(Problem.class)
        .until(() -> codes.make(id(), scene, fields("示例")).text(), text -> true);
  }

  private String scan(String code) {
    JsonNode answer = point.verify(code, "TRAFFIC_STOP").json();
    return answer.get("outcome").asString() + " " + answer.at("/reason/code").asString();
  }

  @Test
  void timesAreHeldAgainstTheServicesOwnClock() {
    assertThat(scan(made(Duration.ofMinutes(10), "traffic-stop")))
        .isEqualTo("NOT_CHECKED CODE_FROM_THE_FUTURE");
    assertThat(scan(made(Duration.ofSeconds(30), "traffic-stop")))
        .as("the minute of offline checks is not given here")
        .isEqualTo("NOT_CHECKED CODE_FROM_THE_FUTURE");
    assertThat(scan(made(Duration.ofSeconds(-130), "traffic-stop")))
        .isEqualTo("NOT_CHECKED CODE_EXPIRED");
    // Right in all it says, and never shown by anybody.
    assertThat(scan(made(Duration.ZERO, "traffic-stop"))).isEqualTo("NOT_CHECKED CODE_UNKNOWN");
    assertThat(scan(made(Duration.ZERO, "library-lending")))
        .isEqualTo("NOT_CHECKED CODE_SCENE_OTHER");
  }

  @Test
  void nothingIsCutOff() {
    OfflineCodes codes = context.getBean(OfflineCodes.class);
    var _ = made(Duration.ZERO, "traffic-stop");
    assertThatThrownBy(
            () -> codes.make(id(), "traffic-stop", fields("示".repeat(60), "例".repeat(60))))
        .isInstanceOfSatisfying(
            Problem.class,
            problem -> assertThat(problem.code()).isEqualTo(CodeProblem.OFFLINE_CODE_TOO_LARGE));
  }

  @Test
  void aSceneHasOneKeyADay() {
    Instant noon = Instant.parse("2026-11-02T04:00:00Z");
    SceneKey key = sceneKeys.at("traffic-stop", noon);
    assertThat(key.from()).isEqualTo(Instant.parse("2026-11-01T16:00:00Z"));
    assertThat(key.until()).isEqualTo(Instant.parse("2026-11-02T16:00:00Z"));
    assertThat(sceneKeys.at("traffic-stop", noon.plus(Duration.ofHours(11)))).isEqualTo(key);
    assertThat(sceneKeys.at("traffic-stop", noon.plus(Duration.ofHours(12)))).isNotEqualTo(key);
    assertThat(sceneKeys.at("library-lending", noon)).isNotEqualTo(key);
    List<SceneKey> mine = sceneKeys.forPoint(List.of("TRAFFIC_STOP", "CLINIC_REGISTRATION"));
    assertThat(mine).hasSizeBetween(2, 3).allMatch(one -> one.scene().equals("traffic-stop"));
    assertThat(SceneKeys.name("CLINIC_REGISTRATION")).as("too long for codes").isEmpty();
  }
}

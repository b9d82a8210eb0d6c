package org.liangzheng.api.presentation.code;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.liangzheng.api.ApiTest;
import org.liangzheng.verifier.format.pack.PackPresentation;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Keys of scenes are made for codes of ours, never for what a stranger's code says. */
@ApiTest
class SceneKeysTest {
  @Autowired private OfflineCodes codes;
  @Autowired private SceneKeys keys;
  @Autowired private Instances instances;
  @Autowired private JdbcClient database;
  @Autowired private Clock clock;

  private int rows(String scene) {
    return database
        .sql("select count(*) from presentation_scene_key where scene = ?")
        .param(scene)
        .query(Integer.class)
        .single();
  }

  private int opened(String scene, Instant made) {
    PackPresentation listed = new PackPresentation(instances.own(), List.of(), List.of());
    return codes.opening(listed, scene, made).sceneKeys().size();
  }

  @Test
  void noKeyIsMadeForAnUncheckedCode() {
    Instant now = clock.instant();
    for (Instant made :
        List.of(
            now,
            now.plus(Duration.ofDays(2)),
            now.minus(Duration.ofDays(2)),
            Instant.EPOCH,
            Instant.ofEpochSecond(1L << 50))) {
      assertThat(opened("made-up", made)).as(made.toString()).isZero();
    }
    assertThat(rows("made-up")).isZero();
  }

  @Test
  void theKeyOfACodeOfOursIsFound() {
    Instant now = clock.instant();
    assertThat(keys.at("of-ours", now)).isNotNull();
    assertThat(opened("of-ours", now)).isEqualTo(1);
    assertThat(rows("of-ours")).isEqualTo(1);
  }
}

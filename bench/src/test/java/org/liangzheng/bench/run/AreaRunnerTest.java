package org.liangzheng.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Processes of matches that succeed, fail, and do not end. */
class AreaRunnerTest {
  private static final Plan ONCE = new Plan(1, 1, Duration.ofMillis(1), Duration.ofMillis(1));

  private final ByteArrayOutputStream progress = new ByteArrayOutputStream();

  /** What a process of a match runs here. */
  public static final class Child {
    private Child() {}

    public static void main(String[] arguments) throws InterruptedException {
      switch (arguments[0]) {
        case "good" -> System.out.println(AreaRunner.toLine(List.of(List.of(new Measured(2, 4)))));
        case "endless" -> Thread.sleep(Duration.ofMinutes(10));
        default -> System.exit(3);
      }
    }
  }

  private AreaRunner.Outcome run(Duration time, List<AreaRunner.Outcome> seen, String... ids) {
    List<Match> matches = new ArrayList<>();
    for (String id : ids) {
      Contestant one = new Contestant.Program("ours", List.of("x"));
      matches.add(new Match(id, id, List.of(one), List.of()));
    }
    return new AreaRunner(
            id -> List.of(Child.class.getName(), id),
            Map.of(),
            ONCE,
            new PrintStream(progress, true, StandardCharsets.UTF_8))
        .run(matches, time, seen::add);
  }

  @Test
  void aMatchThatFailsTakesNoOtherWithIt() {
    List<AreaRunner.Outcome> seen = new ArrayList<>();
    AreaRunner.Outcome outcome = run(Duration.ofMinutes(5), seen, "bad", "good");
    assertThat(outcome.left()).isEqualTo(Map.of("bad", "bad ended with 3"));
    assertThat(outcome.played()).hasSize(1);
    assertThat(outcome.played().getFirst().rounds())
        .isEqualTo(List.of(List.of(new Measured(2, 4))));
    assertThat(seen).hasSize(2);
    assertThat(seen.getFirst().left()).containsKey("bad");
    assertThat(progress.toString(StandardCharsets.UTF_8)).contains("bad 1/1", "good 1/1");
  }

  @Test
  void whatDoesNotEndIsEndedAndWhatComesAfterIsNotBegun() {
    AreaRunner.Outcome outcome = run(Duration.ofSeconds(2), new ArrayList<>(), "endless", "good");
    assertThat(outcome.played()).isEmpty();
    assertThat(outcome.left()).containsOnlyKeys("endless", "good");
    assertThat(outcome.left().values()).allMatch(why -> why.contains("time of the area was over"));
    assertThat(progress.toString(StandardCharsets.UTF_8)).doesNotContain("good 1/1");
  }
}

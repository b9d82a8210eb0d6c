package org.liangzheng.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.liangzheng.bench.run.Basis;
import org.liangzheng.bench.run.Contestant;
import org.liangzheng.bench.run.Match;
import org.liangzheng.bench.run.Measured;
import org.liangzheng.bench.run.Row;
import org.liangzheng.bench.run.Standing;
import org.liangzheng.bench.run.Table;

class StandingTest {
  private static final List<Contestant> CONTESTANTS =
      List.of(
          new Contestant.Program("ours", List.of("x")),
          new Contestant.Program("slow", List.of("x")),
          new Contestant.Program("fast", List.of("x")));

  /** Three rounds; in the second a neighbour halves everybody. */
  private static final List<List<Measured>> ROUNDS =
      List.of(
          List.of(m(90, 900), m(10, 100), m(100, 1000)),
          List.of(m(45, 880), m(5, 99), m(50, 1000)),
          List.of(m(95, 910), m(11, 101), m(100, 1000)));

  private static Measured m(double wall, double cpu) {
    return new Measured(wall, cpu);
  }

  private static Standing standing(Row row) {
    return Standing.of(new Match("match", "title", CONTESTANTS, List.of(row)), row, ROUNDS);
  }

  @Test
  void theFastestReferenceCountsAndEachRoundHasItsOwnRatio() {
    Standing standing = standing(Row.promised("ours", 0.9, Basis.CPU, "slow", "fast"));
    assertThat(standing.reference()).isEqualTo("fast");
    assertThat(standing.ratio()).isCloseTo(0.9, within(1e-9));
    assertThat(standing.low()).isCloseTo(0.88, within(1e-9));
    assertThat(standing.high()).isCloseTo(0.91, within(1e-9));
    assertThat(standing.wallRatio()).isCloseTo(0.9, within(1e-9));
    assertThat(standing.subject().perSecond()).isEqualTo(90);
  }

  @Test
  void aGoalIsMetMissedOrNotThere() {
    assertThat(standing(Row.promised("ours", 0.9, Basis.WALL, "fast")).met()).contains(true);
    assertThat(standing(Row.promised("ours", 0.95, Basis.WALL, "fast")).met()).contains(false);
    assertThat(standing(Row.shown("ours", Basis.WALL, "fast")).met()).isEmpty();
  }

  @Test
  void theTableSaysWhichGoalsWereMissed() {
    String table =
        Table.of(
            List.of("标题 title"),
            List.of(
                List.of(
                    standing(Row.promised("ours", 0.95, Basis.WALL, "fast")),
                    standing(Row.promised("fast", 0.95, Basis.WALL, "slow")))));
    assertThat(table.lines().filter(line -> line.contains("MISSED")))
        .singleElement()
        .asString()
        .startsWith("  ours")
        .contains("0.90", "≥ 0.95");
    assertThat(table.lines().filter(line -> line.contains("达到 met"))).hasSize(1);
  }

  @Test
  void aRowNamesWhoTakesPart() {
    List<Row> rows = List.of(Row.shown("ours", Basis.CPU, "nobody"));
    assertThatThrownBy(() -> new Match("match", "title", CONTESTANTS, rows))
        .isInstanceOf(IllegalArgumentException.class);
  }
}

package org.liangzheng.bench.run;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * One line of the table, measured.
 *
 * @param reference the fastest of the row's references
 * @param ratio median over the rounds of subject to reference, by the row's basis
 * @param low lowest of these ratios
 * @param high highest of these ratios
 * @param wallRatio the same median by wall time
 * @param cpuRatio the same median by CPU time
 */
public record Standing(
    Row row,
    Measured subject,
    String reference,
    Measured referenceMeasured,
    double ratio,
    double low,
    double high,
    double wallRatio,
    double cpuRatio) {

  /** Draws a row from the rounds of its match. */
  public static Standing of(Match match, Row row, List<List<Measured>> rounds) {
    String fastest =
        row.references().stream()
            .max(Comparator.comparingDouble(name -> row.basis().of(median(match, name, rounds))))
            .orElseThrow();
    double[] ratios = ratios(match, row.subject(), fastest, rounds, row.basis());
    return new Standing(
        row,
        median(match, row.subject(), rounds),
        fastest,
        median(match, fastest, rounds),
        middle(ratios),
        ratios[0],
        ratios[ratios.length - 1],
        middle(ratios(match, row.subject(), fastest, rounds, Basis.WALL)),
        middle(ratios(match, row.subject(), fastest, rounds, Basis.CPU)));
  }

  /** Whether the promise was kept; empty if there is none. */
  public Optional<Boolean> met() {
    return row.goal().isPresent()
        ? Optional.of(ratio >= row.goal().getAsDouble())
        : Optional.empty();
  }

  /** Sorted, lowest first: each round's own ratio, because both sides shared its disturbances. */
  private static double[] ratios(
      Match match, String subject, String reference, List<List<Measured>> rounds, Basis basis) {
    int mine = index(match, subject);
    int theirs = index(match, reference);
    double[] ratios =
        rounds.stream()
            .mapToDouble(round -> basis.of(round.get(mine)) / basis.of(round.get(theirs)))
            .toArray();
    Arrays.sort(ratios);
    return ratios;
  }

  /** The median of each figure over the rounds. */
  public static Measured median(Match match, String name, List<List<Measured>> rounds) {
    int place = index(match, name);
    return new Measured(
        middle(rounds.stream().mapToDouble(round -> round.get(place).perSecond()).toArray()),
        middle(rounds.stream().mapToDouble(round -> round.get(place).perCpuSecond()).toArray()));
  }

  private static int index(Match match, String name) {
    return match.contestants().stream().map(Contestant::name).toList().indexOf(name);
  }

  /** The median. */
  public static double middle(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }
}

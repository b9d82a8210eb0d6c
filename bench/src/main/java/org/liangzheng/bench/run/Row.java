package org.liangzheng.bench.run;

import java.util.List;
import java.util.OptionalDouble;

/**
 * One line of the table: a contestant against others of its match.
 *
 * @param subject name of the contestant
 * @param references names of those it is held against; the fastest of them counts
 * @param goal the least ratio promised, if one is
 */
public record Row(String subject, List<String> references, OptionalDouble goal, Basis basis) {
  public Row {
    references = List.copyOf(references);
  }

  /** A row with a promise. */
  public static Row promised(String subject, double goal, Basis basis, String... references) {
    return new Row(subject, List.of(references), OptionalDouble.of(goal), basis);
  }

  /** A row that is only shown. */
  public static Row shown(String subject, Basis basis, String... references) {
    return new Row(subject, List.of(references), OptionalDouble.empty(), basis);
  }
}

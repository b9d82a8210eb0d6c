package org.liangzheng.bench.run;

import java.util.List;

/**
 * Contestants that are measured in turns, and the rows drawn from them.
 *
 * @param id lower-kebab, unique in an area
 * @param title what is measured, in both languages
 */
public record Match(String id, String title, List<Contestant> contestants, List<Row> rows) {
  public Match {
    contestants = List.copyOf(contestants);
    rows = List.copyOf(rows);
    List<String> names = contestants.stream().map(Contestant::name).toList();
    for (Row row : rows) {
      if (!names.contains(row.subject()) || !names.containsAll(row.references())) {
        throw new IllegalArgumentException("a row names a contestant that does not take part");
      }
    }
  }
}

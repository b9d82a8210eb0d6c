package org.liangzheng.bench.run;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What one run of the bench measures.
 *
 * @param name such as {@code hsm}
 * @param environment by which the processes of the matches find what was made for them
 * @param versions of what takes part, by name
 * @param figures measured in the first process, after the matches
 */
public record Area(
    String name,
    List<Match> matches,
    Map<String, String> environment,
    Map<String, String> versions,
    Supplier<List<Figure>> figures) {
  public Area {
    matches = List.copyOf(matches);
    environment = Map.copyOf(environment);
    versions = Map.copyOf(versions);
  }
}

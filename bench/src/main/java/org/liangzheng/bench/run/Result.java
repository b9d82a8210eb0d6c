package org.liangzheng.bench.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a run leaves behind: every round of every contestant, so that a doubt about a median can be
 * looked at.
 *
 * @param area such as {@code hsm}
 * @param versions of what was measured, by name
 */
public record Result(
    String area,
    Machine machine,
    Map<String, String> versions,
    Plan plan,
    List<Line> matches,
    List<Figure> figures) {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  /** One match. */
  public record Line(
      String id,
      String title,
      List<String> contestants,
      List<List<Measured>> rounds,
      List<Standing> standings) {}

  /** The result of the matches. */
  public static Result of(
      String area,
      Machine machine,
      Map<String, String> versions,
      Plan plan,
      List<AreaRunner.Played> played,
      List<Figure> figures) {
    return new Result(
        area,
        machine,
        Map.copyOf(versions),
        plan,
        played.stream()
            .map(one ->
                new Line(
                    one.match().id(),
                    one.match().title(),
                    one.match().contestants().stream().map(Contestant::name).toList(),
                    one.rounds(),
                    one.standings()))
            .toList(),
        List.copyOf(figures));
  }

  /** Writes {@code AREA.json} into the folder. */
  public Path write(Path folder) throws IOException {
    Files.createDirectories(folder);
    return Files.writeString(folder.resolve(area + ".json"), JSON.writeValueAsString(this) + "\n");
  }
}

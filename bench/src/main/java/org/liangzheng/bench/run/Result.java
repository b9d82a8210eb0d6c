package org.liangzheng.bench.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a run leaves behind: every round of every contestant, so that a doubt about a median can be
 * looked at.
 *
 * @param area such as {@code hsm}
 * @param run when and how it went
 * @param versions of what was measured, by name
 */
public record Result(
    String area,
    Run run,
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
      Run run,
      Machine machine,
      Map<String, String> versions,
      Plan plan,
      List<AreaRunner.Played> played,
      List<Figure> figures) {
    return new Result(
        area,
        run,
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

  /** The same, its run seen later. */
  public Result with(Run later) {
    return new Result(area, later, machine, versions, plan, matches, figures);
  }

  /** Writes {@code AREA.json} into the folder; who reads it sees the old or the new, never half. */
  public Path write(Path folder) throws IOException {
    Files.createDirectories(folder);
    Path fresh = folder.resolve(area + ".json.new");
    Files.writeString(fresh, JSON.writeValueAsString(this) + "\n");
    return Files.move(fresh, folder.resolve(area + ".json"), StandardCopyOption.ATOMIC_MOVE);
  }

  /** The last run of an area; empty if there was none, or none of this form. */
  public static Optional<Result> read(Path folder, String area) {
    try {
      return Optional.of(
          JSON.readValue(Files.readString(folder.resolve(area + ".json")), Result.class));
    } catch (IOException | JacksonException none) {
      return Optional.empty();
    }
  }
}

package org.liangzheng.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.liangzheng.bench.report.Report;
import org.liangzheng.bench.run.Area;
import org.liangzheng.bench.run.AreaRunner;
import org.liangzheng.bench.run.Commit;
import org.liangzheng.bench.run.Figure;
import org.liangzheng.bench.run.Load;
import org.liangzheng.bench.run.Machine;
import org.liangzheng.bench.run.Match;
import org.liangzheng.bench.run.MatchRunner;
import org.liangzheng.bench.run.Plan;
import org.liangzheng.bench.run.Result;
import org.liangzheng.bench.run.Run;
import org.liangzheng.bench.run.Table;

/**
 * Measures one area: its table goes to standard output, what was measured so far into its file
 * after every match, and the report is written anew.
 */
final class OneArea {
  private final Areas.Known known;
  private final Wishes wishes;
  private final Plan plan;
  private final Clock clock = Clock.systemUTC();
  private final long begun = System.nanoTime();

  OneArea(Areas.Known known, Wishes wishes) {
    this.known = known;
    this.wishes = wishes;
    this.plan = wishes.quick() ? Plan.QUICK : known.full();
  }

  /**
   * What the command line asks for.
   *
   * @param only part of the ids of the matches to play; null: all
   * @param results folder of results; null: nothing is written
   */
  record Wishes(boolean quick, @Nullable String only, boolean peer, @Nullable Path results) {
    /** Whether it is no measurement. */
    boolean look() {
      return quick || only != null;
    }
  }

  /** Plays one match and prints what {@link AreaRunner} reads. */
  static void play(Areas.Known known, String id, boolean quick) throws IOException {
    Plan plan = quick ? Plan.QUICK : known.full();
    Match match =
        known.finder().find(plan).stream()
            .filter(one -> one.id().equals(id))
            .findFirst()
            .orElseThrow();
    System.out.println(AreaRunner.toLine(new MatchRunner(plan).run(match)));
    System.out.flush();
    // Vaults stay open and JMH's threads are not always daemons.
    System.exit(0);
  }

  /**
   * Measures.
   *
   * @return whether everything that was to be measured was
   */
  boolean measure() throws IOException, InterruptedException {
    Duration still = wishes.quick() ? Duration.ofMillis(200) : Duration.ofSeconds(4);
    Result result =
        new Result(
            known.name(),
            Run.begun(clock.instant(), Commit.here(), wishes.look(), Load.now(still)),
            Machine.here(),
            Map.of(),
            plan,
            List.of(),
            List.of());
    write(result);
    Path folder = Files.createTempDirectory("lz-bench");
    try {
      result = measure(result, folder);
      result = result.with(result.run().ended(Load.now(still)));
    } catch (IOException | RuntimeException failed) {
      write(result.with(result.run().failed(seconds(), failed)));
      throw failed;
    } finally {
      delete(folder);
    }
    write(result);
    return result.run().left().isEmpty();
  }

  private Result measure(Result start, Path folder) throws IOException {
    Optional<String> service = Optional.ofNullable(System.getProperty("house.service"));
    try (Areas.Open open =
        known.maker().make(new Areas.Order(folder, wishes.peer(), plan, service))) {
      Area area = open.area();
      List<Match> matches = wished(area.matches());
      Result planned =
          new Result(
              known.name(),
              start.run().planning(matches.stream().map(Match::id).toList()),
              start.machine(),
              area.versions(),
              plan,
              List.of(),
              List.of());
      System.err.println(
          "lz bench "
              + known.name()
              + ": "
              + start.machine().processors()
              + " × "
              + start.machine().processor());
      AreaRunner.Outcome outcome =
          new AreaRunner(this::command, area.environment(), plan, System.err)
              .run(matches, known.time(), so -> write(grown(planned, so, List.of(), so.left())));
      Map<String, String> left = new TreeMap<>(outcome.left());
      List<Figure> figures = figures(area, left);
      outcome.played().forEach(one -> figures.addAll(one.latencies()));
      print(planned, outcome, figures);
      return grown(planned, outcome, figures, left);
    }
  }

  private List<Match> wished(List<Match> matches) {
    String only = wishes.only();
    List<Match> wished =
        only == null ? matches : matches.stream().filter(one -> one.id().contains(only)).toList();
    if (wished.isEmpty()) {
      throw new IllegalStateException("没有这一项 no such match: " + only);
    }
    return wished;
  }

  private static List<Figure> figures(Area area, Map<String, String> left) {
    try {
      return new ArrayList<>(area.figures().get());
    } catch (RuntimeException failed) {
      left.put(Run.FIGURES, Run.reason(failed));
      return new ArrayList<>();
    }
  }

  private Result grown(
      Result planned, AreaRunner.Outcome outcome, List<Figure> figures, Map<String, String> left) {
    return Result.of(
        known.name(),
        planned.run().after(seconds(), left),
        planned.machine(),
        planned.versions(),
        plan,
        outcome.played(),
        figures);
  }

  private void print(Result planned, AreaRunner.Outcome outcome, List<Figure> figures) {
    System.out.println(planned.machine());
    System.out.println(planned.versions());
    System.out.println(
        Table.of(
            outcome.played().stream().map(one -> one.match().title()).toList(),
            outcome.played().stream().map(AreaRunner.Played::standings).toList()));
    System.out.println(Figure.lines(figures));
  }

  private void write(Result result) {
    Path results = wishes.results();
    if (results == null) {
      return;
    }
    try {
      Path file = result.write(results);
      Path report = Report.write(results, Areas.ALL.stream().map(Areas.Known::name).toList());
      if (result.run().after().isPresent()) {
        System.err.println("lz bench: " + file + "\nlz bench: " + report);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException("the results cannot be written", failed);
    }
  }

  private List<String> command(String match) {
    List<String> command =
        new ArrayList<>(List.of(Bench.class.getName(), known.name(), Bench.CHILD, match));
    if (wishes.quick()) {
      command.add(Bench.QUICK);
    }
    return command;
  }

  private long seconds() {
    return Duration.ofNanos(System.nanoTime() - begun).toSeconds();
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}

package org.liangzheng.bench.run;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Runs the matches of an area, each in processes of its own, and prints the table. */
public final class AreaRunner {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Function<String, List<String>> child;
  private final Map<String, String> environment;
  private final Plan plan;
  private final PrintStream progress;

  /**
   * Ready to run.
   *
   * @param child arguments, main class first, of a process that runs the match of an id with {@link
   *     MatchRunner} and prints what {@link #toLine} makes of it
   * @param environment of these processes, besides this one's own
   */
  public AreaRunner(
      Function<String, List<String>> child,
      Map<String, String> environment,
      Plan plan,
      PrintStream progress) {
    this.child = child;
    this.environment = Map.copyOf(environment);
    this.plan = plan;
    this.progress = progress;
  }

  /** A match with all its rounds. */
  public record Played(Match match, List<List<Measured>> rounds) {
    /** Its rows. */
    public List<Standing> standings() {
      return match.rows().stream().map(row -> Standing.of(match, row, rounds)).toList();
    }

    /** Medians over the rounds of what was measured of latency, a p50 and a p99 each. */
    public List<Figure> latencies() {
      List<Figure> figures = new ArrayList<>();
      for (int place = 0; place < match.contestants().size(); place++) {
        int at = place;
        List<Measured.Latency> all =
            rounds.stream().flatMap(round -> Stream.ofNullable(round.get(at).latency())).toList();
        if (!all.isEmpty()) {
          String name = match.id() + ": " + match.contestants().get(at).name();
          figures.add(
              Figure.shown(
                  name + ", p50",
                  Standing.middle(all.stream().mapToDouble(Measured.Latency::p50).toArray()),
                  "ms"));
          figures.add(
              Figure.shown(
                  name + ", p99",
                  Standing.middle(all.stream().mapToDouble(Measured.Latency::p99).toArray()),
                  "ms"));
        }
      }
      return figures;
    }
  }

  /**
   * What came of them.
   *
   * @param left ids of matches that were not measured, with the reason of each
   */
  public record Outcome(List<Played> played, Map<String, String> left) {
    public Outcome {
      played = List.copyOf(played);
      left = Map.copyOf(left);
    }
  }

  /**
   * Runs them. A match that fails, or that the time does not suffice for, is left out with its
   * reason, and costs no other its figures.
   *
   * @param time for all of them
   * @param each is told what there is after each match
   */
  public Outcome run(List<Match> matches, Duration time, Consumer<Outcome> each) {
    long end = System.nanoTime() + time.toNanos();
    List<Played> played = new ArrayList<>();
    Map<String, String> left = new TreeMap<>();
    for (Match match : matches) {
      try {
        played.add(play(match, end));
      } catch (RuntimeException failed) {
        left.put(match.id(), Run.reason(failed));
        progress.println("  " + match.id() + ": " + left.get(match.id()));
      }
      each.accept(new Outcome(played, left));
    }
    return new Outcome(played, left);
  }

  private Played play(Match match, long end) {
    List<List<Measured>> rounds = new ArrayList<>();
    for (int fork = 1; fork <= plan.forks(); fork++) {
      if (System.nanoTime() >= end) {
        throw new OutOfTimeException();
      }
      progress.println("  " + match.id() + " " + fork + "/" + plan.forks());
      rounds.addAll(fork(match, end));
    }
    return new Played(match, rounds);
  }

  /** The area's time was over before this match was. */
  static final class OutOfTimeException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    OutOfTimeException() {
      super("时间用完 the time of the area was over");
    }
  }

  /** What a child prints. */
  public static String toLine(List<List<Measured>> rounds) {
    return JSON.writeValueAsString(rounds);
  }

  private List<List<Measured>> fork(Match match, long end) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("-Xmx512m");
    // JMH's own use of it; the JDK would warn in the middle of the table.
    command.add("--sun-misc-unsafe-memory-access=allow");
    // Another run on this machine is seen in the figures; it need not be refused.
    command.add("-Djmh.ignoreLock=true");
    // The service answers each request on a virtual thread.
    command.add("-Djmh.executor=VIRTUAL");
    command.add("-Dhouse.native=" + System.getProperty("house.native", "target/native"));
    for (String property : List.of("house.fonts", "house.root")) {
      String value = System.getProperty(property);
      if (value != null) {
        command.add("-D" + property + "=" + value);
      }
    }
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.addAll(child.apply(match.id()));
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
      builder.environment().putAll(environment);
      Process process = builder.start();
      process.getOutputStream().close();
      Thread watch = Thread.startVirtualThread(() -> endBy(process, end));
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int exit = process.waitFor();
      watch.join();
      if (exit != 0) {
        if (System.nanoTime() >= end) {
          throw new OutOfTimeException();
        }
        throw new IllegalStateException(match.id() + " ended with " + exit);
      }
      String last = out.strip().lines().reduce((_, line) -> line).orElse("");
      return JSON.readValue(last, new TypeReference<List<List<Measured>>>() {});
    } catch (IOException failed) {
      throw new IllegalStateException(match.id() + " cannot be run", failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(match.id() + " was interrupted", interrupted);
    }
  }

  private static void endBy(Process process, long end) {
    try {
      if (!process.waitFor(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}

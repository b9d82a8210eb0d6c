package org.liangzheng.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.liangzheng.bench.hsm.HsmArea;
import org.liangzheng.bench.run.AreaRunner;
import org.liangzheng.bench.run.Machine;
import org.liangzheng.bench.run.Match;
import org.liangzheng.bench.run.MatchRunner;
import org.liangzheng.bench.run.Plan;
import org.liangzheng.bench.run.Result;
import org.liangzheng.bench.run.Table;
import org.liangzheng.testkit.custody.natives.NativeToolException;

/**
 * {@code lz bench hsm [--quick] [--only MATCH] [--results FOLDER]}: measures, prints one table and
 * writes one JSON file. The table goes to standard output, everything else to standard error. Ends
 * with 0 whether goals are met or missed: the machine may be busy, and the reader judges.
 */
public final class Bench {
  private static final String CHILD = "--child";

  private Bench() {}

  public static void main(String[] arguments) throws IOException {
    List<String> words = new ArrayList<>(List.of(arguments));
    boolean quick = words.remove("--quick");
    String only = option(words, "--only");
    String results = option(words, "--results");
    String child = option(words, CHILD);
    Plan plan = quick ? Plan.QUICK : Plan.FULL;
    if (!words.equals(List.of("hsm"))) {
      System.err.println("lz bench hsm [--quick] [--only MATCH] [--results FOLDER]");
      System.exit(64);
    }
    if (child != null) {
      play(HsmArea.found(plan).matches(), child, plan);
      return;
    }
    Path folder = Files.createTempDirectory("lz-bench");
    try {
      HsmArea area = HsmArea.make(folder, plan);
      measure(area, only, plan, quick, results);
    } catch (NativeToolException missing) {
      System.err.println("lz bench: " + missing.getMessage());
      System.exit(69);
    } finally {
      delete(folder);
    }
  }

  private static void play(List<Match> matches, String id, Plan plan) {
    Match match = matches.stream().filter(one -> one.id().equals(id)).findFirst().orElseThrow();
    System.out.println(AreaRunner.toLine(new MatchRunner(plan).run(match)));
    System.out.flush();
    // Vaults stay open and JMH's threads are not always daemons.
    System.exit(0);
  }

  private static void measure(
      HsmArea area, @Nullable String only, Plan plan, boolean quick, @Nullable String results)
      throws IOException {
    List<Match> matches = area.matches();
    if (only != null) {
      matches = matches.stream().filter(one -> one.id().contains(only)).toList();
      if (matches.isEmpty()) {
        System.err.println("lz bench: 没有这一项 no such match: " + only);
        return;
      }
    }
    Machine machine = Machine.here();
    Map<String, String> versions = HsmArea.versions();
    System.err.println("lz bench hsm: " + machine.processors() + " × " + machine.processor());
    List<AreaRunner.Played> played =
        new AreaRunner(id -> command(id, quick), area.environment(), plan, System.err).run(matches);
    System.out.println(machine);
    System.out.println(versions);
    System.out.println(
        Table.of(
            played.stream().map(one -> one.match().title()).toList(),
            played.stream().map(AreaRunner.Played::standings).toList()));
    if (results != null) {
      Path file = Result.of("hsm", machine, versions, plan, played).write(Path.of(results));
      System.err.println("lz bench: " + file);
    }
  }

  private static List<String> command(String match, boolean quick) {
    List<String> command = new ArrayList<>(List.of(Bench.class.getName(), "hsm", CHILD, match));
    if (quick) {
      command.add("--quick");
    }
    return command;
  }

  private static @Nullable String option(List<String> words, String name) {
    int at = words.indexOf(name);
    if (at < 0 || at + 1 == words.size()) {
      return null;
    }
    words.remove(at);
    return words.remove(at);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}

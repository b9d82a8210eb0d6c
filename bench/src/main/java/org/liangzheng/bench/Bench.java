package org.liangzheng.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.liangzheng.bench.hsm.HsmArea;
import org.liangzheng.bench.run.AreaRunner;
import org.liangzheng.bench.run.Machine;
import org.liangzheng.bench.run.Match;
import org.liangzheng.bench.run.MatchRunner;
import org.liangzheng.bench.run.Plan;
import org.liangzheng.bench.run.Result;
import org.liangzheng.bench.run.Table;

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
    List<Match> matches = new HsmArea().matches();
    if (child != null) {
      Match match =
          matches.stream().filter(one -> one.id().equals(child)).findFirst().orElseThrow();
      System.out.println(AreaRunner.toLine(new MatchRunner(plan).run(match)));
      // A vault's threads are daemons; JMH's are not always.
      System.exit(0);
    }
    if (only != null) {
      matches = matches.stream().filter(one -> one.id().contains(only)).toList();
      if (matches.isEmpty()) {
        System.err.println("lz bench: 没有这一项 no such match: " + only);
        System.exit(64);
      }
    }
    Machine machine = Machine.here();
    Map<String, String> versions = HsmArea.versions();
    System.err.println("lz bench hsm: " + machine.processors() + " × " + machine.processor());
    List<AreaRunner.Played> played =
        new AreaRunner(id -> command(id, quick), plan, System.err).run(matches);
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

  private static @org.jspecify.annotations.Nullable String option(List<String> words, String name) {
    int at = words.indexOf(name);
    if (at < 0 || at + 1 == words.size()) {
      return null;
    }
    words.remove(at);
    return words.remove(at);
  }
}

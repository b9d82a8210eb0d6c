package org.liangzheng.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.liangzheng.bench.hsm.HsmArea;
import org.liangzheng.bench.issue.IssueArea;
import org.liangzheng.bench.present.PresentArea;
import org.liangzheng.bench.run.Area;
import org.liangzheng.bench.run.AreaRunner;
import org.liangzheng.bench.run.Figure;
import org.liangzheng.bench.run.Machine;
import org.liangzheng.bench.run.Match;
import org.liangzheng.bench.run.MatchRunner;
import org.liangzheng.bench.run.Plan;
import org.liangzheng.bench.run.Result;
import org.liangzheng.bench.run.Table;
import org.liangzheng.bench.seal.SealArea;
import org.liangzheng.bench.share.ShareArea;
import org.liangzheng.testkit.custody.natives.NativeToolException;

/**
 * {@code lz bench hsm|seal|issue|present|share [--quick] [--only MATCH] [--no-peer] [--results FOLDER]}:
 * measures, prints one table and writes one JSON file. The table goes to standard output,
 * everything else to standard error. Ends with 0 whether goals are met or missed: the machine may
 * be busy, and the reader judges.
 */
public final class Bench {
  private static final String CHILD = "--child";
  private static final List<String> AREAS = List.of("hsm", "seal", "issue", "present", "share");

  private Bench() {}

  public static void main(String[] arguments) throws IOException {
    List<String> words = new ArrayList<>(List.of(arguments));
    boolean quick = words.remove("--quick");
    String only = option(words, "--only");
    String results = option(words, "--results");
    String child = option(words, CHILD);
    boolean peer = !words.remove("--no-peer");
    if (words.size() != 1 || !AREAS.contains(words.getFirst())) {
      System.err.println(
          "lz bench hsm|seal|issue|present|share [--quick] [--only MATCH] [--no-peer] [--results FOLDER]");
      System.exit(64);
    }
    String name = words.getFirst();
    Plan plan = quick ? Plan.QUICK : full(name);
    if (child != null) {
      play(found(name, plan), child, plan);
      return;
    }
    Path folder = Files.createTempDirectory("lz-bench");
    try {
      switch (name) {
        case "issue" -> issue(folder, peer, only, plan, quick, results);
        case "present" -> present(folder, only, plan, quick, results);
        case "share" -> share(folder, only, plan, quick, results);
        case "seal" -> measure(SealArea.make(folder, peer).area(plan), only, plan, quick, results);
        default -> measure(hsm(folder, plan), only, plan, quick, results);
      }
    } catch (NativeToolException missing) {
      System.err.println("lz bench: " + missing.getMessage());
      System.exit(69);
    } finally {
      delete(folder);
    }
  }

  private static Plan full(String area) {
    return switch (area) {
      case "issue" -> IssueArea.FULL;
      case "present" -> PresentArea.FULL;
      case "share" -> ShareArea.FULL;
      case "seal" -> SealArea.FULL;
      default -> Plan.FULL;
    };
  }

  private static List<Match> found(String area, Plan plan) throws IOException {
    return switch (area) {
      case "issue" -> IssueArea.found().matches();
      case "present" -> PresentArea.found().matches();
      case "share" -> ShareArea.found().matches();
      case "seal" -> SealArea.found().matches();
      default -> HsmArea.found(plan).matches();
    };
  }

  private static void issue(
      Path folder,
      boolean peer,
      @Nullable String only,
      Plan plan,
      boolean quick,
      @Nullable String results)
      throws IOException {
    String service = System.getProperty("house.service");
    if (service == null) {
      System.err.println(
          "lz bench: 没有给出服务，请用 ./lz bench issue; no service is given: ./lz bench issue");
      return;
    }
    try (IssueArea area = IssueArea.make(service, folder, peer, plan)) {
      measure(area.area(), only, plan, quick, results);
    }
  }

  /** Without a service the library's own part is measured. */
  private static void present(
      Path folder, @Nullable String only, Plan plan, boolean quick, @Nullable String results)
      throws IOException {
    Optional<String> service = Optional.ofNullable(System.getProperty("house.service"));
    try (PresentArea area = PresentArea.make(service, folder, plan)) {
      measure(area.area(), only, plan, quick, results);
    }
  }

  private static void share(
      Path folder, @Nullable String only, Plan plan, boolean quick, @Nullable String results)
      throws IOException {
    String service = System.getProperty("house.service");
    if (service == null) {
      System.err.println(
          "lz bench: 没有给出服务，请用 ./lz bench share; no service is given: ./lz bench share");
      return;
    }
    try (ShareArea area = ShareArea.make(service, folder, plan)) {
      measure(area.area(), only, plan, quick, results);
    }
  }

  private static Area hsm(Path folder, Plan plan) {
    HsmArea area = HsmArea.make(folder, plan);
    return new Area("hsm", area.matches(), area.environment(), HsmArea.versions(), List::of);
  }

  private static void play(List<Match> matches, String id, Plan plan) {
    Match match = matches.stream().filter(one -> one.id().equals(id)).findFirst().orElseThrow();
    System.out.println(AreaRunner.toLine(new MatchRunner(plan).run(match)));
    System.out.flush();
    // Vaults stay open and JMH's threads are not always daemons.
    System.exit(0);
  }

  private static void measure(
      Area area, @Nullable String only, Plan plan, boolean quick, @Nullable String results)
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
    Map<String, String> versions = area.versions();
    System.err.println(
        "lz bench " + area.name() + ": " + machine.processors() + " × " + machine.processor());
    List<AreaRunner.Played> played =
        new AreaRunner(id -> command(area.name(), id, quick), area.environment(), plan, System.err)
            .run(matches);
    System.out.println(machine);
    System.out.println(versions);
    System.out.println(
        Table.of(
            played.stream().map(one -> one.match().title()).toList(),
            played.stream().map(AreaRunner.Played::standings).toList()));
    List<Figure> figures = new ArrayList<>(area.figures().get());
    played.forEach(one -> figures.addAll(one.latencies()));
    System.out.println(Figure.lines(figures));
    if (results != null) {
      Path file =
          Result.of(area.name(), machine, versions, plan, played, figures).write(Path.of(results));
      System.err.println("lz bench: " + file);
    }
  }

  private static List<String> command(String area, String match, boolean quick) {
    List<String> command = new ArrayList<>(List.of(Bench.class.getName(), area, CHILD, match));
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

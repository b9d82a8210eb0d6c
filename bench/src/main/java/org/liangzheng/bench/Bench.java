package org.liangzheng.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.liangzheng.testkit.custody.natives.NativeToolException;

/**
 * {@code lz bench all|AREA [--quick] [--only MATCH] [--no-peer] [--results FOLDER]}: measures,
 * prints a table, writes one JSON file an area, and from all of them a report. Tables go to
 * standard output, everything else to standard error. Ends with 0 whether goals are met or missed:
 * the machine may be busy, and the reader judges. 70: something could not be measured.
 */
public final class Bench {
  static final String CHILD = "--child";
  static final String QUICK = "--quick";
  static final String NO_PEER = "--no-peer";

  /** Exit code where something could not be measured. */
  static final int NOT_ALL = 70;

  private static final String ALL = "all";

  private Bench() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    int exit = run(arguments);
    if (exit != 0) {
      System.exit(exit);
    }
  }

  /** The same, told how to end instead of ending. */
  static int run(String... arguments) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of(arguments));
    boolean quick = words.remove(QUICK);
    String only = option(words, "--only");
    String results = option(words, "--results");
    String child = option(words, CHILD);
    boolean peer = !words.remove(NO_PEER);
    String name = words.size() == 1 ? words.getFirst() : "";
    Optional<Areas.Known> known = Areas.named(name);
    boolean all = name.equals(ALL) && only == null && results != null;
    if (known.isEmpty() && !all) {
      return usage();
    }
    try {
      boolean whole;
      if (all) {
        whole =
            new AllAreas(quick, peer, Path.of(Optional.ofNullable(results).orElseThrow()))
                .measure();
      } else if (child != null) {
        OneArea.play(known.orElseThrow(), child, quick);
        return 0;
      } else {
        Path folder = results == null ? null : Path.of(results);
        whole =
            new OneArea(known.orElseThrow(), new OneArea.Wishes(quick, only, peer, folder))
                .measure();
      }
      if (!whole) {
        System.err.println(
            "lz bench: 有未能测量的部分，原因见结果 not everything could be measured; the results say why");
        return NOT_ALL;
      }
      return 0;
    } catch (NativeToolException missing) {
      System.err.println("lz bench: " + missing.getMessage());
      return 69;
    }
  }

  private static int usage() {
    String areas = Areas.ALL.stream().map(Areas.Known::name).collect(Collectors.joining("|"));
    System.err.println("lz bench all [--quick] [--no-peer] --results FOLDER");
    System.err.println(
        "lz bench " + areas + " [--quick] [--only MATCH] [--no-peer] [--results FOLDER]");
    return 64;
  }

  private static @Nullable String option(List<String> words, String name) {
    int at = words.indexOf(name);
    if (at < 0 || at + 1 == words.size()) {
      return null;
    }
    words.remove(at);
    return words.remove(at);
  }
}

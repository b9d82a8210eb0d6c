package org.liangzheng.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.liangzheng.bench.report.Report;
import org.liangzheng.bench.run.Commit;
import org.liangzheng.bench.run.Result;
import org.liangzheng.bench.run.Run;

/** Every area in turn, each in a process of its own: none takes another's figures with it. */
final class AllAreas {
  /** How long an area may take besides its matches, to be made, counted and ended. */
  private static final int BESIDES_MINUTES = 10;

  private static final int END_SECONDS = 60;

  private final boolean quick;
  private final boolean peer;
  private final Path results;

  /** Of the whole run: a checkout that changes meanwhile changes nothing of what is measured. */
  private final String commit = Commit.here();

  AllAreas(boolean quick, boolean peer, Path results) {
    this.quick = quick;
    this.peer = peer;
    this.results = results;
  }

  /**
   * Measures all.
   *
   * @return whether everything that was to be measured was
   */
  boolean measure() throws IOException, InterruptedException {
    long begun = System.nanoTime();
    boolean whole = true;
    int number = 0;
    for (Areas.Known known : Areas.ALL) {
      number++;
      long minutes = TimeUnit.NANOSECONDS.toMinutes(System.nanoTime() - begun);
      System.err.println(
          String.format(
              Locale.ROOT,
              "lz bench all: %d/%d %s（已用 %d 分钟 minutes so far）",
              number,
              Areas.ALL.size(),
              known.name(),
              minutes));
      whole &= measure(known);
    }
    Path report = Report.write(results, Areas.ALL.stream().map(Areas.Known::name).toList());
    System.err.println("lz bench all: " + report);
    return whole;
  }

  private boolean measure(Areas.Known known) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command(known)).inheritIO().start();
    Thread ending = new Thread(() -> end(process));
    Runtime.getRuntime().addShutdownHook(ending);
    boolean over = process.waitFor(known.minutes() + BESIDES_MINUTES, TimeUnit.MINUTES);
    if (!over) {
      end(process);
      note(known, new IllegalStateException("到时被结束 ended when its time was over"));
    }
    Runtime.getRuntime().removeShutdownHook(ending);
    int exit = process.waitFor();
    if (over && exit != 0 && exit != Bench.NOT_ALL) {
      note(known, new IllegalStateException("进程退出 the process ended with " + exit));
    }
    return exit == 0;
  }

  /** What the process could not say itself. */
  private void note(Areas.Known known, IllegalStateException cause) throws IOException {
    Result last = Result.read(results, known.name()).orElse(null);
    if (last != null && last.run().state() == Run.State.BEGUN) {
      Path _ = last.with(last.run().failed(last.run().seconds(), cause)).write(results);
    }
    System.err.println("lz bench all: " + known.name() + ": " + cause.getMessage());
  }

  /** First asked, so that it ends its service and database; then its whole family is killed. */
  private static void end(Process process) {
    List<ProcessHandle> family = process.descendants().toList();
    process.destroy();
    try {
      if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    family.forEach(ProcessHandle::destroyForcibly);
  }

  private List<String> command(Areas.Known known) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    for (String encoding : List.of("stdout.encoding", "stderr.encoding", "file.encoding")) {
      command.add("-D" + encoding + "=UTF-8");
    }
    for (String name : System.getProperties().stringPropertyNames()) {
      if (name.startsWith("house.")) {
        command.add("-D" + name + "=" + System.getProperty(name));
      }
    }
    command.add("-D" + Commit.TOLD + "=" + commit);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Bench.class.getName()));
    command.addAll(List.of(known.name(), "--results", results.toString()));
    if (quick) {
      command.add(Bench.QUICK);
    }
    if (!peer) {
      command.add(Bench.NO_PEER);
    }
    return command;
  }
}

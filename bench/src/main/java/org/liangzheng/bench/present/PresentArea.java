package org.liangzheng.bench.present;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import org.liangzheng.bench.run.Area;
import org.liangzheng.bench.run.Figure;
import org.liangzheng.bench.run.Match;
import org.liangzheng.bench.run.Plan;
import org.liangzheng.bench.service.Database;
import org.liangzheng.bench.service.Left;
import org.liangzheng.bench.service.ServiceProcess;
import org.liangzheng.bench.service.Stage;
import org.liangzheng.bench.service.Transactions;
import org.liangzheng.bench.service.Warmth;
import org.liangzheng.bench.service.Wire;

/**
 * The matches of {@code lz bench present}. The service is warm; clients, service and database share
 * the processors. One citizen shows one licence, one counter scans. Without a service only what the
 * library does alone is measured, and the rest is said not to have run.
 */
public final class PresentArea implements AutoCloseable {
  /** One process a match, because the service stays the same: about five minutes. */
  public static final Plan FULL =
      new Plan(1, 5, Duration.ofMillis(3_000), Duration.ofMillis(1_500));

  static final List<Integer> CLIENTS = List.of(1, 8, 32);

  /** Room for those whose line is timed while all the others are open. */
  private static final String ROOM = "--liangzheng.presentation.streams.most=5100";

  private final Stage stage;
  private final Size size;
  private final List<Figure> figures = new ArrayList<>();
  private String postgres = "not run";

  private PresentArea(Stage stage, Size size) {
    this.stage = stage;
    this.size = size;
  }

  /**
   * How much of it.
   *
   * @param warmth how far the service is warmed
   * @param counted acts that are counted
   * @param streams event streams that are opened
   */
  private record Size(Warmth warmth, int counted, int streams) {
    static final Size FULL = new Size(Warmth.STEADY, 60, 5_000);
    static final Size QUICK = new Size(Warmth.QUICK, 8, 50);

    static Size of(Plan plan) {
      return plan.equals(Plan.QUICK) ? QUICK : FULL;
    }
  }

  /**
   * Starts the service, warms it and finds out what its acts cost.
   *
   * @param program jar of the service, or a class path; empty: none, and only the library is
   *     measured
   */
  public static PresentArea make(Optional<String> program, Path folder, Plan plan)
      throws IOException {
    if (program.isEmpty()) {
      return new PresentArea(Stage.without(folder), Size.of(plan));
    }
    Stage stage = Stage.of(program.get(), folder, List.of(ROOM));
    PresentArea area = new PresentArea(stage, Size.of(plan));
    stage.prepare((started, _) -> area.prepare(started));
    return area;
  }

  /** In a process started with the environment of {@link #area}. */
  public static PresentArea found() {
    return new PresentArea(Stage.found(), Size.QUICK);
  }

  private void prepare(ServiceProcess started) throws IOException, SQLException {
    Wire wire = new Wire(started.address());
    Counter.Enrolled enrolled = Counter.enrol(wire, started.home());
    Holder holder = new Holder(wire, started.home());
    Counter counter = new Counter(wire, enrolled);
    try (Connection connection = stage.database().connect()) {
      Database.requireSafe(connection);
      postgres = Database.version(connection);
      Stage.say("正在预热 warming …");
      warm(holder, counter, started.pid());
      Transactions.prepare(connection);
      // The pages that are written whole after a checkpoint are no part of an act.
      Database.execute(connection, "checkpoint");
      LinkedBlockingQueue<String> codes = new LinkedBlockingQueue<>();
      Left show = Left.by(connection, size.counted(), _ -> codes.add(holder.show().code()));
      Left scan = Left.by(connection, size.counted(), _ -> counter.scan(codes.take()));
      int showCommits = (int) Math.round(show.commits());
      int scanCommits = (int) Math.round(scan.commits());
      new Setting(
              started.address().toString(),
              started.pid(),
              enrolled,
              showCommits,
              scanCommits,
              Transactions.largeBytes(show.kilobytes() * 1e3, (double) showCommits),
              Transactions.largeBytes(scan.kilobytes() * 1e3, (double) scanCommits))
          .write(stage.folder());
      left("亮证 show", show);
      left("扫码 scan", scan);
    }
  }

  private void left(String act, Left left) {
    figures.add(Figure.shown(act + ": writing transactions", left.commits(), "each"));
    figures.add(Figure.shown(act + ": written ahead", left.kilobytes(), "kB"));
  }

  private void warm(Holder holder, Counter counter, long pid) {
    stage.warm(pid, size.warmth(), _ -> counter.scan(holder.show().code()));
  }

  /** All of it. */
  public Area area() throws IOException {
    return new Area(
        "present", matches(), stage.environment(), Map.of("PostgreSQL", postgres), this::figures);
  }

  /** Showing and scanning, each with some clients, and checking without a service. */
  public List<Match> matches() throws IOException {
    return new PresentMatches(stage).all(Setting.read(stage.folder()));
  }

  /** Those found out before, then the event streams of a service that was started anew. */
  private List<Figure> figures() {
    List<Figure> all = new ArrayList<>(figures);
    StreamFigures streams = new StreamFigures(size.streams());
    ServiceProcess running = stage.service().orElse(null);
    if (running == null) {
      CLIENTS.forEach(clients -> all.add(Figure.notRun("亮证 show-" + clients)));
      CLIENTS.forEach(clients -> all.add(Figure.notRun("扫码 scan-" + clients)));
      all.add(Figure.notRun(streams.name("resident growth")));
    } else {
      try {
        running.close();
        Stage.say("正在重启 starting again …");
        Duration _ = running.start();
        Holder holder = PresentMatches.holder(stage, setting());
        Counter counter = PresentMatches.counter(setting());
        warm(holder, counter, running.pid());
        all.addAll(streams.measure(running, holder, counter));
      } catch (IOException failed) {
        throw new IllegalStateException("the event streams were not measured", failed);
      }
    }
    all.add(Figure.notRun("扫到结论 scan to verdict in a browser: CounterBrowserTest"));
    return all;
  }

  private Setting setting() throws IOException {
    return Setting.read(stage.folder()).orElseThrow();
  }

  @Override
  public void close() {
    stage.close();
  }
}

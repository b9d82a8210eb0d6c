package org.liangzheng.bench.present;

import static org.liangzheng.bench.run.Row.promised;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import org.liangzheng.bench.run.Area;
import org.liangzheng.bench.run.Basis;
import org.liangzheng.bench.run.Contestant;
import org.liangzheng.bench.run.Figure;
import org.liangzheng.bench.run.Match;
import org.liangzheng.bench.run.Measured;
import org.liangzheng.bench.run.Plan;
import org.liangzheng.bench.service.Crowd;
import org.liangzheng.bench.service.Database;
import org.liangzheng.bench.service.Late;
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

  private static final List<Integer> CLIENTS = List.of(1, 8, 32);
  private static final double SHARE = 0.5;
  private static final double OFFLINE_SHARE = 0.8;
  private static final double STREAMS_MB = 300;

  /** Codes live for 30 s: those of a round are not older than half of it when it begins. */
  private static final long STOCKING_MILLIS = 15_000;

  /** Scans a second that are reckoned with before any were counted. */
  private static final double FIRST_GUESS = 100;

  private static final double RESERVE = 1.5;
  private static final int LIVE_LINES = 20;

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
    List<Match> matches = new ArrayList<>();
    Setting.read(stage.folder())
        .ifPresent(setting -> {
          CLIENTS.forEach(clients -> matches.add(show(clients, setting)));
          CLIENTS.forEach(clients -> matches.add(scan(clients, setting)));
        });
    matches.add(offline());
    return matches;
  }

  private static Match offline() {
    String ours = "library";
    String house = "own SM2 + AES-GCM";
    String bouncyCastle = "BouncyCastle SM2 + AES-GCM";
    String benchmark = OfflineCheck.class.getName();
    return new Match(
        "offline-check",
        "离线验码 check an offline code",
        List.of(
            new Contestant.Jmh(ours, benchmark + ".library", 1),
            new Contestant.Jmh(house, benchmark + ".houseBare", 1),
            new Contestant.Jmh(bouncyCastle, benchmark + ".bouncyCastleBare", 1)),
        List.of(promised(ours, OFFLINE_SHARE, Basis.CPU, house, bouncyCastle)));
  }

  private Holder holder(Setting setting) {
    try {
      return new Holder(new Wire(URI.create(setting.service())), stage.home());
    } catch (IOException failed) {
      throw new UncheckedIOException("the sample citizen cannot sign in", failed);
    }
  }

  private Match show(int clients, Setting setting) {
    String ours = "show";
    String parts = "its parts";
    Late<Holder> holder = new Late<>(() -> holder(setting));
    Late<Parts> work = new Late<>(Parts::new);
    Late<Transactions> bare = new Late<>(() -> stage.transactions(clients, setting.showBytes()));
    Crowd crowd = stage.crowd(clients, setting.pid());
    return new Match(
        "show-" + clients,
        "亮证 show a licence: mint a code, " + clients + " 客户端 clients",
        List.of(
            crowd.contestant(ours, _ -> holder.get().show()),
            crowd.contestant(
                parts,
                client -> {
                  String _ = work.get().show();
                  bare.get().commit(client, setting.showCommits());
                })),
        List.of(promised(ours, SHARE, Basis.WALL, parts)));
  }

  private Match scan(int clients, Setting setting) {
    String ours = "scan";
    String parts = "its parts";
    Late<Stock> stock = new Late<>(() -> new Stock(clients, setting));
    Late<Parts> work = new Late<>(Parts::new);
    Late<Transactions> bare = new Late<>(() -> stage.transactions(clients, setting.scanBytes()));
    return new Match(
        "scan-" + clients,
        "扫码 scan a code: verify and use it up, " + clients + " 客户端 clients",
        List.of(
            new Contestant.Neighbour(ours, millis -> stock.get().scan(millis)),
            stage
                .crowd(clients, setting.pid())
                .contestant(
                    parts,
                    client -> {
                      work.get().scan();
                      bare.get().commit(client, setting.scanCommits());
                    })),
        List.of(promised(ours, SHARE, Basis.WALL, parts)));
  }

  /** Codes are shown before a round and scanned in it; each is good once and for 30 seconds. */
  private final class Stock {
    private final int clients;
    private final Holder holder;
    private final Counter counter;
    private final Crowd crowd;
    private double perSecond = FIRST_GUESS;

    Stock(int clients, Setting setting) {
      this.clients = clients;
      this.holder = PresentArea.this.holder(setting);
      this.counter = new Counter(new Wire(URI.create(setting.service())), setting.counter());
      this.crowd = stage.crowd(clients, setting.pid());
    }

    Measured scan(long millis) {
      int wanted = clients + (int) (perSecond * millis / 1e3 * RESERVE);
      LinkedBlockingQueue<String> codes = new LinkedBlockingQueue<>();
      Stage.crowd(Stage.WARMING)
          .run(
              STOCKING_MILLIS,
              () -> codes.size() < Math.max(wanted, clients),
              _ -> codes.add(holder.show().code()));
      // The stock may run out first: then the round is over earlier, never empty-handed.
      Measured measured =
          crowd.run(millis, () -> codes.size() >= clients, _ -> counter.scan(codes.remove()));
      perSecond = Math.max(perSecond, measured.perSecond());
      return measured;
    }
  }

  /** Those found out before, then the event streams of a service that was started anew. */
  private List<Figure> figures() {
    List<Figure> all = new ArrayList<>(figures);
    ServiceProcess running = stage.service().orElse(null);
    if (running == null) {
      CLIENTS.forEach(clients -> all.add(Figure.notRun("亮证 show-" + clients)));
      CLIENTS.forEach(clients -> all.add(Figure.notRun("扫码 scan-" + clients)));
      all.add(Figure.notRun(streams("resident growth")));
    } else {
      try {
        running.close();
        Stage.say("正在重启 starting again …");
        Duration _ = running.start();
        all.addAll(streams(running));
      } catch (IOException failed) {
        throw new IllegalStateException("the event streams were not measured", failed);
      }
    }
    all.add(Figure.notRun("扫到结论 scan to verdict in a browser: CounterBrowserTest"));
    return all;
  }

  private String streams(String what) {
    return "事件流 " + size.streams() + " event streams: " + what;
  }

  private List<Figure> streams(ServiceProcess running) throws IOException {
    if (!Streams.allowed(size.streams())) {
      Stage.say("打开文件数不够 too few open files are allowed: ulimit -n");
      return List.of(Figure.notRun(streams("resident growth")));
    }
    Setting setting = Setting.read(stage.folder()).orElseThrow();
    Holder holder = holder(setting);
    Counter counter = new Counter(new Wire(running.address()), setting.counter());
    warm(holder, counter, running.pid());
    List<Figure> found = new ArrayList<>();
    double liveBefore = LiveHeap.megabytes(running.pid());
    double residentBefore = running.residentMegabytes();
    Stage.say("正在打开 opening " + size.streams() + " 个事件流 event streams …");
    try (Streams streams = new Streams(running.address(), holder)) {
      int opened = streams.open(size.streams());
      double resident = running.residentMegabytes() - residentBefore;
      if (opened < size.streams()) {
        found.add(Figure.shown(streams("only so many opened"), (double) opened, ""));
        found.add(Figure.shown(streams("resident growth by these"), resident, "MB"));
        found.add(Figure.notRun(streams("resident growth")));
        return found;
      }
      double live = LiveHeap.megabytes(running.pid()) - liveBefore;
      found.add(Figure.promised(streams("resident growth"), resident, "MB", STREAMS_MB));
      found.add(Figure.shown(streams("live heap growth"), live, "MB"));
      found.add(Figure.shown(streams("live heap of each"), live * 1e3 / opened, "kB"));
      found.add(Figure.shown(streams("resident in all"), running.residentMegabytes(), "MB"));
      double[] lines = liveLines(streams, holder, counter);
      found.add(Figure.shown(streams("scan to live line, p50"), lines[LIVE_LINES / 2], "ms"));
      found.add(Figure.shown(streams("scan to live line, most"), lines[LIVE_LINES - 1], "ms"));
      found.add(Figure.shown(streams("still open at the end"), (double) streams.alive(), ""));
    }
    return found;
  }

  /**
   * From the start of a scan to its line in the stream of who showed the code, while all the others
   * are open; sorted, in milliseconds.
   */
  private static double[] liveLines(Streams streams, Holder holder, Counter counter)
      throws IOException {
    double[] millis = new double[LIVE_LINES];
    for (int i = 0; i < LIVE_LINES; i++) {
      Holder.Shown shown = holder.show();
      Streams.Stream stream = streams.stream(shown);
      long start = System.nanoTime();
      Stage.crowd(1).run(0, _ -> counter.scan(shown.code()));
      stream.await("event:checked");
      millis[i] = (System.nanoTime() - start) / 1e6;
      stream.socket().close();
    }
    Arrays.sort(millis);
    return millis;
  }

  @Override
  public void close() {
    stage.close();
  }
}

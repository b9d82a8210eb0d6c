package org.liangzheng.bench.share;

import static org.liangzheng.bench.run.Row.promised;
import static org.liangzheng.bench.run.Row.shown;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.liangzheng.bench.run.Area;
import org.liangzheng.bench.run.Basis;
import org.liangzheng.bench.run.Figure;
import org.liangzheng.bench.run.Match;
import org.liangzheng.bench.run.Measured;
import org.liangzheng.bench.run.Plan;
import org.liangzheng.bench.service.Crowd;
import org.liangzheng.bench.service.Late;
import org.liangzheng.bench.service.Replay;
import org.liangzheng.bench.service.Stage;
import org.liangzheng.bench.service.Statements;
import org.liangzheng.bench.service.Transactions;

/**
 * The matches of {@code lz bench share}. The service is warm, its register and its cases are full;
 * clients, service and database share the processors. CPU time is that of all three, whoever is
 * measured.
 */
public final class ShareArea implements AutoCloseable {
  /** One process a match, because the service stays the same: about six minutes. */
  public static final Plan FULL =
      new Plan(1, 5, Duration.ofMillis(3_000), Duration.ofMillis(1_500));

  static final List<Integer> CLIENTS = List.of(1, 8, 32);

  private static final double SHARE = 0.5;
  private static final double RECEIPT_PERCENT = 5;
  private static final double COVERAGE_MILLIS = 20;
  private static final int LOOKERS = 8;

  /** The limit a day is no part of what is measured. */
  private static final String NO_LIMIT = "--liangzheng.sharing.fetches-a-day=1000000000";

  private final Stage stage;
  private final Plan plan;
  private final List<Figure> figures = new ArrayList<>();

  private ShareArea(Stage stage, Plan plan) {
    this.stage = stage;
    this.plan = plan;
  }

  /**
   * Starts the service, warms it, fills register and cases, and finds out what its acts cost.
   *
   * @param program jar of the service, or a class path
   */
  public static ShareArea make(String program, Path folder, Plan plan) throws IOException {
    Stage stage = Stage.of(program, folder, List.of(NO_LIMIT));
    ShareArea area = new ShareArea(stage, plan);
    stage.prepare((started, _) ->
        area.figures.addAll(
            new Preparing(stage, plan.equals(Plan.QUICK)).prepare(started).figures()));
    return area;
  }

  /** In a process started with the environment of {@link #area}. */
  public static ShareArea found() {
    return new ShareArea(Stage.found(), Plan.QUICK);
  }

  /** All of it. */
  public Area area() throws IOException {
    return new Area("share", matches(), stage.environment(), Map.of(), this::allFigures);
  }

  /** Opening cases and fetching, each with some clients, and looking at cases. */
  public List<Match> matches() throws IOException {
    Setting setting = Setting.read(stage.folder());
    List<Match> matches = new ArrayList<>();
    CLIENTS.forEach(clients -> matches.add(open(clients, setting)));
    matches.add(look(setting));
    CLIENTS.forEach(clients -> matches.add(fetch(clients, setting)));
    return matches;
  }

  private Desk desk(Setting setting) {
    return new Desk(URI.create(setting.service()), stage.home());
  }

  /** The bare selects of the applicants in turns, on the connections of the bare transactions. */
  private static final class Selects {
    private final List<Replay> replays;
    private final List<List<Statements.Sent>> statements;
    private final int[] turns;

    Selects(int clients, List<List<Statements.Sent>> statements, Transactions on) {
      this.replays =
          IntStream.range(0, clients).mapToObj(i -> new Replay(on.connection(i))).toList();
      this.statements = statements;
      this.turns = new int[clients];
    }

    void read(int client) throws SQLException {
      replays.get(client).read(statements.get(turns[client]++ % statements.size()));
    }
  }

  /** The applicants in turns; no two clients begin with the same one. */
  private static final class Turns {
    private final List<Applicant> applicants;
    private final int[] turns;

    Turns(List<Applicant> applicants, int clients) {
      this.applicants = applicants;
      this.turns = IntStream.range(0, clients).map(i -> i * applicants.size() / clients).toArray();
    }

    Applicant next(int client) {
      return applicants.get(turns[client]++ % applicants.size());
    }
  }

  private Match open(int clients, Setting setting) {
    String ours = "open a case";
    String bare = "its selects";
    String parts = "selects and commits";
    Late<Desk> desk = new Late<>(() -> desk(setting));
    Late<Transactions> commits =
        new Late<>(() -> stage.transactions(clients, setting.openCost().largeBytes()));
    Late<Selects> selects =
        new Late<>(() -> new Selects(clients, setting.opening(), commits.get()));
    Turns turns = new Turns(setting.applicants(), clients);
    Crowd crowd = stage.crowd(clients, setting.pid());
    return new Match(
        "coverage-" + clients,
        "覆盖 coverage: POST /v1/cases, " + clients + " 客户端 clients",
        List.of(
            crowd.contestant(ours, client -> desk.get().open(turns.next(client))),
            crowd.contestant(bare, client -> selects.get().read(client)),
            crowd.contestant(
                parts,
                client -> {
                  selects.get().read(client);
                  commits.get().commit(client, setting.openCost().commits());
                })),
        List.of(promised(ours, SHARE, Basis.WALL, bare), shown(ours, Basis.WALL, parts)));
  }

  private Match look(Setting setting) {
    String ours = "look at a case";
    String bare = "its selects";
    Late<Desk> desk = new Late<>(() -> desk(setting));
    Late<Transactions> connections =
        new Late<>(() -> stage.transactions(LOOKERS, Transactions.SMALL));
    Late<Selects> selects =
        new Late<>(() -> new Selects(LOOKERS, setting.looking(), connections.get()));
    Turns turns = new Turns(setting.applicants(), LOOKERS);
    Crowd crowd = stage.crowd(LOOKERS, setting.pid());
    return new Match(
        "look-" + LOOKERS,
        "再看覆盖 coverage again: GET /v1/cases/{id}, " + LOOKERS + " 客户端 clients",
        List.of(
            crowd.contestant(ours, client -> desk.get().look(turns.next(client))),
            crowd.contestant(bare, client -> selects.get().read(client))),
        List.of(shown(ours, Basis.WALL, bare)));
  }

  private Match fetch(int clients, Setting setting) {
    String ours = "fetch";
    String parts = "its parts";
    Setting.Cost cost = setting.fetchCost(clients);
    Late<Desk> desk = new Late<>(() -> desk(setting));
    Late<Receipts> receipts = new Late<>(() -> new Receipts(cost.batch()));
    Late<Transactions> commits = new Late<>(() -> stage.transactions(clients, cost.largeBytes()));
    Late<Selects> selects =
        new Late<>(() -> new Selects(clients, setting.fetching(), commits.get()));
    Turns turns = new Turns(setting.applicants(), clients);
    Crowd crowd = stage.crowd(clients, setting.pid());
    return new Match(
        "fetch-" + clients,
        "取用 fetch fields with a receipt, " + clients + " 客户端 clients",
        List.of(
            crowd.contestant(ours, client -> desk.get().fetch(turns.next(client))),
            crowd.contestant(
                parts,
                client -> {
                  selects.get().read(client);
                  receipts.get().make();
                  commits.get().commit(client, cost.commits());
                })),
        List.of(promised(ours, SHARE, Basis.WALL, parts)));
  }

  /** Those found out before, then what a receipt takes of a fetch, and how long coverage takes. */
  private List<Figure> allFigures() {
    List<Figure> all = new ArrayList<>(figures);
    try {
      Setting setting = Setting.read(stage.folder());
      Crowd crowd = stage.crowd(LOOKERS, setting.pid());
      long millis = plan.equals(Plan.QUICK) ? 200 : 4_000;
      Desk desk = desk(setting);
      Turns turns = new Turns(setting.applicants(), LOOKERS);
      Measured opened = crowd.run(millis, client -> desk.open(turns.next(client)));
      all.add(
          Figure.promised(
              "覆盖 coverage, " + LOOKERS + " clients, p50",
              Optional.ofNullable(opened.latency()).orElseThrow().p50(),
              "ms",
              COVERAGE_MILLIS));
      for (int clients : List.of(1, LOOKERS)) {
        all.addAll(receipts(clients, setting, millis));
      }
    } catch (IOException | SQLException failed) {
      throw new IllegalStateException("receipts and coverage were not measured", failed);
    }
    return all;
  }

  /** CPU time of a fetch, and of a receipt by itself with the records of its signature. */
  private List<Figure> receipts(int clients, Setting setting, long millis)
      throws IOException, SQLException {
    Setting.Cost cost = setting.fetchCost(clients);
    Crowd crowd = stage.crowd(clients, setting.pid());
    Desk desk = desk(setting);
    Turns turns = new Turns(setting.applicants(), clients);
    Measured fetched = crowd.run(millis, client -> desk.fetch(turns.next(client)));
    Receipts receipts = new Receipts(cost.batch());
    Transactions records = stage.transactions(clients, Transactions.SMALL);
    int[] turn = new int[clients];
    Crowd.Work receipt =
        client -> {
          receipts.make();
          // An attempt and its outcome are written down for each signature, not for each receipt;
          // for the outcome nobody waits.
          if (turn[client]++ % cost.batch() == 0) {
            records.commit(client, 1);
            records.commitLazily(client);
          }
        };
    Measured _ = crowd.run(millis / 4, receipt);
    Measured made = crowd.run(millis / 2, receipt);
    double percent = 100 * fetched.perCpuSecond() / made.perCpuSecond();
    String of = ", " + clients + " 客户端 clients";
    return List.of(
        Figure.promised("凭证占取用的处理器时间 receipts' part of CPU" + of, percent, "%", RECEIPT_PERCENT),
        Figure.shown("取用 CPU of a fetch" + of, 1e3 / fetched.perCpuSecond(), "ms"),
        Figure.shown("凭证 CPU of a receipt" + of, 1e3 / made.perCpuSecond(), "ms"));
  }

  @Override
  public void close() {
    stage.close();
  }
}

package org.liangzheng.bench.issue;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.liangzheng.bench.run.Area;
import org.liangzheng.bench.run.Figure;
import org.liangzheng.bench.run.Match;
import org.liangzheng.bench.run.Plan;
import org.liangzheng.bench.seal.PeerWork;
import org.liangzheng.bench.service.Company;
import org.liangzheng.bench.service.Crowd;
import org.liangzheng.bench.service.Database;
import org.liangzheng.bench.service.Left;
import org.liangzheng.bench.service.Register;
import org.liangzheng.bench.service.Seed;
import org.liangzheng.bench.service.ServiceProcess;
import org.liangzheng.bench.service.Stage;
import org.liangzheng.bench.service.Transactions;
import org.liangzheng.bench.service.Warmth;
import org.liangzheng.signer.sample.SampleDepartment;
import org.liangzheng.testkit.peer.OfdrwPeer;

/**
 * The matches of {@code lz bench issue}. The service is warm, its register full; clients, service
 * and database share the processors. CPU time is that of all three, whoever is measured.
 */
public final class IssueArea implements AutoCloseable {
  /** One process a match, because the service stays the same: about six minutes. */
  public static final Plan FULL =
      new Plan(1, 5, Duration.ofMillis(3_000), Duration.ofMillis(1_500));

  private static final String PEER_CLASS_PATH = "LZ_BENCH_PEER";
  static final String AUTHORITY = SampleDepartment.MARKET.id().value();
  private static final double BUFFER_RATIO = 1.5;
  private static final double START_SECONDS = 4;
  private static final double RESIDENT_MB = 700;
  private static final int EXPLAINED = 50;

  private final Stage stage;
  private final Optional<String> peer;
  private final List<Figure> figures = new ArrayList<>();
  private String postgres = "not run";

  private IssueArea(Stage stage, Optional<String> peer) {
    this.stage = stage;
    this.peer = peer;
  }

  /**
   * Starts the service, warms it, finds out what its acts cost, and fills the register.
   *
   * @param program jar of the service, or a class path
   * @param withPeer whether to try the peer
   */
  public static IssueArea make(String program, Path folder, boolean withPeer, Plan plan)
      throws IOException {
    Stage stage = Stage.of(program, folder, List.of());
    IssueArea area = new IssueArea(stage, withPeer ? peer(folder) : Optional.empty());
    Size size = plan.equals(Plan.QUICK) ? Size.QUICK : Size.FULL;
    stage.prepare((started, first) -> area.prepare(started, first, size));
    return area;
  }

  private static Optional<String> peer(Path folder) throws IOException {
    try {
      return OfdrwPeer.compile(folder.resolve("peer"));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the peer was compiled", interrupted);
    }
  }

  /**
   * How much of it.
   *
   * @param warmth how far the service is warmed
   * @param counted acts that are counted
   * @param few rows of the small register
   * @param many rows of the large one
   */
  private record Size(Warmth warmth, int counted, int seeds, long few, long many) {
    static final Size FULL = new Size(Warmth.STEADY, 60, 200, 10_000, 1_000_000);
    static final Size QUICK = new Size(Warmth.QUICK, 8, 10, 1_000, 10_000);
  }

  /** In a process started with the environment of {@link #area}. */
  public static IssueArea found() {
    return new IssueArea(Stage.found(), Optional.ofNullable(System.getenv(PEER_CLASS_PATH)));
  }

  private void prepare(ServiceProcess started, Duration first, Size size)
      throws IOException, SQLException {
    figures.add(Figure.shown("首次启动 first start, its world made", seconds(first), "s"));
    Office office = new Office(started.address(), started.home());
    try (Connection connection = stage.database().connect()) {
      Database.requireSafe(connection);
      postgres = Database.version(connection);
      UUID seal =
          UUID.fromString(
              Database.value(
                  connection,
                  "select id from seal where kind = 'OFFICE' and state = 'ACTIVE' and authority = '"
                      + AUTHORITY
                      + "'"));
      Stage.say("正在预热 warming …");
      warm(office, seal, started.pid(), size.warmth());
      List<Seed> seeds = seeds(office, size.seeds());
      figures.add(
          Figure.shown("登记册 register: rows", (double) new Register(connection).size(), "rows"));
      Transactions.prepare(connection);
      Costs costs = count(connection, office, seal, size.counted(), seeds, started);
      costs.write(stage.folder());
      requireOwnStatements(connection, office, seeds.getFirst());
      Register register = new Register(connection);
      Stage.say("正在填充登记册 filling the register: " + size.few() + " …");
      Selects.Buffers few = buffers(connection, register, size.few(), seeds);
      Stage.say("正在填充登记册 filling the register: " + size.many() + " …");
      Selects.Buffers many = buffers(connection, register, size.many(), seeds);
      figures.add(
          Figure.promised(
              "查找 search by number: buffers, more to fewer rows",
              many.byNumber() / few.byNumber(),
              "×",
              BUFFER_RATIO));
      figures.add(
          Figure.promised(
              "查找 search by holder: buffers, more to fewer rows",
              many.byHolder() / few.byHolder(),
              "×",
              BUFFER_RATIO));
    }
  }

  private void warm(Office office, UUID seal, long pid, Warmth warmth) {
    stage.warm(pid, warmth, _ -> office.issue(Company.next()));
    stage.warm(pid, warmth, _ -> office.seal(seal));
    Seed seed = seeds(office, 1).getFirst();
    stage.warm(
        pid,
        warmth,
        _ -> {
          office.findByHolder(seed);
          office.findByNumber(seed);
        });
  }

  private static List<Seed> seeds(Office office, int count) {
    List<Seed> seeds = Collections.synchronizedList(new ArrayList<>());
    Crowd one = Stage.crowd(1);
    for (int i = 0; i < count; i++) {
      one.run(
          0,
          _ -> {
            Company company = Company.next();
            seeds.add(new Seed(office.issue(company), company.code()));
          });
    }
    return List.copyOf(seeds);
  }

  private Costs count(
      Connection connection,
      Office office,
      UUID seal,
      int times,
      List<Seed> seeds,
      ServiceProcess started)
      throws SQLException {
    // The pages that are written whole after a checkpoint are no part of an act.
    Database.execute(connection, "checkpoint");
    Left issue = Left.by(connection, times, _ -> office.issue(Company.next()));
    Left sealing = Left.by(connection, times, _ -> office.seal(seal));
    int file =
        (int)
            Database.number(
                connection, "select avg(octet_length(content))::int from document_file");
    long issueCommits = Math.round(issue.commits());
    long sealCommits = Math.round(sealing.commits());
    Costs costs =
        new Costs(
            started.address().toString(),
            started.pid(),
            (double) issueCommits,
            (double) sealCommits,
            Transactions.largeBytes(issue.kilobytes() * 1e3, (double) issueCommits),
            Transactions.largeBytes(sealing.kilobytes() * 1e3, (double) sealCommits),
            seal,
            seeds);
    Left bareIssue = bare(connection, started, times, (int) issueCommits, costs.issueBytes());
    Left bareSealing = bare(connection, started, times, (int) sealCommits, costs.sealBytes());
    figures.add(Figure.shown("签发 issue: writing transactions", issue.commits(), "each"));
    figures.add(Figure.shown("签发 issue: written ahead", issue.kilobytes(), "kB"));
    figures.add(Figure.shown("  by its bare transactions", bareIssue.kilobytes(), "kB"));
    figures.add(Figure.shown("签发 issue: file as stored", file / 1e3, "kB"));
    figures.add(
        Figure.shown("摘要签章 seal a digest: writing transactions", sealing.commits(), "each"));
    figures.add(Figure.shown("摘要签章 seal a digest: written ahead", sealing.kilobytes(), "kB"));
    figures.add(Figure.shown("  by its bare transactions", bareSealing.kilobytes(), "kB"));
    return costs;
  }

  private static Left bare(
      Connection connection, ServiceProcess started, int times, int commits, int bytes)
      throws SQLException {
    Transactions bare = new Transactions(new Database(started.home()), 1, bytes);
    return Left.by(connection, times, _ -> bare.commit(0, commits));
  }

  private static void requireOwnStatements(Connection connection, Office office, Seed seed)
      throws SQLException {
    Crowd one = Stage.crowd(1);
    one.run(0, _ -> office.findByNumber(seed));
    Selects.requireOwn(connection, "select id, type, status", Selects.BY_NUMBER);
    one.run(0, _ -> office.findByHolder(seed));
    Selects.requireOwn(connection, "select id, type, status", Selects.BY_HOLDER);
  }

  private Selects.Buffers buffers(
      Connection connection, Register register, long size, List<Seed> seeds) throws SQLException {
    register.fillTo(size);
    Selects.Buffers buffers =
        Selects.buffers(connection, AUTHORITY, seeds.subList(0, Math.min(EXPLAINED, seeds.size())));
    String rows = ", " + register.size() + " rows";
    figures.add(Figure.shown("查找 search by number: buffers" + rows, buffers.byNumber(), "pages"));
    figures.add(Figure.shown("查找 search by holder: buffers" + rows, buffers.byHolder(), "pages"));
    return buffers;
  }

  /** All of it. */
  public Area area() throws IOException {
    Map<String, String> environment = new HashMap<>(stage.environment());
    peer.ifPresent(path -> environment.put(PEER_CLASS_PATH, path));
    return new Area(
        "issue",
        matches(),
        environment,
        Map.of("OFDRW", peer.isPresent() ? PeerWork.VERSION : "not run", "PostgreSQL", postgres),
        this::figures);
  }

  /** Issuing, sealing and searching, each with some clients. */
  public List<Match> matches() throws IOException {
    return new IssueMatches(stage, peer).all(Costs.read(stage.folder()));
  }

  /** Those found out before, then the service after all that work, and started anew. */
  private List<Figure> figures() {
    ServiceProcess running = stage.service().orElseThrow();
    List<Figure> all = new ArrayList<>(figures);
    all.add(
        Figure.promised(
            "内存 resident memory, after all that", running.residentMegabytes(), "MB", RESIDENT_MB));
    try {
      running.close();
      Stage.say("正在重启 starting again …");
      all.add(Figure.promised("重启 restart to ready", seconds(running.start()), "s", START_SECONDS));
      all.add(
          Figure.promised(
              "内存 resident memory, when ready", running.residentMegabytes(), "MB", RESIDENT_MB));
      try (Connection connection = stage.database().connect()) {
        all.add(
            Figure.shown(
                "登记册 register: rows at the end", (double) new Register(connection).size(), "rows"));
      }
    } catch (IOException | SQLException failed) {
      throw new IllegalStateException("the service did not start again", failed);
    }
    if (peer.isEmpty()) {
      Stream.of(1, 8, 32).forEach(clients -> all.add(Figure.notRun("OFDRW: issue-" + clients)));
    }
    return all;
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }

  @Override
  public void close() {
    stage.close();
  }
}

package org.liangzheng.bench.share;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.liangzheng.bench.run.Figure;
import org.liangzheng.bench.service.Crowd;
import org.liangzheng.bench.service.Database;
import org.liangzheng.bench.service.Left;
import org.liangzheng.bench.service.Register;
import org.liangzheng.bench.service.ServiceProcess;
import org.liangzheng.bench.service.Stage;
import org.liangzheng.bench.service.Statements;
import org.liangzheng.bench.service.Transactions;
import org.liangzheng.bench.service.Warmth;

/** Gets a service ready for the matches, and finds out what its acts ask and leave. */
final class Preparing {
  private static final String INTENT = "insert into web_intent";
  private static final String CASE = "select c.id, c.matter";

  /** A connection that was ended is noticed after it was idle for half a second. */
  private static final long SETTLE_MILLIS = 1_000;

  private static final int SETTLE_TRIES = 20;

  private final Stage stage;
  private final Size size;
  private final List<Figure> figures = new ArrayList<>();

  Preparing(Stage stage, boolean quick) {
    this.stage = stage;
    this.size = quick ? Size.QUICK : Size.FULL;
  }

  /**
   * How much of it.
   *
   * @param warmth how far each act is warmed
   * @param counted acts that are counted one after the other
   * @param countedMillis how long acts at the same time are counted
   * @param applicants with a licence and cases
   * @param licences rows of the register
   * @param cases open ones
   */
  private record Size(
      Warmth warmth, int counted, long countedMillis, int applicants, long licences, long cases) {
    static final Size FULL = new Size(Warmth.STEADY, 60, 1_500, 200, 1_000_000, 100_000);
    static final Size QUICK = new Size(Warmth.QUICK, 5, 100, 8, 2_000, 1_000);
  }

  List<Figure> figures() {
    return figures;
  }

  /** All of it; what the matches need is written into the folder. */
  Preparing prepare(ServiceProcess started) throws IOException, SQLException {
    Desk desk = new Desk(started.address(), started.home());
    try (Connection connection = stage.database().connect()) {
      Database.requireSafe(connection);
      Stage.say("正在签发和立案 issuing and opening cases …");
      List<Applicant> applicants = new ArrayList<>();
      Crowd one = Stage.crowd(1);
      for (int i = 0; i < size.applicants(); i++) {
        int number = i;
        one.run(0, _ -> applicants.add(desk.applicant(number)));
      }
      Stage.say(
          "正在填充 filling: " + size.licences() + " 证照 licences, " + size.cases() + " 件 cases …");
      Register register = new Register(connection);
      register.fillTo(size.licences());
      OpenCases cases = new OpenCases(connection);
      cases.fillTo(size.cases());
      figures.add(Figure.shown("登记册 register: rows", (double) register.size(), "rows"));
      figures.add(Figure.shown("未结 open cases", (double) cases.size(), "cases"));
      Stage.say("正在预热 warming …");
      warm(desk, applicants, started.pid());
      Transactions.prepare(connection);
      Asked asked = asked(connection, desk, applicants);
      // New connections: what they know of types and statements is learnt again.
      warm(desk, applicants, started.pid());
      Database.execute(connection, "checkpoint");
      Setting.Cost open = opening(connection, desk, applicants);
      Map<Integer, Setting.Cost> fetch = new HashMap<>();
      for (int clients : ShareArea.CLIENTS) {
        fetch.put(clients, fetching(connection, desk, applicants, clients));
      }
      new Setting(
              started.address().toString(),
              started.pid(),
              applicants,
              asked.opening(),
              asked.looking(),
              asked.fetching(),
              open,
              fetch)
          .write(stage.folder());
    }
    return this;
  }

  private void warm(Desk desk, List<Applicant> applicants, long pid) {
    int many = applicants.size();
    stage.warm(pid, size.warmth(), client -> desk.open(applicants.get(client % many)));
    stage.warm(pid, size.warmth(), client -> desk.fetch(applicants.get(client % many)));
    stage.warm(pid, size.warmth(), client -> desk.look(applicants.get(client % many)));
  }

  /** The selects of each act, for each applicant. */
  private record Asked(
      List<List<Statements.Sent>> opening,
      List<List<Statements.Sent>> looking,
      List<List<Statements.Sent>> fetching) {}

  private Asked asked(Connection connection, Desk desk, List<Applicant> applicants)
      throws IOException, SQLException {
    Statements statements = new Statements(stage.database());
    statements.listen(connection);
    settle(desk, applicants);
    List<List<Statements.Sent>> opening = new ArrayList<>();
    List<List<Statements.Sent>> looking = new ArrayList<>();
    List<List<Statements.Sent>> fetching = new ArrayList<>();
    for (Applicant one : applicants) {
      opening.add(reading(statements.during(INTENT, _ -> desk.open(one))));
      looking.add(reading(statements.during(CASE, _ -> desk.look(one))));
      fetching.add(reading(statements.during(INTENT, _ -> desk.fetch(one))));
    }
    statements.deaf(connection);
    settle(desk, applicants);
    figures.add(round("立案 open a case: selects", opening));
    figures.add(round("再看 look at a case: selects", looking));
    figures.add(round("取用 fetch: selects", fetching));
    return new Asked(opening, looking, fetching);
  }

  private static List<Statements.Sent> reading(List<Statements.Sent> all) {
    List<Statements.Sent> reading = all.stream().filter(Statements.Sent::reads).toList();
    if (reading.isEmpty()) {
      throw new IllegalStateException("an act that asks nothing");
    }
    return reading;
  }

  private static Figure round(String name, List<List<Statements.Sent>> acts) {
    return Figure.shown(
        name, acts.stream().mapToInt(List::size).average().orElse(Double.NaN), "each");
  }

  /** Until all clients are served again: what was cut off meanwhile is no part of a bench. */
  private static void settle(Desk desk, List<Applicant> applicants) {
    Crowd crowd = Stage.crowd(Stage.WARMING);
    for (int left = SETTLE_TRIES; ; left--) {
      try {
        Thread.sleep(SETTLE_MILLIS);
        var _ =
            crowd.run(
                SETTLE_MILLIS, client -> desk.fetch(applicants.get(client % applicants.size())));
        return;
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted", interrupted);
      } catch (IllegalStateException refused) {
        if (left == 0) {
          throw refused;
        }
      }
    }
  }

  private Setting.Cost opening(Connection connection, Desk desk, List<Applicant> applicants)
      throws SQLException {
    Left left = Left.by(connection, size.counted(), _ -> desk.open(applicants.getFirst()));
    figures.add(Figure.shown("立案 open a case: writing transactions", left.commits(), "each"));
    figures.add(Figure.shown("立案 open a case: written ahead", left.kilobytes(), "kB"));
    return cost(left, 1);
  }

  /** With more clients fewer signatures are made for each fetch, and fewer records of them. */
  private Setting.Cost fetching(
      Connection connection, Desk desk, List<Applicant> applicants, int clients)
      throws SQLException {
    String signatures = "select count(*) from custody_attempt where act = 'SIGN_RECEIPT'";
    long before = Database.number(connection, signatures);
    int[] turns = new int[clients];
    Left.Counted counted =
        Left.by(
            connection,
            Stage.crowd(clients),
            size.countedMillis(),
            client ->
                desk.fetch(
                    applicants.get((client + clients * turns[client]++) % applicants.size())));
    double batch = (double) counted.times() / (Database.number(connection, signatures) - before);
    String of = ", " + clients + " clients";
    figures.add(
        Figure.shown("取用 fetch: writing transactions" + of, counted.left().commits(), "each"));
    figures.add(Figure.shown("取用 fetch: written ahead" + of, counted.left().kilobytes(), "kB"));
    figures.add(Figure.shown("凭证 receipts of one signature" + of, batch, ""));
    return cost(counted.left(), (int) Math.max(1, Math.round(batch)));
  }

  private static Setting.Cost cost(Left left, int batch) {
    int commits = (int) Math.max(1, Math.round(left.commits()));
    return new Setting.Cost(
        commits, Transactions.largeBytes(left.kilobytes() * 1e3, (double) commits), batch);
  }
}

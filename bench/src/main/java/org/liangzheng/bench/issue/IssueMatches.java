package org.liangzheng.bench.issue;

import static org.liangzheng.bench.run.Row.promised;
import static org.liangzheng.bench.run.Row.shown;

import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.liangzheng.bench.run.Basis;
import org.liangzheng.bench.run.Contestant;
import org.liangzheng.bench.run.Match;
import org.liangzheng.bench.run.Row;
import org.liangzheng.bench.seal.PeerWork;
import org.liangzheng.bench.service.Company;
import org.liangzheng.bench.service.Crowd;
import org.liangzheng.bench.service.Late;
import org.liangzheng.bench.service.Seed;
import org.liangzheng.bench.service.Stage;
import org.liangzheng.bench.service.Transactions;

/** Issuing, sealing and searching, each with some clients, and what each is held against. */
final class IssueMatches {
  private static final double SHARE = 0.5;
  private static final double TIMES = 10;

  private final Stage stage;
  private final Optional<String> peer;

  /**
   * Of a service that runs.
   *
   * @param peer class path of OFDRW, if it takes part
   */
  IssueMatches(Stage stage, Optional<String> peer) {
    this.stage = stage;
    this.peer = peer;
  }

  List<Match> all(Costs costs) {
    List<Match> matches = new ArrayList<>();
    for (int clients : new int[] {1, 8, 32}) {
      matches.add(issue(clients, costs));
    }
    for (int clients : new int[] {1, 8}) {
      matches.add(seal(clients, costs));
    }
    for (int clients : new int[] {1, 8}) {
      matches.add(search(clients, costs));
    }
    return matches;
  }

  private Office office(Costs costs) {
    return new Office(URI.create(costs.service()), stage.home());
  }

  private Match issue(int clients, Costs costs) {
    String ours = "issue";
    String parts = "its parts";
    int commits = (int) costs.issueCommits();
    Late<Office> office = new Late<>(() -> office(costs));
    Late<Parts> work = new Late<>(Parts::new);
    Late<Transactions> bare = new Late<>(() -> stage.transactions(clients, costs.issueBytes()));
    Crowd crowd = stage.crowd(clients, costs.pid());
    List<Contestant> contestants = new ArrayList<>();
    List<Row> rows = new ArrayList<>();
    contestants.add(crowd.contestant(ours, _ -> office.get().issue(Company.next())));
    contestants.add(
        crowd.contestant(
            parts,
            client -> {
              work.get().make(Company.next());
              bare.get().commit(client, commits);
            }));
    rows.add(promised(ours, SHARE, Basis.WALL, parts));
    if (peer.isPresent()) {
      // More threads than processors make it no faster, and its fonts would not fit its memory.
      int threads = Math.min(clients, Runtime.getRuntime().availableProcessors());
      Contestant other =
          new PeerWork(peer.get(), stage.folder()).make("OFDRW, " + threads + " threads", threads);
      contestants.add(other);
      rows.add(promised(ours, TIMES, Basis.WALL, other.name()));
    }
    return new Match(
        "issue-" + clients, "签发 issue a licence, " + clients + " 客户端 clients", contestants, rows);
  }

  private Match seal(int clients, Costs costs) {
    String ours = "seal a digest";
    String bare = "bare transactions";
    int commits = (int) costs.sealCommits();
    Late<Office> office = new Late<>(() -> office(costs));
    Late<Transactions> transactions =
        new Late<>(() -> stage.transactions(clients, costs.sealBytes()));
    Crowd crowd = stage.crowd(clients, costs.pid());
    return new Match(
        "seal-" + clients,
        "摘要签章 seal a digest, " + clients + " 客户端 clients",
        List.of(
            crowd.contestant(ours, _ -> office.get().seal(costs.officeSeal())),
            crowd.contestant(bare, client -> transactions.get().commit(client, commits))),
        List.of(promised(ours, SHARE, Basis.WALL, bare)));
  }

  private Match search(int clients, Costs costs) {
    String ours = "search";
    String bare = "bare select";
    String least = "bare answer";
    Late<Office> office = new Late<>(() -> office(costs));
    Late<BareSearch> selects = new Late<>(() -> new BareSearch(clients, costs));
    Crowd crowd = stage.crowd(clients, costs.pid());
    int[] turns = new int[clients];
    int[] bareTurns = new int[clients];
    return new Match(
        "search-" + clients,
        "查找 search by holder and by number in turns, " + clients + " 客户端 clients",
        List.of(
            crowd.contestant(
                ours,
                client -> {
                  int turn = turns[client]++;
                  Seed seed = costs.seeds().get(turn % costs.seeds().size());
                  if (turn % 2 == 0) {
                    office.get().findByHolder(seed);
                  } else {
                    office.get().findByNumber(seed);
                  }
                }),
            crowd.contestant(bare, client -> selects.get().find(client, bareTurns[client]++)),
            crowd.contestant(least, _ -> office.get().about())),
        List.of(promised(ours, SHARE, Basis.WALL, bare), shown(ours, Basis.WALL, least)));
  }

  /** The same searches, bare. */
  private final class BareSearch {
    private final List<Selects.Prepared> connections = new ArrayList<>();
    private final List<Selects.Keys> keys = new ArrayList<>();

    BareSearch(int clients, Costs costs) {
      try {
        for (int i = 0; i < clients; i++) {
          connections.add(Selects.of(IssueArea.AUTHORITY).prepare(stage.database().connect()));
        }
        try (Connection connection = stage.database().connect()) {
          for (Seed seed : costs.seeds()) {
            keys.add(Selects.keys(connection, seed));
          }
        }
      } catch (SQLException refused) {
        throw new IllegalStateException("the bare selects cannot be prepared", refused);
      }
    }

    void find(int client, int turn) throws SQLException {
      Selects.Keys one = keys.get(turn % keys.size());
      if (turn % 2 == 0) {
        connections.get(client).findByHolder(one);
      } else {
        connections.get(client).findByNumber(one);
      }
    }
  }
}

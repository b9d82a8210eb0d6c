package org.liangzheng.bench.present;

import static org.liangzheng.bench.run.Row.promised;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import org.liangzheng.bench.run.Basis;
import org.liangzheng.bench.run.Contestant;
import org.liangzheng.bench.run.Match;
import org.liangzheng.bench.run.Measured;
import org.liangzheng.bench.service.Crowd;
import org.liangzheng.bench.service.Late;
import org.liangzheng.bench.service.Stage;
import org.liangzheng.bench.service.Transactions;
import org.liangzheng.bench.service.Wire;

/** Showing and scanning, each with some clients, and checking without a service. */
final class PresentMatches {
  private static final double SHARE = 0.5;
  private static final double OFFLINE_SHARE = 0.8;

  /** Codes live for 30 s: those of a round are not older than half of it when it begins. */
  private static final long STOCKING_MILLIS = 15_000;

  /** Scans a second that are reckoned with before any were counted. */
  private static final double FIRST_GUESS = 100;

  private static final double RESERVE = 1.5;

  private final Stage stage;

  PresentMatches(Stage stage) {
    this.stage = stage;
  }

  /**
   * All of them.
   *
   * @param found of the service; empty: only what the library does alone
   */
  List<Match> all(Optional<Setting> found) {
    List<Match> matches = new ArrayList<>();
    found.ifPresent(setting -> {
      PresentArea.CLIENTS.forEach(clients -> matches.add(show(clients, setting)));
      PresentArea.CLIENTS.forEach(clients -> matches.add(scan(clients, setting)));
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

  static Holder holder(Stage stage, Setting setting) {
    try {
      return new Holder(new Wire(URI.create(setting.service())), stage.home());
    } catch (IOException failed) {
      throw new UncheckedIOException("the sample citizen cannot sign in", failed);
    }
  }

  static Counter counter(Setting setting) {
    return new Counter(new Wire(URI.create(setting.service())), setting.counter());
  }

  private Match show(int clients, Setting setting) {
    String ours = "show";
    String parts = "its parts";
    Late<Holder> holder = new Late<>(() -> holder(stage, setting));
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
      this.holder = PresentMatches.holder(stage, setting);
      this.counter = PresentMatches.counter(setting);
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
}

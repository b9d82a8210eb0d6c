package org.liangzheng.bench.seal;

import static org.liangzheng.bench.run.Row.promised;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.liangzheng.bench.run.Area;
import org.liangzheng.bench.run.Basis;
import org.liangzheng.bench.run.Contestant;
import org.liangzheng.bench.run.Figure;
import org.liangzheng.bench.run.Match;
import org.liangzheng.bench.run.Plan;
import org.liangzheng.bench.run.Row;
import org.liangzheng.testkit.peer.OfdrwPeer;

/**
 * The matches of {@code lz bench seal}. In each row with OFDRW the ratio is how many times as much
 * is done in a CPU-second; in each row with <i>unavoidable</i> it is the share of the time that
 * nobody can leave out.
 */
public final class SealArea {
  /** One process of five rounds, because the peer is slow to warm up: about three minutes. */
  public static final Plan FULL = new Plan(1, 5, Duration.ofMillis(2_000), Duration.ofMillis(400));

  private static final String PEER_CLASS_PATH = "LZ_BENCH_PEER";
  private static final String FOLDER = "LZ_BENCH_FOLDER";
  private static final double TIMES = 20;
  private static final double SHARE = 0.6;
  private static final int[] THREADS = {1, 2};

  private final Path folder;
  private final Optional<String> peer;

  private SealArea(Path folder, Optional<String> peer) {
    this.folder = folder;
    this.peer = peer;
  }

  /**
   * Compiles the peer in a folder, if its jars can be had.
   *
   * @param withPeer whether to try
   */
  public static SealArea make(Path folder, boolean withPeer) throws IOException {
    try {
      return new SealArea(
          folder, withPeer ? OfdrwPeer.compile(folder.resolve("peer")) : Optional.empty());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the peer was compiled", interrupted);
    }
  }

  /** In a process started with the environment of {@link #area}. */
  public static SealArea found() throws IOException {
    return new SealArea(
        Files.createTempDirectory(Path.of(System.getenv(FOLDER)), "match"),
        Optional.ofNullable(System.getenv(PEER_CLASS_PATH)));
  }

  /** All of it. */
  public Area area(Plan plan) {
    Map<String, String> environment =
        peer.map(path -> Map.of(FOLDER, folder.toString(), PEER_CLASS_PATH, path))
            .orElseGet(() -> Map.of(FOLDER, folder.toString()));
    return new Area(
        "seal",
        matches(),
        environment,
        Map.of("OFDRW", peer.isPresent() ? PeerWork.VERSION : "not run"),
        () -> figures(plan));
  }

  /** The matches of each number of threads. */
  public List<Match> matches() {
    List<Match> matches = new ArrayList<>();
    for (int threads : THREADS) {
      Optional<PeerWork> other = peer.map(path -> new PeerWork(path, folder));
      matches.add(stamp(threads, other));
      matches.add(verify(threads, other));
      matches.add(write(threads, other));
    }
    return matches;
  }

  private static Match stamp(int threads, Optional<PeerWork> other) {
    String plain = "stamp, value checked";
    String checked = "stamp, file checked";
    Builder match = new Builder(threads);
    match.ours(plain, "stamp", "leastOfStamp");
    match.ours(checked, "stampChecked", "leastOfStampChecked");
    other.ifPresent(peer -> match.theirs(peer.stamp("OFDRW stamp", threads), plain, checked));
    return match.of("stamp", "盖章 stamp a page");
  }

  private static Match verify(int threads, Optional<PeerWork> other) {
    String kept = "verify, kept evidence";
    String fresh = "verify, fresh evidence";
    Builder match = new Builder(threads);
    match.ours(kept, "verifyKept", "leastOfVerifyKept");
    match.ours(fresh, "verifyFresh", "leastOfVerifyFresh");
    other.ifPresent(peer -> match.theirs(peer.verify("OFDRW verify", threads), kept, fresh));
    return match.of("verify", "核验 verify a licence in full");
  }

  private static Match write(int threads, Optional<PeerWork> other) {
    String write = "write, not yet signed";
    String sealed = "write and seal";
    Builder match = new Builder(threads);
    match.ours(write, "write", "leastOfWrite");
    match.ours(sealed, "writeAndSeal", "leastOfWriteAndSeal");
    other.ifPresent(peer -> {
      match.theirs(peer.write("OFDRW write", threads), write);
      match.theirs(peer.writeAndStamp("OFDRW write and stamp", threads), sealed);
    });
    return match.of("write", "制证 write a licence from data");
  }

  /** Rows of one match as they are named. */
  private static final class Builder {
    private final int threads;
    private final List<Contestant> contestants = new ArrayList<>();
    private final List<Row> rows = new ArrayList<>();

    Builder(int threads) {
      this.threads = threads;
    }

    void ours(String name, String method, String least) {
      String unavoidable = "unavoidable in: " + name;
      contestants.add(new Contestant.Jmh(name, SealWork.class.getName() + "." + method, threads));
      contestants.add(
          new Contestant.Jmh(unavoidable, SealWork.class.getName() + "." + least, threads));
      rows.add(promised(name, SHARE, Basis.CPU, unavoidable));
    }

    void theirs(Contestant peer, String... subjects) {
      contestants.add(peer);
      for (String subject : subjects) {
        rows.add(promised(subject, TIMES, Basis.CPU, peer.name()));
      }
    }

    Match of(String id, String title) {
      return new Match(
          id + "-" + threads, title + ", " + threads + " 线程 threads", contestants, rows);
    }
  }

  private List<Figure> figures(Plan plan) {
    List<Figure> figures =
        new ArrayList<>(Footprint.of(SealJob.shared(), plan.equals(Plan.QUICK) ? 20 : 1_000));
    if (peer.isEmpty()) {
      for (Match match : matches()) {
        figures.add(Figure.notRun("OFDRW: " + match.title()));
      }
    }
    return figures;
  }
}

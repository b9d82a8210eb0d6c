package org.liangzheng.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.liangzheng.bench.hsm.HsmArea;
import org.liangzheng.bench.issue.IssueArea;
import org.liangzheng.bench.present.PresentArea;
import org.liangzheng.bench.run.Area;
import org.liangzheng.bench.run.Match;
import org.liangzheng.bench.run.Plan;
import org.liangzheng.bench.seal.SealArea;
import org.liangzheng.bench.share.ShareArea;

/** Everything that {@code lz bench} can measure, in the order in which {@code all} does it. */
final class Areas {
  /** All of them. */
  static final List<Known> ALL =
      List.of(
          new Known("hsm", Plan.FULL, 7, Areas::hsm, plan -> HsmArea.found(plan).matches()),
          new Known("seal", SealArea.FULL, 6, Areas::seal, _ -> SealArea.found().matches()),
          new Known("issue", IssueArea.FULL, 10, Areas::issue, _ -> IssueArea.found().matches()),
          new Known(
              "present", PresentArea.FULL, 9, Areas::present, _ -> PresentArea.found().matches()),
          new Known("share", ShareArea.FULL, 9, Areas::share, _ -> ShareArea.found().matches()));

  private Areas() {}

  /**
   * One of them.
   *
   * @param full how long and how often, when it is measured
   * @param minutes after which no match of it is begun any more, so that all areas together end in
   *     bearable time
   * @param maker makes it in the first process
   * @param finder finds its matches in the process of one of them
   */
  record Known(String name, Plan full, int minutes, Maker maker, Finder finder) {
    /** The time of its matches. */
    Duration time() {
      return Duration.ofMinutes(minutes);
    }
  }

  /**
   * What is wished.
   *
   * @param folder of this run alone
   * @param peer whether to try the peer
   * @param service program of the service, as it is run; empty if none was given
   */
  record Order(Path folder, boolean peer, Plan plan, Optional<String> service) {}

  /** Ready to be measured; closing it ends what it started. */
  record Open(Area area, Runnable end) implements AutoCloseable {
    @Override
    public void close() {
      end.run();
    }
  }

  /** Makes an area. */
  interface Maker {
    Open make(Order order) throws IOException;
  }

  /** Finds the matches of an area that was made by another process. */
  interface Finder {
    List<Match> find(Plan plan) throws IOException;
  }

  /** By its name; empty if there is none. */
  static Optional<Known> named(String name) {
    return ALL.stream().filter(one -> one.name().equals(name)).findFirst();
  }

  private static Open hsm(Order order) {
    HsmArea area = HsmArea.make(order.folder(), order.plan());
    return new Open(
        new Area("hsm", area.matches(), area.environment(), HsmArea.versions(), List::of),
        () -> {});
  }

  private static Open seal(Order order) throws IOException {
    return new Open(SealArea.make(order.folder(), order.peer()).area(order.plan()), () -> {});
  }

  private static Open issue(Order order) throws IOException {
    IssueArea area = IssueArea.make(service(order), order.folder(), order.peer(), order.plan());
    return new Open(area.area(), area::close);
  }

  private static Open share(Order order) throws IOException {
    ShareArea area = ShareArea.make(service(order), order.folder(), order.plan());
    return new Open(area.area(), area::close);
  }

  private static String service(Order order) {
    return order
        .service()
        .orElseThrow(() ->
            new IllegalStateException("没有给出服务，请用 ./lz bench; no service is given: use ./lz bench"));
  }

  /** Without a service the library's own part is measured. */
  private static Open present(Order order) throws IOException {
    PresentArea area = PresentArea.make(order.service(), order.folder(), order.plan());
    return new Open(area.area(), area::close);
  }
}

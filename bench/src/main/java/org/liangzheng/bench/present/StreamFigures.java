package org.liangzheng.bench.present;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.liangzheng.bench.run.Figure;
import org.liangzheng.bench.service.ServiceProcess;
import org.liangzheng.bench.service.Stage;

/** What open event streams cost the service, and how quick a line is while they are open. */
final class StreamFigures {
  private static final double STREAMS_MB = 300;
  private static final int LIVE_LINES = 20;

  private final int count;

  StreamFigures(int count) {
    this.count = count;
  }

  /** Name of a figure. */
  String name(String what) {
    return "事件流 " + count + " event streams: " + what;
  }

  /** Measures; holder and counter are signed in at the service, which is warm. */
  List<Figure> measure(ServiceProcess running, Holder holder, Counter counter) throws IOException {
    if (!Streams.allowed(count)) {
      Stage.say("打开文件数不够 too few open files are allowed: ulimit -n");
      return List.of(Figure.notRun(name("resident growth")));
    }
    List<Figure> found = new ArrayList<>();
    double liveBefore = LiveHeap.megabytes(running.pid());
    double residentBefore = running.residentMegabytes();
    Stage.say("正在打开 opening " + count + " 个事件流 event streams …");
    try (Streams streams = new Streams(running.address(), holder)) {
      int opened = streams.open(count);
      double resident = running.residentMegabytes() - residentBefore;
      if (opened < count) {
        found.add(Figure.shown(name("only so many opened"), (double) opened, ""));
        found.add(Figure.shown(name("resident growth by these"), resident, "MB"));
        found.add(Figure.notRun(name("resident growth")));
        return found;
      }
      double live = LiveHeap.megabytes(running.pid()) - liveBefore;
      found.add(Figure.promised(name("resident growth"), resident, "MB", STREAMS_MB));
      found.add(Figure.shown(name("live heap growth"), live, "MB"));
      found.add(Figure.shown(name("live heap of each"), live * 1e3 / opened, "kB"));
      found.add(Figure.shown(name("resident in all"), running.residentMegabytes(), "MB"));
      double[] lines = liveLines(streams, holder, counter);
      found.add(Figure.shown(name("scan to live line, p50"), lines[LIVE_LINES / 2], "ms"));
      found.add(Figure.shown(name("scan to live line, most"), lines[LIVE_LINES - 1], "ms"));
      found.add(Figure.shown(name("still open at the end"), (double) streams.alive(), ""));
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
}

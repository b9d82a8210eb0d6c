package org.liangzheng.bench.seal;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.liangzheng.bench.run.Figure;
import org.liangzheng.signer.layout.FaceValues;
import org.liangzheng.signer.licence.LicenceContent;
import org.liangzheng.verifier.HouseException;

/** Memory an operation takes from the heap, and sizes of files. */
final class Footprint {
  private static final double GOAL = 5;
  private static final double LARGEST_KB = 60;
  private static final String SCOPE = "data.businessScope";

  private final SealJob job;
  private final int repeats;
  private final List<Figure> figures = new ArrayList<>();

  private Footprint(SealJob job, int repeats) {
    this.job = job;
    this.repeats = repeats;
  }

  /**
   * Measures.
   *
   * @param repeats how often an operation runs before it is measured, and again while it is
   */
  static List<Figure> of(SealJob job, int repeats) {
    Footprint footprint = new Footprint(job, repeats);
    UnavoidableParts least = new UnavoidableParts(job);
    int stamped = job.stamp().length;
    int licence = job.licence().length;
    footprint.allocation("盖章 stamp", stamped, job::stamp, least.stamp());
    footprint.allocation(
        "盖章并自检 stamp, file checked", stamped, job::stampChecked, least.stampChecked());
    footprint.allocation("核验 verify, kept evidence", licence, job::verifyKept, least.verifyKept());
    footprint.allocation(
        "核验 verify, fresh evidence", licence, job::verifyFresh, least.verifyFresh());
    footprint.allocation("制证 write and sign", licence, job::writeAndSeal, least.writeAndSeal());
    for (int characters : new int[] {80, 120, 160, 200, 300, 400}) {
      footprint.size(characters);
    }
    return footprint.figures;
  }

  /** Of the signatures alone too: their arithmetic is the library's. */
  private void allocation(
      String name, int fileSize, Supplier<Object> work, Unavoidable unavoidable) {
    double all = allocated(work);
    double least = allocated(unavoidable::run);
    figures.add(Figure.promised(name + ", allocated", all / fileSize, "× file", GOAL));
    figures.add(Figure.shown("  of it by signatures and digests", least / fileSize, "× file"));
    figures.add(Figure.shown("  file", fileSize / 1e3, "kB"));
  }

  @HouseException(
      rule = "jdk-non-portable",
      reason = "what a thread allocates is told by no other interface; documented by the JDK")
  private double allocated(Supplier<Object> work) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().threadId();
    int checksum = 0;
    for (int i = 0; i < repeats; i++) {
      checksum ^= System.identityHashCode(work.get());
    }
    long before = threads.getThreadAllocatedBytes(thread);
    for (int i = 0; i < repeats; i++) {
      checksum ^= System.identityHashCode(work.get());
    }
    long after = threads.getThreadAllocatedBytes(thread);
    if (checksum == 0 && after < before) {
      throw new IllegalStateException("this machine does not count allocations");
    }
    return (after - before) / (double) repeats;
  }

  private void size(int characters) {
    LicenceContent content = content(characters);
    double kilobytes = job.writeAndSeal(content).length / 1e3;
    String name = "证照文件 licence of " + distinct(content) + " distinct characters";
    figures.add(
        characters == 80
            ? Figure.promised(name, kilobytes, "kB", LARGEST_KB)
            : Figure.shown(name, kilobytes, "kB"));
  }

  /** The sample with so many different characters in its values, those of everyday use added. */
  private LicenceContent content(int characters) {
    FaceValues face = job.content().face().withText(SCOPE, "商");
    StringBuilder scope = new StringBuilder("商");
    LicenceContent content = with(face, scope);
    int common = 0;
    while (distinct(content) < characters) {
      scope.append(everyday(common));
      common++;
      content = with(face, scope);
    }
    return content;
  }

  private LicenceContent with(FaceValues face, StringBuilder scope) {
    return new LicenceContent(
        job.content().facts(), face.withText(SCOPE, scope.toString()), job.content().data());
  }

  /** The first level of GB/T 2312, evenly over its 3,755 characters. */
  private static String everyday(int n) {
    int place = n * 9 % 3_755;
    byte[] code = {(byte) (0xb0 + place / 94), (byte) (0xa1 + place % 94)};
    return new String(code, Charset.forName("GB2312"));
  }

  private static long distinct(LicenceContent content) {
    return content.faceValues().texts().values().stream()
        .flatMap(List::stream)
        .flatMapToInt(String::codePoints)
        .distinct()
        .count();
  }
}

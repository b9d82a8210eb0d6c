package org.liangzheng.api.home;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.start.StartupFailure;
import org.liangzheng.api.start.StartupProblem;

/** Tells a full disk from other failures of input and output. */
final class DiskSpace {

  /**
   * Below this a failure is put down to space even when its text (in any language) is not known.
   */
  private static final long NONE_LEFT_BYTES = 256 * 1024;

  private static final List<String> SIGNS =
      List.of("No space left on device", "Disk quota exceeded", "设备上没有空间", "超出磁盘限额");

  private DiskSpace() {}

  static boolean saysFull(String text) {
    return SIGNS.stream().anyMatch(text::contains);
  }

  /** The problem to report if the failure came from a full disk. */
  static Optional<StartupProblem> problem(
      Path where, String step, String said, @Nullable Throwable cause) {
    long left = left(where);
    if (!saysFull(said) && (left < 0 || left >= NONE_LEFT_BYTES)) {
      return Optional.empty();
    }
    return Optional.of(
        new StartupProblem(
            StartupFailure.DISK_FULL,
            List.of(where.toString(), readable(left), step),
            List.of(),
            cause));
  }

  private static String readable(long bytes) {
    return bytes < 0 ? "?" : String.format(Locale.ROOT, "%d kB", bytes / 1024);
  }

  private static long left(Path where) {
    try {
      Path at = where;
      while (!Files.exists(at)) {
        Path parent = at.getParent();
        if (parent == null) {
          return -1;
        }
        at = parent;
      }
      return Files.getFileStore(at).getUsableSpace();
    } catch (IOException unknown) {
      return -1;
    }
  }
}

package org.liangzheng.verifier.format.ofd;

import java.util.ArrayDeque;
import java.util.Deque;

/** ST_Loc of GB/T 33190: absolute with a leading slash, else relative to the file that names it. */
public final class OfdPaths {
  private OfdPaths() {}

  /**
   * Absolute path of a location.
   *
   * @param base absolute path of the file that names it
   * @throws OfdRefusedException if it leaves the package or has a backslash or an empty segment
   */
  public static String resolve(String base, String location) throws OfdRefusedException {
    String trimmed = location.strip();
    Deque<String> segments = new ArrayDeque<>();
    if (!trimmed.startsWith("/")) {
      append(segments, base.substring(1, base.lastIndexOf('/') + 1));
    }
    append(segments, trimmed.startsWith("/") ? trimmed.substring(1) : trimmed);
    if (trimmed.endsWith("/") || segments.isEmpty() || trimmed.indexOf('\\') >= 0) {
      throw bad();
    }
    return "/" + String.join("/", segments);
  }

  private static void append(Deque<String> segments, String path) throws OfdRefusedException {
    if (path.isEmpty()) {
      return;
    }
    for (String segment : path.split("/")) {
      switch (segment) {
        case "" -> throw bad();
        case "." -> {}
        case ".." -> {
          if (segments.pollLast() == null) {
            throw bad();
          }
        }
        default -> segments.addLast(segment);
      }
    }
  }

  private static OfdRefusedException bad() {
    return new OfdRefusedException(
        OfdFault.STRUCTURE_BROKEN, "a location does not name a part of the package");
  }
}

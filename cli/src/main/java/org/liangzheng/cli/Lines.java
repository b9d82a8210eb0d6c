package org.liangzheng.cli;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/** Takes lines of bytes from a stream, none longer than a limit. */
final class Lines {
  private Lines() {}

  /** Takes a line without its line feed. */
  interface Taker {
    /** Returns whether to go on. */
    boolean take(byte[] line);
  }

  /**
   * Reads until the stream ends or the taker has enough. A last line without its line feed is not
   * complete and is left out; of a line that is too long its first {@code limit + 1} bytes are
   * given.
   */
  static void read(InputStream stream, int limit, Taker taker) throws IOException {
    InputStream in = new BufferedInputStream(stream, 1 << 16);
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next >= 0; next = in.read()) {
      if (next != '\n') {
        line.write(next);
        if (line.size() <= limit) {
          continue;
        }
      }
      if (!taker.take(line.toByteArray())) {
        return;
      }
      line.reset();
    }
  }
}

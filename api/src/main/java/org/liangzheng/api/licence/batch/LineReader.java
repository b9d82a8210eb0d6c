package org.liangzheng.api.licence.batch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;

/**
 * Cuts a stream into lines at LF (a CR before it is dropped) and passes over blank ones. Holds one
 * line and a block, whatever comes: of a line that is too long nothing is kept.
 */
final class LineReader {
  private static final int BLOCK = 64 * 1024;

  private final InputStream in;
  private final int maxLine;
  private final byte[] block = new byte[BLOCK];
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private int at;
  private int end;
  private int number;
  private long bytes;

  /**
   * @param number of the last line before this stream
   */
  LineReader(InputStream in, int maxLine, int number) {
    this.in = in;
    this.maxLine = maxLine;
    this.number = number;
  }

  /** The next line that is not blank. */
  Optional<BatchLine> next() throws IOException {
    while (fill()) {
      BatchLine found = read();
      if (found.text().isEmpty() || !isBlank(found.text().get())) {
        return Optional.of(found);
      }
    }
    return Optional.empty();
  }

  /** The number of the last line read, blank or not. */
  int number() {
    return number;
  }

  /** Bytes taken from the stream so far; at its end all of them. */
  long bytes() {
    return bytes;
  }

  private BatchLine read() throws IOException {
    line.reset();
    boolean tooLong = false;
    boolean whole = false;
    while (!whole && fill()) {
      int stop = at;
      while (stop < end && block[stop] != '\n') {
        stop++;
      }
      whole = stop < end;
      tooLong |= line.size() + (stop - at) > maxLine;
      if (tooLong) {
        line.reset();
      } else {
        line.write(block, at, stop - at);
      }
      at = whole ? stop + 1 : stop;
    }
    number++;
    return new BatchLine(number, tooLong ? null : text());
  }

  private byte[] text() {
    byte[] all = line.toByteArray();
    boolean cr = all.length > 0 && all[all.length - 1] == '\r';
    return cr ? Arrays.copyOf(all, all.length - 1) : all;
  }

  private static boolean isBlank(byte[] text) {
    for (byte one : text) {
      if (one != ' ' && one != '\t') {
        return false;
      }
    }
    return true;
  }

  /** Whether there is a byte to read. */
  private boolean fill() throws IOException {
    if (at < end) {
      return true;
    }
    at = 0;
    end = Math.max(0, in.readNBytes(block, 0, BLOCK));
    bytes += end;
    return end > 0;
  }
}

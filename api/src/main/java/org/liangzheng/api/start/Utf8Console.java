package org.liangzheng.api.start;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Standard output and error in UTF-8 whatever the locale says: under LC_ALL=C {@code System.out}
 * would print every Chinese character as a question mark.
 */
public final class Utf8Console {

  private Utf8Console() {}

  /** Replaces {@code System.out} and {@code System.err}; called first in {@code main}. */
  public static void install() {
    System.setOut(utf8(FileDescriptor.out));
    System.setErr(utf8(FileDescriptor.err));
  }

  private static PrintStream utf8(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }
}

package org.liangzheng.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HexFormat;

/** A small file that the command line remembers something in; a reader sees the old or the new. */
final class StateFile {
  private static final int UNIQUE = 8;

  private StateFile() {}

  /** Writes it anew, its folder too. */
  static void replace(Path file, byte[] content, Surroundings surroundings) throws IOException {
    Files.createDirectories(file.resolveSibling(""));
    byte[] unique = new byte[UNIQUE];
    surroundings.random().nextBytes(unique);
    Path temporary =
        file.resolveSibling("." + file.getFileName() + "." + HexFormat.of().formatHex(unique));
    try {
      Files.write(temporary, content);
      Files.move(
          temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }
}

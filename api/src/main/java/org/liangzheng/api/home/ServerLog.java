package org.liangzheng.api.home;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** The log of our own PostgreSQL server, {@code server.log}; one older one is kept. */
record ServerLog(Path file) {
  private static final long LARGE_BYTES = 10_000_000;
  private static final int TAIL_LINES = 12;

  static ServerLog in(Path folder) {
    return new ServerLog(folder.resolve("server.log"));
  }

  /** Makes it (mode 0600) where it is missing, anew where it has grown large. */
  void prepare() throws IOException {
    if (Files.exists(file) && Files.size(file) > LARGE_BYTES) {
      Files.move(file, file.resolveSibling("server.log.1"), StandardCopyOption.REPLACE_EXISTING);
    }
    if (!Files.exists(file)) {
      Files.createFile(file, PrivateFiles.FILE);
    }
  }

  /** Bytes. */
  long size() throws IOException {
    return Files.size(file);
  }

  /** What was added since it had that size. */
  String since(long size) throws IOException {
    byte[] all = Files.readAllBytes(file);
    int start = (int) Math.min(size, all.length);
    return new String(all, start, all.length - start, StandardCharsets.UTF_8);
  }

  /** The last 12 lines of what a program said, for people to read. */
  static List<String> tail(String text) {
    List<String> lines = text.lines().filter(line -> !line.isBlank()).toList();
    return lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size());
  }

  @Override
  public String toString() {
    return file.toString();
  }
}

package org.liangzheng.api.home;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Server processes of one data folder that outlived the program that started them. A killed JVM
 * leaves PostgreSQL running; a process belongs to the folder if it is called postgres and works in
 * it (PostgreSQL changes into its data folder), so a reused process number cannot be mistaken for
 * one. Only called by who holds the lock of the state folder: no other run can own them.
 */
final class Leftovers {

  private static final Path PROC = Path.of("/proc");

  private Leftovers() {}

  static List<ProcessHandle> of(Path data) throws IOException {
    List<ProcessHandle> found = new ArrayList<>();
    if (!Files.isDirectory(data)) {
      return found;
    }
    Path folder = data.toRealPath();
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (Path process : processes) {
        if (worksIn(process, folder)) {
          ProcessHandle.of(Long.parseLong(process.getFileName().toString())).ifPresent(found::add);
        }
      }
    }
    return found;
  }

  private static boolean worksIn(Path process, Path folder) {
    try {
      return Files.readSymbolicLink(process.resolve("cwd")).equals(folder)
          && Files.readString(process.resolve("comm")).strip().equals("postgres");
    } catch (IOException goneOrNotOurs) {
      return false;
    }
  }

  /** The number in {@code postmaster.pid}, or -1 when there is none. */
  static long recorded(Path data) throws IOException {
    try {
      List<String> lines = Files.readAllLines(data.resolve("postmaster.pid"));
      return lines.isEmpty() ? -1 : Long.parseLong(lines.getFirst().strip());
    } catch (NoSuchFileException none) {
      return -1;
    } catch (NumberFormatException damaged) {
      return -1;
    }
  }
}

package org.liangzheng.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The files that arguments stand for. */
final class Inputs {
  private Inputs() {}

  /**
   * A file stands for itself; a folder for its own *.ofd and *.pdf files, by name, without folders
   * in it.
   *
   * @throws CliProblem if it is not there, cannot be read, or is a folder without such files
   */
  static List<Path> of(Path argument) {
    if (!Files.exists(argument)) {
      throw CliProblem.of(CliFault.FILE_ABSENT, argument);
    }
    if (!Files.isDirectory(argument)) {
      return List.of(argument);
    }
    List<Path> files = new ArrayList<>();
    try (Stream<Path> entries = Files.list(argument)) {
      entries.filter(Inputs::isDocument).sorted().forEach(files::add);
    } catch (IOException unreadable) {
      throw CliProblem.of(CliFault.FILE_UNREADABLE, argument);
    }
    if (files.isEmpty()) {
      throw CliProblem.of(CliFault.FOLDER_EMPTY, argument);
    }
    return files;
  }

  private static boolean isDocument(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    return (name.endsWith(".ofd") || name.endsWith(".pdf")) && !Files.isDirectory(file);
  }

  /**
   * At most {@code limit} bytes, and one more if there are more: a huge file is never held whole.
   *
   * @throws CliProblem if the file cannot be read
   */
  static byte[] read(Path file, int limit) {
    try (var in = Files.newInputStream(file)) {
      return in.readNBytes(limit + 1);
    } catch (IOException unreadable) {
      throw CliProblem.of(
          Files.exists(file) ? CliFault.FILE_UNREADABLE : CliFault.FILE_ABSENT, file);
    }
  }

  /** Whether the file system says that it is larger, before a byte is read. */
  static boolean isLarger(Path file, int limit) {
    try {
      return Files.size(file) > limit;
    } catch (IOException unreadable) {
      throw CliProblem.of(CliFault.FILE_UNREADABLE, file);
    }
  }
}

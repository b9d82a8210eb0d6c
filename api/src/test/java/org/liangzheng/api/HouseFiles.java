package org.liangzheng.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Files of the checkout, for tests that read the house's own text. */
final class HouseFiles {
  /** The checkout. */
  static final Path ROOT = Path.of(System.getProperty("house.root"));

  private HouseFiles() {}

  /** Every file below a folder, sorted. */
  static List<Path> under(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** A file of text in UTF-8. */
  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}

package org.liangzheng.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** Where an answer goes: a new file, or stdout. */
record OutputFile(Surroundings surroundings, Optional<Path> file) {
  /**
   * Writes a text.
   *
   * @throws CliProblem if the file is there already, or cannot be written
   */
  void write(String text) {
    if (file.isEmpty()) {
      surroundings.out().print(text);
      surroundings.out().flush();
      return;
    }
    write(file.get(), text.getBytes(StandardCharsets.UTF_8));
  }

  /** The same with bytes, always into a file. */
  static void write(Path file, byte[] bytes) {
    try {
      Files.write(file, bytes, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    } catch (FileAlreadyExistsException there) {
      throw CliProblem.of(CliFault.FILE_EXISTS, file);
    } catch (IOException unwritable) {
      throw CliProblem.of(CliFault.FILE_UNWRITABLE, file);
    }
  }

  /** Refuses early, before a key is made or used, what {@link #write} would refuse. */
  void requireFree() {
    if (file.isPresent() && Files.exists(file.get())) {
      throw CliProblem.of(CliFault.FILE_EXISTS, file.get());
    }
  }
}

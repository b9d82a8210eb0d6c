package org.liangzheng.bench.present;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.liangzheng.bench.service.Wire;

/**
 * What was found out before anything is raced; the processes of the matches read it.
 *
 * @param service address of the service
 * @param pid its process
 * @param showCommits writing transactions of showing a licence
 * @param scanCommits those of scanning a code
 * @param showBytes size of the large row of the bare transactions of showing
 * @param scanBytes the same of scanning
 */
record Setting(
    String service,
    long pid,
    Counter.Enrolled counter,
    int showCommits,
    int scanCommits,
    int showBytes,
    int scanBytes) {
  private static final String FILE = "present.json";

  void write(Path folder) throws IOException {
    Files.writeString(folder.resolve(FILE), Wire.JSON.writeValueAsString(this));
  }

  /** Empty where there is no service to measure. */
  static Optional<Setting> read(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    return Files.exists(file)
        ? Optional.of(Wire.JSON.readValue(Files.readString(file), Setting.class))
        : Optional.empty();
  }
}

package org.liangzheng.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.liangzheng.verifier.crypto.MalformedException;
import org.liangzheng.verifier.crypto.Sha256Digest;
import org.liangzheng.verifier.format.log.Checkpoint;
import org.liangzheng.verifier.format.log.SignedCheckpoint;

/**
 * The newest checkpoint seen under each anchor, with its signatures, so that it can be shown to an
 * auditor: {@code logs/ANCHOR.checkpoint} in the state folder of the user.
 */
final class LogMemory {
  private final Path file;
  private final Surroundings surroundings;

  private LogMemory(Path file, Surroundings surroundings) {
    this.file = file;
    this.surroundings = surroundings;
  }

  static LogMemory of(Surroundings surroundings, Sha256Digest anchor) {
    return new LogMemory(
        PackMemory.state(surroundings)
            .resolve("logs")
            .resolve(anchor.value().toHex() + ".checkpoint"),
        surroundings);
  }

  /** What is remembered: it was verified when it was written. Unreadable memory is a warning. */
  Optional<Checkpoint> recall() {
    try {
      byte[] bytes;
      try (var in = Files.newInputStream(file)) {
        bytes = in.readNBytes(SignedCheckpoint.MAX_SIZE + 1);
      }
      return Optional.of(SignedCheckpoint.read(bytes).claimed());
    } catch (NoSuchFileException nothingYet) {
      return Optional.empty();
    } catch (IOException | MalformedException unreadable) {
      CliProblem.of(CliFault.LOG_MEMORY_UNREADABLE, file).print(surroundings.err());
      return Optional.empty();
    }
  }

  /** Remembers a verified checkpoint. */
  void remember(String note) {
    try {
      StateFile.replace(file, note.getBytes(StandardCharsets.UTF_8), surroundings);
    } catch (IOException unwritable) {
      CliProblem.of(CliFault.LOG_MEMORY_UNWRITABLE, file).print(surroundings.err());
    }
  }
}

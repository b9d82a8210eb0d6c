package org.liangzheng.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.liangzheng.verifier.crypto.MalformedException;
import org.liangzheng.verifier.crypto.Sha256Digest;
import org.liangzheng.verifier.format.json.CanonicalJson;
import org.liangzheng.verifier.format.json.Members;
import org.liangzheng.verifier.format.pack.PackMark;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The newest pack seen under each anchor, one small file for each: {@code packs/ANCHOR.json} in the
 * state folder of the user. It holds nothing secret and nothing personal.
 */
final class PackMemory {
  private static final int MAX_SIZE = 4096;

  private final Path folder;
  private final Surroundings surroundings;

  private PackMemory(Path folder, Surroundings surroundings) {
    this.folder = folder;
    this.surroundings = surroundings;
  }

  /** In LZ_STATE_HOME, else $XDG_STATE_HOME/liangzheng, else ~/.local/state/liangzheng. */
  static PackMemory in(Surroundings surroundings) {
    return new PackMemory(state(surroundings).resolve("packs"), surroundings);
  }

  /** State folder of the user, for all that is remembered. */
  static Path state(Surroundings surroundings) {
    return surroundings
        .variable("LZ_STATE_HOME")
        .map(Path::of)
        .or(() -> surroundings.variable("XDG_STATE_HOME").map(x -> Path.of(x, "liangzheng")))
        .or(() ->
            surroundings
                .variable("HOME")
                .map(home -> Path.of(home, ".local", "state", "liangzheng")))
        .orElseGet(() -> Path.of(".liangzheng"));
  }

  /** What is remembered. Unreadable memory is a warning: it must not stop a counter. */
  Optional<PackMark> recall(Sha256Digest anchor) {
    Path file = file(anchor);
    try {
      byte[] bytes;
      try (var in = Files.newInputStream(file)) {
        bytes = in.readNBytes(MAX_SIZE);
      }
      Members members = Members.of(CanonicalJson.read(bytes));
      PackMark mark =
          new PackMark(
              members.count("version"),
              members.instant("issuedAt"),
              members.count("trustVersion"),
              members.sha256("digest"));
      members.end();
      return Optional.of(mark);
    } catch (NoSuchFileException nothingYet) {
      return Optional.empty();
    } catch (IOException | MalformedException unreadable) {
      CliProblem.of(CliFault.MEMORY_UNREADABLE, file).print(surroundings.err());
      return Optional.empty();
    }
  }

  /** Remembers an accepted pack, if it is newer than what is there. */
  void remember(Sha256Digest anchor, PackMark mark, Optional<PackMark> known) {
    if (known.equals(Optional.of(mark))) {
      return;
    }
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("version", mark.version());
    json.put("issuedAt", mark.issuedAt().toString());
    json.put("trustVersion", mark.trustVersion());
    json.put("digest", mark.digest().value().toHex());
    Path file = file(anchor);
    try {
      StateFile.replace(file, CanonicalJson.write(json), surroundings);
    } catch (IOException unwritable) {
      CliProblem.of(CliFault.MEMORY_UNWRITABLE, file).print(surroundings.err());
    }
  }

  private Path file(Sha256Digest anchor) {
    return folder.resolve(anchor.value().toHex() + ".json");
  }
}

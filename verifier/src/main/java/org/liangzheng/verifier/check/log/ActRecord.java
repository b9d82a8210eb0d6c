package org.liangzheng.verifier.check.log;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import org.liangzheng.verifier.crypto.MalformedException;
import org.liangzheng.verifier.crypto.Sha256Digest;
import org.liangzheng.verifier.format.json.CanonicalJson;
import org.liangzheng.verifier.format.json.Hex;
import org.liangzheng.verifier.format.log.LogEntry;
import tools.jackson.databind.JsonNode;

/**
 * What a record says, as far as the register follows from it.
 *
 * @param version of a licence, where the act made or touched one
 * @param file SHA-256 of the file that the act made
 */
record ActRecord(
    String act,
    Instant at,
    String subject,
    Optional<String> authority,
    Optional<String> type,
    OptionalInt version,
    Optional<Sha256Digest> file) {
  /** The acts that make a version; others that name one (a copy, a state) made none. */
  private static final Set<String> VERSIONS =
      Set.of("LICENCE_ISSUED", "LICENCE_CHANGED", "LICENCE_RENEWED");

  /**
   * Reads the record of an entry.
   *
   * @throws MalformedException if it is not canonical, or lacks what every record has
   */
  static ActRecord read(LogEntry entry) throws MalformedException {
    JsonNode json = CanonicalJson.read(entry.record().toByteArray());
    if (!json.isObject()) {
      throw new MalformedException("a record is an object");
    }
    text(json, "actor");
    text(json, "id");
    JsonNode version = json.get("version");
    Optional<String> file = find(json, "sha256");
    return new ActRecord(
        text(json, "act"),
        time(text(json, "at")),
        text(json, "subject"),
        find(json, "authority"),
        find(json, "type"),
        version != null && version.isInt()
            ? OptionalInt.of(version.intValue())
            : OptionalInt.empty(),
        file.isPresent() ? Optional.of(Hex.sha256(file.get())) : Optional.empty());
  }

  /** Whether it made a version of a licence. */
  boolean makesVersion() {
    return VERSIONS.contains(act) && version.isPresent() && type.isPresent();
  }

  UUID licence() throws MalformedException {
    try {
      return UUID.fromString(subject);
    } catch (IllegalArgumentException notOne) {
      throw new MalformedException("not a subject", notOne);
    }
  }

  private static Instant time(String text) throws MalformedException {
    try {
      return Instant.parse(text);
    } catch (DateTimeException notTime) {
      throw new MalformedException("not a time", notTime);
    }
  }

  private static String text(JsonNode json, String name) throws MalformedException {
    return find(json, name).orElseThrow(() -> new MalformedException("a member is missing"));
  }

  private static Optional<String> find(JsonNode json, String name) {
    return Optional.ofNullable(json.get(name))
        .filter(JsonNode::isString)
        .map(JsonNode::stringValue);
  }
}

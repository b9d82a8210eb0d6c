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
 * @param file SHA-256 of the file that the act made or took in
 * @param delivery what a source told of a licence of another issuer
 */
record ActRecord(
    String act,
    Instant at,
    String subject,
    Optional<String> authority,
    Optional<String> type,
    OptionalInt version,
    Optional<Sha256Digest> file,
    Optional<Delivery> delivery) {
  /** The acts that make a version; others that name one (a copy, a state) made none. */
  private static final Set<String> VERSIONS =
      Set.of("LICENCE_ISSUED", "LICENCE_CHANGED", "LICENCE_RENEWED");

  /** The act that takes a licence of another issuer in. */
  private static final String TAKEN = "EXTERNAL_LICENCE_TAKEN";

  private static final String UPDATED = "EXTERNAL_LICENCE_UPDATED";

  /**
   * A word of a source.
   *
   * @param first whether the licence was not known before
   * @param sequence the source's own number of it
   * @param content whether it says what stands on the licence
   * @param status the state it tells, if it tells one
   */
  record Delivery(
      boolean first, String source, long sequence, boolean content, Optional<String> status) {}

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
    String act = text(json, "act");
    return new ActRecord(
        act,
        time(text(json, "at")),
        text(json, "subject"),
        find(json, "authority"),
        find(json, "type"),
        version != null && version.isInt()
            ? OptionalInt.of(version.intValue())
            : OptionalInt.empty(),
        file.isPresent() ? Optional.of(Hex.sha256(file.get())) : Optional.empty(),
        act.equals(TAKEN) || act.equals(UPDATED)
            ? Optional.of(delivery(json, act.equals(TAKEN)))
            : Optional.empty());
  }

  private static Delivery delivery(JsonNode json, boolean first) throws MalformedException {
    JsonNode sequence = json.get("sequence");
    JsonNode content = json.get("content");
    if (sequence == null
        || !sequence.isIntegralNumber()
        || sequence.longValue() < 1
        || content == null
        || !content.isBoolean()) {
      throw new MalformedException("not a word of a source");
    }
    return new Delivery(
        first,
        text(json, "source"),
        sequence.longValue(),
        content.booleanValue(),
        find(json, "status"));
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

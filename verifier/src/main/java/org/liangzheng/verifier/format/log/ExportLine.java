package org.liangzheng.verifier.format.log;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.regex.Pattern;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.MalformedException;
import org.liangzheng.verifier.crypto.Sha256Digest;
import org.liangzheng.verifier.format.json.CanonicalJson;
import org.liangzheng.verifier.format.json.Members;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * One line of an export of the log: RFC 8785 JSON, then a line feed. In order: one {@link Head},
 * the entries with a place by place, those without one, the {@link Registered} lines of the
 * registers, one {@link End}.
 */
public sealed interface ExportLine {
  /** Longest line in bytes, without its line feed. */
  int MAX_SIZE = 256 * 1024;

  /** The line without its line feed. */
  default byte[] toBytes() {
    return CanonicalJson.write(json());
  }

  /** The line as JSON. */
  ObjectNode json();

  /**
   * The first line.
   *
   * @param checkpoint the newest signed note, as text
   */
  record Head(String checkpoint) implements ExportLine {
    private static final String KIND = "liangzheng-log-export";
    private static final int VERSION = 1;

    @Override
    public ObjectNode json() {
      return object(KIND).put("checkpoint", checkpoint).put("v", VERSION);
    }

    private static Head read(Members members) throws MalformedException {
      if (members.whole("v") != VERSION) {
        throw new MalformedException("an export of a version that is not known");
      }
      return new Head(members.text("checkpoint"));
    }
  }

  /**
   * An entry, and what the service files it under.
   *
   * @param position its place, from 0; none while it waits for one
   * @param leaf its hash as the tree has it
   * @param entry nonce and record; none if the service cannot open them
   * @param authority none for what people do in their own affairs
   */
  record Entry(
      OptionalLong position,
      TreeHash leaf,
      Optional<LogEntry> entry,
      String act,
      UUID subject,
      Optional<String> authority)
      implements ExportLine {
    private static final String KIND = "entry";

    @Override
    public ObjectNode json() {
      ObjectNode json = object(KIND).put("act", act).put("subject", subject.toString());
      authority.ifPresent(value -> json.put("authority", value));
      json.put("leaf", leaf.toBase64());
      position.ifPresent(value -> json.put("position", value));
      entry
          .filter(Entry::isText)
          .ifPresent(content ->
              json.put("nonce", base64(content.nonce()))
                  .put("record", content.record().toString(StandardCharsets.UTF_8)));
      return json;
    }

    /** A record that is not text was not written by the service: it goes as one it cannot open. */
    private static boolean isText(LogEntry entry) {
      byte[] bytes = entry.record().toByteArray();
      return Arrays.equals(
          new String(bytes, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8), bytes);
    }

    private static Entry read(Members members) throws MalformedException {
      return new Entry(
          members.find("position").isPresent()
              ? OptionalLong.of(members.whole("position"))
              : OptionalLong.empty(),
          TreeHash.ofBase64(members.text("leaf")),
          content(members),
          members.text("act"),
          members.uuid("subject"),
          members.findText("authority"));
    }

    private static Optional<LogEntry> content(Members members) throws MalformedException {
      Optional<String> record = members.findText("record");
      if (record.isEmpty()) {
        return Optional.empty();
      }
      try {
        return Optional.of(
            new LogEntry(
                ByteString.of(NoteText.base64(members.text("nonce"))),
                ByteString.of(record.get().getBytes(StandardCharsets.UTF_8))));
      } catch (IllegalArgumentException notOne) {
        throw new MalformedException("not an entry", notOne);
      }
    }

    /** Nothing of the record: it tells who does what. */
    @Override
    public String toString() {
      return "Entry[" + position + "]";
    }
  }

  /** A line of a register that follows from acts in the log. */
  sealed interface Registered extends ExportLine permits Row, Foreign {}

  /**
   * A version of a licence in the register, by opaque ids.
   *
   * @param version from 1
   * @param current the newest version of the licence
   * @param status its legal state, UPPER_SNAKE
   * @param file SHA-256 of the sealed file; none if the register has no file for it
   */
  record Row(
      UUID licence,
      int version,
      int current,
      String authority,
      String type,
      String status,
      Optional<Sha256Digest> file)
      implements Registered {
    private static final String KIND = "row";
    private static final Pattern STATUS = Pattern.compile("[A-Z][A-Z_]{1,39}");

    public Row {
      if (version < 1 || current < 1 || !STATUS.matcher(status).matches()) {
        throw new IllegalArgumentException("not a row of a register");
      }
    }

    @Override
    public ObjectNode json() {
      ObjectNode json =
          object(KIND)
              .put("licence", licence.toString())
              .put("version", version)
              .put("current", current)
              .put("authority", authority)
              .put("type", type)
              .put("status", status);
      return withSha256(json, file);
    }

    private static Row read(Members members) throws MalformedException {
      try {
        return new Row(
            members.uuid("licence"),
            Math.toIntExact(members.whole("version")),
            Math.toIntExact(members.whole("current")),
            members.text("authority"),
            members.text("type"),
            members.text("status"),
            members.findSha256("sha256"));
      } catch (ArithmeticException | IllegalArgumentException invalid) {
        throw new MalformedException("not a row of a register", invalid);
      }
    }
  }

  /**
   * A licence of another issuer in the register of those, by opaque ids.
   *
   * @param source whose word it rests on
   * @param authority the department that keeps the source
   * @param status its legal state as the source last told it, UPPER_SNAKE
   * @param contentSequence the source's number of the word that said what stands on it; 0: none has
   * @param statusSequence the source's number of the word that said what state it is in; 0: none
   *     has
   * @param file SHA-256 of the file as it was delivered; none without one
   */
  record Foreign(
      UUID licence,
      UUID source,
      String authority,
      String type,
      String status,
      long contentSequence,
      long statusSequence,
      Optional<Sha256Digest> file)
      implements Registered {
    private static final String KIND = "foreign";

    public Foreign {
      if (contentSequence < 0 || statusSequence < 0 || !Row.STATUS.matcher(status).matches()) {
        throw new IllegalArgumentException("not a row of a register");
      }
    }

    @Override
    public ObjectNode json() {
      ObjectNode json =
          object(KIND)
              .put("licence", licence.toString())
              .put("source", source.toString())
              .put("authority", authority)
              .put("type", type)
              .put("status", status)
              .put("contentSequence", contentSequence)
              .put("statusSequence", statusSequence);
      return withSha256(json, file);
    }

    private static Foreign read(Members members) throws MalformedException {
      try {
        return new Foreign(
            members.uuid("licence"),
            members.uuid("source"),
            members.text("authority"),
            members.text("type"),
            members.text("status"),
            members.whole("contentSequence"),
            members.whole("statusSequence"),
            members.findSha256("sha256"));
      } catch (IllegalArgumentException invalid) {
        throw new MalformedException("not a row of a register", invalid);
      }
    }
  }

  /**
   * The last line: without it an export is not complete.
   *
   * @param entries how many lines are entries
   * @param rows how many are of a register
   */
  record End(long entries, long rows) implements ExportLine {
    private static final String KIND = "end";

    @Override
    public ObjectNode json() {
      return object(KIND).put("entries", entries).put("rows", rows);
    }

    private static End read(Members members) throws MalformedException {
      return new End(members.whole("entries"), members.whole("rows"));
    }
  }

  /**
   * Reads a line.
   *
   * @param line without its line feed
   * @throws MalformedException if it is not such a line in its one form
   */
  static ExportLine read(byte[] line) throws MalformedException {
    if (line.length > MAX_SIZE) {
      throw new MalformedException("longer than its limit");
    }
    Members members = Members.of(CanonicalJson.read(line));
    ExportLine read =
        switch (members.text("kind")) {
          case Head.KIND -> Head.read(members);
          case Entry.KIND -> Entry.read(members);
          case Row.KIND -> Row.read(members);
          case Foreign.KIND -> Foreign.read(members);
          case End.KIND -> End.read(members);
          default -> throw new MalformedException("a line of a kind that is not known");
        };
    members.end();
    return read;
  }

  private static ObjectNode object(String kind) {
    return JsonNodeFactory.instance.objectNode().put("kind", kind);
  }

  private static ObjectNode withSha256(ObjectNode json, Optional<Sha256Digest> file) {
    file.ifPresent(digest -> json.put("sha256", digest.value().toHex()));
    return json;
  }

  private static String base64(ByteString bytes) {
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }
}

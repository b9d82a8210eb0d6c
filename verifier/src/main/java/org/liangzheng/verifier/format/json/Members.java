package org.liangzheng.verifier.format.json;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.MalformedException;
import org.liangzheng.verifier.crypto.Sha256Digest;
import tools.jackson.databind.JsonNode;

/**
 * Takes the members of one JSON object by name and refuses those that nobody took: a strict reader
 * in which forgetting {@link #end} shows in the first test of an unknown member.
 */
public final class Members {
  private final JsonNode object;
  private final Set<String> taken = new HashSet<>();

  private Members(JsonNode object) {
    this.object = object;
  }

  /**
   * The members of an object.
   *
   * @throws MalformedException if the value is not an object
   */
  public static Members of(JsonNode value) throws MalformedException {
    if (!value.isObject()) {
      throw new MalformedException("an object is expected");
    }
    return new Members(value);
  }

  /** A member that may be missing. */
  public Optional<JsonNode> find(String name) {
    taken.add(name);
    return Optional.ofNullable(object.get(name));
  }

  /** A member of any kind that has to be there. */
  public JsonNode value(String name) throws MalformedException {
    Optional<JsonNode> value = find(name);
    if (value.isEmpty()) {
      throw new MalformedException("the member " + name + " is missing");
    }
    return value.get();
  }

  public String text(String name) throws MalformedException {
    return text(name, value(name));
  }

  private static String text(String name, JsonNode value) throws MalformedException {
    if (!value.isString()) {
      throw new MalformedException("the member " + name + " is not a string");
    }
    return value.stringValue();
  }

  /** A whole number of at least 1. */
  public long count(String name) throws MalformedException {
    JsonNode value = value(name);
    if (!value.isIntegralNumber() || value.longValue() < 1) {
      throw new MalformedException("the member " + name + " is not a whole number from 1");
    }
    return value.longValue();
  }

  /** A whole number of at least 0. */
  public long whole(String name) throws MalformedException {
    JsonNode value = value(name);
    if (!value.isIntegralNumber() || value.longValue() < 0) {
      throw new MalformedException("the member " + name + " is not a whole number from 0");
    }
    return value.longValue();
  }

  /** A UUID in its one spelling: lower case with hyphens. */
  public UUID uuid(String name) throws MalformedException {
    String text = text(name);
    try {
      UUID uuid = UUID.fromString(text);
      if (uuid.toString().equals(text)) {
        return uuid;
      }
    } catch (IllegalArgumentException notOne) {
      throw new MalformedException("the member " + name + " is not a UUID", notOne);
    }
    throw new MalformedException("the member " + name + " is a UUID in another spelling");
  }

  /** UTC in whole seconds, {@code 2026-11-02T03:04:05Z}. */
  public Instant instant(String name) throws MalformedException {
    return instant(name, value(name));
  }

  /** The same, where the member may be missing. */
  public Optional<Instant> findInstant(String name) throws MalformedException {
    Optional<JsonNode> value = find(name);
    return value.isEmpty() ? Optional.empty() : Optional.of(instant(name, value.get()));
  }

  private static Instant instant(String name, JsonNode value) throws MalformedException {
    String text = text(name, value);
    try {
      Instant instant = Instant.parse(text);
      if (text.length() == 20 && instant.toString().equals(text)) {
        return instant;
      }
    } catch (DateTimeException notTime) {
      throw new MalformedException("the member " + name + " is not a time", notTime);
    }
    throw new MalformedException("the member " + name + " is not UTC in whole seconds");
  }

  /** Base64url without padding. */
  public ByteString bytes(String name) throws MalformedException {
    return Base64Url.decode(text(name));
  }

  /** SHA-256 in 64 lower-case hexadecimal digits. */
  public Sha256Digest sha256(String name) throws MalformedException {
    return Hex.sha256(text(name));
  }

  /** A text, where the member may be missing. */
  public Optional<String> findText(String name) throws MalformedException {
    return find(name).isPresent() ? Optional.of(text(name)) : Optional.empty();
  }

  /** A digest as {@link #sha256} reads it, where the member may be missing. */
  public Optional<Sha256Digest> findSha256(String name) throws MalformedException {
    return find(name).isPresent() ? Optional.of(sha256(name)) : Optional.empty();
  }

  /** The items of an array, which may be empty. */
  public List<JsonNode> items(String name) throws MalformedException {
    JsonNode value = value(name);
    if (!value.isArray()) {
      throw new MalformedException("the member " + name + " is not an array");
    }
    return new ArrayList<>(value.values());
  }

  /**
   * Ends the reading.
   *
   * @throws MalformedException if a member was not taken
   */
  public void end() throws MalformedException {
    if (!taken.containsAll(object.propertyNames())) {
      throw new MalformedException("a member that this version does not know");
    }
  }
}

package org.liangzheng.api.identity;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.liangzheng.verifier.crypto.MalformedException;
import org.liangzheng.verifier.crypto.P256PublicKey;
import org.liangzheng.verifier.crypto.SignatureSuite;
import org.liangzheng.verifier.crypto.SignatureValue;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * A JWT in compact form (RFC 7515 §3.1, RFC 7519) signed by ES256 and nothing else. Read strictly:
 * canonical base64url, no repeated names, no critical extensions. What it says counts only after
 * {@link #isSignedBy}. Never printed.
 */
final class CompactJws {

  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
  private static final TypeReference<Map<String, @Nullable Object>> OBJECT =
      new TypeReference<>() {};

  private final Map<String, @Nullable Object> header;
  private final Map<String, @Nullable Object> claims;
  private final byte[] signed;
  private final SignatureValue signature;

  private CompactJws(
      Map<String, @Nullable Object> header,
      Map<String, @Nullable Object> claims,
      byte[] signed,
      SignatureValue signature) {
    this.header = header;
    this.claims = claims;
    this.signed = signed;
    this.signature = signature;
  }

  /**
   * Reads without trusting.
   *
   * @param most characters
   * @throws MalformedException if it is longer, not of this form, or of another algorithm
   */
  static CompactJws parse(JsonMapper json, String text, int most) throws MalformedException {
    if (text.length() > most) {
      throw new MalformedException("too long");
    }
    String[] parts = text.split("\\.", -1);
    if (parts.length != 3) {
      throw new MalformedException("a compact JWS has three parts");
    }
    Map<String, @Nullable Object> header = object(json, parts[0]);
    if (!"ES256".equals(header.get("alg")) || header.containsKey("crit")) {
      throw new MalformedException("the algorithm is not ES256, or an extension is critical");
    }
    return new CompactJws(
        header,
        object(json, parts[1]),
        (parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII),
        SignatureValue.fromRaw(SignatureSuite.P256_SHA256, decode(parts[2])));
  }

  private static Map<String, @Nullable Object> object(JsonMapper json, String part)
      throws MalformedException {
    try {
      Map<String, @Nullable Object> object = json.readValue(decode(part), OBJECT);
      if (object == null) {
        throw new MalformedException("not a JSON object");
      }
      return object;
    } catch (JacksonException unreadable) {
      // Its text quotes the input.
      throw new MalformedException("not a JSON object");
    }
  }

  /** Base64url without padding, in its one canonical spelling. */
  static byte[] decode(String text) throws MalformedException {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(text);
      if (ENCODER.encodeToString(bytes).equals(text)) {
        return bytes;
      }
    } catch (IllegalArgumentException notBase64) {
      // told below
    }
    throw new MalformedException("not canonical base64url");
  }

  boolean isSignedBy(P256PublicKey key) {
    return key.verifies(key.digest(signed), signature);
  }

  Optional<String> header(String name) {
    return header.get(name) instanceof String text ? Optional.of(text) : Optional.empty();
  }

  /** A member of the header, whatever it is; null without one. */
  @Nullable Object member(String name) {
    return header.get(name);
  }

  boolean has(String claim) {
    return claims.containsKey(claim);
  }

  Optional<String> text(String claim) {
    return claims.get(claim) instanceof String text ? Optional.of(text) : Optional.empty();
  }

  /** A text within a claim that is an object; empty also when either is of another kind. */
  Optional<String> text(String claim, String member) {
    return claims.get(claim) instanceof Map<?, ?> object
            && object.get(member) instanceof String text
        ? Optional.of(text)
        : Optional.empty();
  }

  /** The audience when there is exactly one: a token for several can be passed on by each. */
  Optional<String> audience() {
    return switch (claims.get("aud")) {
      case String one -> Optional.of(one);
      case List<?> list when list.size() == 1 && list.getFirst() instanceof String one ->
          Optional.of(one);
      case null, default -> Optional.empty();
    };
  }

  /** A time in whole seconds of Unix time. */
  Optional<Instant> time(String claim) {
    return switch (claims.get(claim)) {
      case Integer seconds -> Optional.of(Instant.ofEpochSecond(seconds));
      case Long seconds -> instant(seconds);
      case null, default -> Optional.empty();
    };
  }

  private static Optional<Instant> instant(long seconds) {
    try {
      return Optional.of(Instant.ofEpochSecond(seconds));
    } catch (DateTimeException outOfRange) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return "CompactJws[…]";
  }
}

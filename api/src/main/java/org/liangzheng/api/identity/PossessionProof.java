package org.liangzheng.api.identity;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.liangzheng.verifier.crypto.MalformedException;
import org.liangzheng.verifier.crypto.Sha256Digest;
import tools.jackson.databind.json.JsonMapper;

/**
 * A proof of possession (RFC 9449 §4.2) that holds for one request. Whether it was used before is
 * not judged here.
 *
 * @param key whose private half signed it
 * @param jti unique with the key, 1 to 128 characters
 */
record PossessionProof(PublicJwk key, String jti) {
  private static final String TYPE = "dpop+jwt";

  /** How far a device's clock may be off, either way. */
  static final Duration SKEW = Duration.ofSeconds(60);

  private static final int MOST_CHARACTERS = 4096;
  private static final int LONGEST_ID = 128;
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

  /** The key of the header member {@code jwk}. */
  static PublicJwk key(@Nullable Object jwk) throws MalformedException {
    if (jwk instanceof Map<?, ?> named) {
      Map<String, Object> members = new LinkedHashMap<>();
      named.forEach((name, value) -> members.put(String.valueOf(name), value));
      return PublicJwk.of(members);
    }
    throw new MalformedException("a proof names its key");
  }

  /** Reads and checks (RFC 9449 §4.3), as strictly as tokens are read. */
  static final class Reader {
    private final JsonMapper json;
    private final Clock clock;

    Reader(JsonMapper json, Clock clock) {
      this.json = json;
      this.clock = clock;
    }

    /**
     * The proof of a text.
     *
     * @param target the address without query and fragment
     * @param token the access token it comes with
     * @throws MalformedException if it does not prove this request
     */
    PossessionProof read(String text, String method, String target, Optional<String> token)
        throws MalformedException {
      CompactJws proof = CompactJws.parse(json, text, MOST_CHARACTERS);
      PublicJwk key = key(proof.member("jwk"));
      require(proof.header("typ").equals(Optional.of(TYPE)), "it is no proof");
      require(proof.isSignedBy(key.key()), "another key signed it");
      require(proof.text("htm").equals(Optional.of(method)), "it is for another method");
      require(proof.text("htu").equals(Optional.of(target)), "it is for another address");
      Instant made =
          proof.time("iat").orElseThrow(() -> new MalformedException("it names no time"));
      Duration off = Duration.between(made, clock.instant()).abs();
      require(off.compareTo(SKEW) <= 0, "it is of another time");
      // A token needs its own proof, and a proof for a token is none without it.
      require(proof.text("ath").equals(token.map(Reader::hash)), "it is for another token");
      String jti = proof.text("jti").orElse("");
      require(!jti.isBlank() && jti.length() <= LONGEST_ID, "it has no identifier");
      return new PossessionProof(key, jti);
    }

    private static String hash(String token) {
      return ENCODER.encodeToString(
          Sha256Digest.of(token.getBytes(StandardCharsets.US_ASCII)).value().toByteArray());
    }

    private static void require(boolean holds, String otherwise) throws MalformedException {
      if (!holds) {
        throw new MalformedException(otherwise);
      }
    }
  }
}

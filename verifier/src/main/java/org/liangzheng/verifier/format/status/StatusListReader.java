package org.liangzheng.verifier.format.status;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.liangzheng.verifier.crypto.MalformedException;
import org.liangzheng.verifier.crypto.Sha256Digest;
import org.liangzheng.verifier.crypto.SignatureValue;
import org.liangzheng.verifier.crypto.VerificationKey;
import org.liangzheng.verifier.format.json.CanonicalJson;
import org.liangzheng.verifier.format.json.Members;
import org.liangzheng.verifier.format.jws.CompactJws;
import tools.jackson.databind.JsonNode;

/** Reads signed status lists in the steps of docs/formats/status-list.md. */
public final class StatusListReader {
  /** Largest signed list in bytes. */
  public static final int MAX_SIZE = 8 << 20;

  /** How far ahead of this machine's clock a publisher's may be. */
  public static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(5);

  private StatusListReader() {}

  /** The keys that may sign status lists: those that the trust list names for packs. */
  public interface Keys {
    /**
     * The key of a name.
     *
     * @param id SHA-256 of the DER SubjectPublicKeyInfo
     * @param at when the list was issued
     */
    Optional<VerificationKey> find(Sha256Digest id, Instant at);
  }

  /** A claim that was read but is not believed yet. */
  private record Claims(
      String subject, Instant issuedAt, Instant expiresAt, Duration timeToLive, JsonNode list) {}

  /**
   * Reads a list.
   *
   * @param subject whose list it has to be
   * @param now the real time
   * @throws StatusListRefusedException if any step fails; such a list is used for nothing
   */
  public static StatusListToken read(byte[] bytes, String subject, Keys keys, Instant now)
      throws StatusListRefusedException {
    require(bytes.length <= MAX_SIZE, StatusListFault.STATUS_LIST_TOO_LARGE);
    try {
      CompactJws jws = CompactJws.read(StatusListToken.TYPE, bytes);
      Claims claims = claims(CanonicalJson.read(jws.payload().toByteArray()));
      Optional<VerificationKey> named = keys.find(jws.keyId(), claims.issuedAt());
      require(named.isPresent(), StatusListFault.STATUS_LIST_KEY_NOT_ENTITLED);
      VerificationKey key = named.get();
      require(
          jws.algorithm().equals(CompactJws.algorithm(key.suite())),
          StatusListFault.STATUS_LIST_ALGORITHM_DIFFERS);
      SignatureValue value = SignatureValue.fromRaw(key.suite(), jws.signature().toByteArray());
      require(
          key.verifies(key.digest(jws.toSign().toByteArray()), value),
          StatusListFault.STATUS_LIST_SIGNATURE_WRONG);
      require(claims.subject().equals(subject), StatusListFault.STATUS_LIST_OF_ANOTHER);
      require(
          !claims.issuedAt().isAfter(now.plus(CLOCK_TOLERANCE)),
          StatusListFault.STATUS_LIST_FROM_THE_FUTURE);
      require(now.isBefore(claims.expiresAt()), StatusListFault.STATUS_LIST_EXPIRED);
      // Inflated last: work that only a list with the right signature gets.
      return new StatusListToken(
          claims.subject(),
          claims.issuedAt(),
          claims.expiresAt(),
          claims.timeToLive(),
          StatusListJson.read(claims.list()));
    } catch (MalformedException | IllegalArgumentException malformed) {
      throw new StatusListRefusedException(StatusListFault.STATUS_LIST_MALFORMED, malformed);
    }
  }

  private static Claims claims(JsonNode json) throws MalformedException {
    Members members = Members.of(json);
    Claims claims =
        new Claims(
            members.text("sub"),
            second(members, "iat"),
            second(members, "exp"),
            Duration.ofSeconds(members.count("ttl")),
            members.value("status_list"));
    members.end();
    return claims;
  }

  private static Instant second(Members members, String name) throws MalformedException {
    long second = members.count(name);
    if (second > Instant.MAX.getEpochSecond()) {
      throw new MalformedException("a time that does not exist");
    }
    return Instant.ofEpochSecond(second);
  }

  private static void require(boolean holds, StatusListFault otherwise)
      throws StatusListRefusedException {
    if (!holds) {
      throw new StatusListRefusedException(otherwise);
    }
  }
}

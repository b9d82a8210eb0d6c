package org.liangzheng.hsm;

import java.time.Duration;
import java.time.Instant;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.SigningDigest;

/**
 * Leave to make one signature: who asks, with which key, for which act, on what, over exactly which
 * digest, until when. It travels with the digest, and the custody side checks every part of it at
 * every signature; checks made before are not enough.
 *
 * @param actor who asks: an opaque id of a client, account or job; no name, no number of a person
 * @param key the key that may sign
 * @param act what the signature is for
 * @param subject what is signed: an opaque id of the seal, licence version, batch …
 * @param digest the 32 bytes that may be signed
 * @param notAfter last instant at which the signature may be begun, at most {@link #MAX_LIFE} ahead
 */
public record SigningAuthorisation(
    String actor,
    KeyReference key,
    SigningAct act,
    String subject,
    ByteString digest,
    Instant notAfter) {

  /** An authorisation may not reach further ahead than this. */
  public static final Duration MAX_LIFE = Duration.ofMinutes(5);

  private static final int MAX_TEXT = 128;

  public SigningAuthorisation {
    requireOpaque("actor", actor);
    requireOpaque("subject", subject);
    if (digest.size() != 32) {
      throw new IllegalArgumentException("a signing digest has 32 bytes");
    }
  }

  private static void requireOpaque(String what, String text) {
    if (text.isEmpty() || text.length() > MAX_TEXT) {
      throw new IllegalArgumentException(what + " has 1 to " + MAX_TEXT + " characters");
    }
    // A loop, not a stream: this runs for every signature.
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c <= 0x20 || c >= 0x7f) {
        throw new IllegalArgumentException(what + " is printable ASCII without blanks");
      }
    }
  }

  /**
   * Refuses unless this is leave for that key to sign that digest now.
   *
   * @throws CustodyException.AuthorisationRefused if key or digest differ, or the life is too long
   * @throws CustodyException.PurposeRefused if the key's purpose does not serve the act
   * @throws CustodyException.AuthorisationExpired if its time is over
   */
  void require(KeyReference key, KeyPurpose purpose, SigningDigest digest, Instant now) {
    if (!this.key.equals(key)) {
      throw new CustodyException.AuthorisationRefused(key, "it names another key");
    }
    if (!this.digest.equals(digest.value())) {
      throw new CustodyException.AuthorisationRefused(key, "it names another digest");
    }
    if (!act.allows(purpose)) {
      throw new CustodyException.PurposeRefused(key, purpose, act.name());
    }
    if (now.isAfter(notAfter)) {
      throw new CustodyException.AuthorisationExpired(key);
    }
    if (notAfter.isAfter(now.plus(MAX_LIFE))) {
      throw new CustodyException.AuthorisationRefused(key, "it lives longer than 5 minutes");
    }
  }
}

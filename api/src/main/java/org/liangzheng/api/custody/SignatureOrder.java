package org.liangzheng.api.custody;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.liangzheng.verifier.crypto.SigningDigest;

/**
 * Leave to make one signature, and everything its record says.
 *
 * @param key the key to sign with
 * @param act what for
 * @param actor who asks: an opaque id, printable ASCII without blanks, at most 128 characters
 * @param subject what is signed: an opaque id, likewise
 * @param digest the 32 bytes
 * @param matter code of the matter a seal is used for; the key's rule may ask for one
 * @param intent the idempotent act it belongs to; attempts of one intent are numbered through
 * @param grant under which an authority's seal serves another authority's act; none: it is the
 *     seal's own authority that acts
 */
public record SignatureOrder(
    KeyRef key,
    SignatureAct act,
    String actor,
    String subject,
    SigningDigest digest,
    @Nullable String matter,
    @Nullable UUID intent,
    @Nullable UUID grant) {

  /** For the seal's own authority. */
  public SignatureOrder(
      KeyRef key,
      SignatureAct act,
      String actor,
      String subject,
      SigningDigest digest,
      @Nullable String matter,
      @Nullable UUID intent) {
    this(key, act, actor, subject, digest, matter, intent, null);
  }

  /** For no matter. */
  public SignatureOrder(
      KeyRef key,
      SignatureAct act,
      String actor,
      String subject,
      SigningDigest digest,
      @Nullable UUID intent) {
    this(key, act, actor, subject, digest, null, intent);
  }
}

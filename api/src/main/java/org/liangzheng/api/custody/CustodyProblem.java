package org.liangzheng.api.custody;

import org.liangzheng.api.web.ProblemCode;

/** What a caller is told when custody fails; the vault's own code stands in the log. */
public enum CustodyProblem implements ProblemCode {
  /** The vault, or the record of its use, cannot be reached. */
  KEY_CUSTODY_UNAVAILABLE("key-custody-unavailable", 503),
  /** The vault is there and did not come round to it in time. */
  KEY_CUSTODY_BUSY("key-custody-busy", 503),
  /** The key has signed as often today as it may. */
  KEY_FUSE_BLOWN("key-fuse-blown", 429),
  /** The seal's key is not in use: not yet, suspended, or no more. */
  KEY_NOT_ENABLED("key-not-enabled", 409),
  /** The last instant at which the key may sign has passed. */
  KEY_USE_OVER("key-use-over", 409),
  /** Not at this time of the day. */
  KEY_OUTSIDE_HOURS("key-outside-hours", 409),
  /** Not for this matter. */
  KEY_MATTER_REFUSED("key-matter-refused", 403),
  /** Not by this caller. */
  KEY_ACTOR_REFUSED("key-actor-refused", 403),
  /** What another authority granted this use by is not there, is over or was taken back. */
  KEY_GRANT_MISSING("key-grant-missing", 403),
  /** The vault returned something else than a signature; it was thrown away. */
  SIGNATURE_SELF_CHECK_FAILED("signature-self-check-failed", 500),
  /** The custody side does not allow it: key, purpose or authorisation do not fit. */
  SIGNING_REFUSED("signing-refused", 500),
  /** There is no such key. */
  KEY_ABSENT("key-absent", 500),
  /** The name is taken by a key of another kind. */
  KEY_LABEL_TAKEN("key-label-taken", 409),
  /** The certificate is another key's. */
  KEY_CERTIFICATE_REFUSED("key-certificate-refused", 422),
  /** The vault cannot do this, or answered in a way nobody foresaw. */
  VAULT_FAULT("vault-fault", 500);

  private final String code;
  private final int status;

  CustodyProblem(String code, int status) {
    this.code = code;
    this.status = status;
  }

  @Override
  public String code() {
    return code;
  }

  @Override
  public int status() {
    return status;
  }

  /** What a rule refuses now it may allow later. */
  @Override
  public boolean isFinal() {
    return switch (this) {
      case KEY_NOT_ENABLED,
          KEY_USE_OVER,
          KEY_OUTSIDE_HOURS,
          KEY_MATTER_REFUSED,
          KEY_ACTOR_REFUSED,
          KEY_GRANT_MISSING ->
          false;
      default -> ProblemCode.super.isFinal();
    };
  }
}

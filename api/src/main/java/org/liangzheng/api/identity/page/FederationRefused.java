package org.liangzheng.api.identity.page;

import org.jspecify.annotations.Nullable;

/** A sign-in through the outside issuer that is not taken; why is for the log alone. */
final class FederationRefused extends Exception {

  /** Why; stable, for the log. */
  enum Reason {
    NO_REQUEST_HERE,
    STATE_WRONG,
    REQUEST_TOO_OLD,
    ISSUER_SAID_NO,
    ISSUER_WRONG,
    ISSUER_UNREACHABLE,
    METADATA_WRONG,
    CODE_REFUSED,
    TOKEN_WRONG,
    NONCE_WRONG,
    ACR_TOO_WEAK,
    PERSON_UNNAMED,
    ACCOUNT_DISABLED
  }

  private final Reason reason;

  FederationRefused(Reason reason, @Nullable Throwable cause) {
    super(reason.name(), cause);
    this.reason = reason;
  }

  FederationRefused(Reason reason) {
    this(reason, null);
  }

  Reason reason() {
    return reason;
  }
}

package org.liangzheng.api.licence;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.liangzheng.verifier.report.Reason;

/** Legal state of a licence; each ending is its own act and all are kept apart. */
public enum LicenceStatus {
  IN_FORCE(null),
  SUSPENDED(Reason.LICENCE_SUSPENDED),
  ANNULLED(Reason.LICENCE_ANNULLED),
  REVOKED(Reason.LICENCE_REVOKED),
  CANCELLED(Reason.LICENCE_CANCELLED);

  private final Optional<Reason> notInForce;

  LicenceStatus(@Nullable Reason notInForce) {
    this.notInForce = Optional.ofNullable(notInForce);
  }

  /** Why a licence in this state is not in force. */
  public Optional<Reason> notInForce() {
    return notInForce;
  }
}

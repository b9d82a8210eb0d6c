package org.liangzheng.api.licence.life;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Body of {@code POST /v1/licences/{id}/status}.
 *
 * @param act SUSPEND, RESUME, REVOKE, ANNUL or CANCEL
 * @param reasonCode code of the authority's catalogue: 2 to 40 of A-Z, 0-9, hyphen and underscore
 * @param reason in words, 1 to 500 characters; kept encrypted
 * @param legalDate date of the decision, a legal day not after today; today when left out
 */
record StatusRequest(
    @Nullable String act,
    @Nullable String reasonCode,
    @Nullable String reason,
    @Nullable LocalDate legalDate) {
  /** Without the reason: it may name people. */
  @Override
  public String toString() {
    return "StatusRequest[" + act + ", " + reasonCode + "]";
  }
}

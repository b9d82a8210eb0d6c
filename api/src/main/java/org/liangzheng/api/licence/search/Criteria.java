package org.liangzheng.api.licence.search;

import java.time.Instant;
import java.util.Optional;
import org.liangzheng.api.licence.LicenceState;
import org.liangzheng.verifier.format.licence.HolderCode;
import org.liangzheng.verifier.format.licence.LicenceId;
import org.liangzheng.verifier.format.licence.LicenceTypeCode;
import org.liangzheng.verifier.format.licence.OrganizationId;

/** What is looked for, found right in every respect. */
record Criteria(
    OrganizationId authority,
    Optional<HolderCode> holder,
    Optional<LicenceId> identifier,
    Optional<String> number,
    Optional<LicenceTypeCode> type,
    Optional<LicenceState> state,
    Optional<Instant> from,
    Optional<Instant> before) {
  /** Nothing of the values. */
  @Override
  public String toString() {
    return "Criteria";
  }
}

package org.liangzheng.api.licence.copy;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Body of {@code POST /v1/licences/{id}/annotated-copies}. All of it stands on the copy's face.
 *
 * @param cause what the copy is for, 1 to 100 characters
 * @param caseNumber the case it belongs to, 1 to 60 characters
 * @param asker who asked for it, 1 to 60 characters
 * @param expiry last legal day; not after the original's, at most a year from today
 * @param useCause 用证事由, a code, for the record of the use
 */
record CopyRequest(
    @Nullable String cause,
    @Nullable String caseNumber,
    @Nullable String asker,
    @Nullable LocalDate expiry,
    @Nullable String useCause) {
  /** Nothing of the values: they may name people. */
  @Override
  public String toString() {
    return "CopyRequest";
  }
}

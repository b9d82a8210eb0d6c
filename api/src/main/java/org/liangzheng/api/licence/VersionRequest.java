package org.liangzheng.api.licence;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Body of {@code POST /v1/licences/{id}/versions}. What is left out stays as it was; the holder
 * stays the same, only the name may change.
 *
 * @param act CHANGE or RENEW
 * @param issueDate today when left out
 * @param validFrom as before for a change, the date of issue for a renewal
 * @param validUntil last day of validity; when left out, by the type's rule, and as before for a
 *     change where the rule leaves it to the request
 */
record VersionRequest(
    @Nullable String act,
    @Nullable String number,
    IssueRequest.@Nullable HolderRequest holder,
    @Nullable JsonNode data,
    @Nullable LocalDate issueDate,
    @Nullable LocalDate validFrom,
    @Nullable LocalDate validUntil) {
  /** Nothing of the values: they are personal data. */
  @Override
  public String toString() {
    return "VersionRequest[" + act + "]";
  }
}

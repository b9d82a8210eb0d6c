package org.liangzheng.api.licence;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Body of {@code POST /v1/licences}. Dates are legal days in China; what is left out is null.
 *
 * @param type 21-character type code
 * @param number number printed on the licence, 1 to 64 characters
 * @param data fields of the face, by the type's schema
 * @param issueDate today when left out
 * @param validFrom the date of issue when left out
 * @param validUntil last day of validity; by the type's rule when left out
 */
record IssueRequest(
    @Nullable String type,
    @Nullable String number,
    @Nullable HolderRequest holder,
    @Nullable JsonNode data,
    @Nullable LocalDate issueDate,
    @Nullable LocalDate validFrom,
    @Nullable LocalDate validUntil) {
  /**
   * The holder.
   *
   * @param type 3-digit holder code type: 001 USCC, 111 citizen number
   */
  record HolderRequest(@Nullable String type, @Nullable String code, @Nullable String name) {
    /** Nothing: it is personal data. */
    @Override
    public String toString() {
      return "HolderRequest";
    }
  }

  /** Nothing of the values: they are personal data. */
  @Override
  public String toString() {
    return "IssueRequest[" + type + "]";
  }
}

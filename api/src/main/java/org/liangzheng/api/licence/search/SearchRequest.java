package org.liangzheng.api.licence.search;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Body of {@code POST /v1/licences/search}. Criteria hold together; what is left out does not
 * count.
 *
 * @param holder all licences of one holder
 * @param identifier GB/T 36904 identifier, of any version
 * @param number as printed, of any version; without regard to width and case
 * @param type 21-character type code
 * @param authority code of the issuing authority: the caller's own
 * @param status a {@link org.liangzheng.api.licence.LicenceState}
 * @param registeredFrom first moment, to the millisecond
 * @param registeredBefore first moment no longer meant
 * @param cursor {@code next} of the page before, with the same criteria
 * @param limit 1 to 200; 50 when left out
 */
record SearchRequest(
    @Nullable Holder holder,
    @Nullable String identifier,
    @Nullable String number,
    @Nullable String type,
    @Nullable String authority,
    @Nullable String status,
    @Nullable Instant registeredFrom,
    @Nullable Instant registeredBefore,
    @Nullable String cursor,
    @Nullable Integer limit) {
  /**
   * A holder.
   *
   * @param type 3-digit holder code type
   */
  record Holder(@Nullable String type, @Nullable String code) {
    /** Nothing: it is personal data. */
    @Override
    public String toString() {
      return "Holder";
    }
  }

  /** Nothing of the values. */
  @Override
  public String toString() {
    return "SearchRequest";
  }
}

package org.liangzheng.api.licence.external;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.licence.LicenceStatus;
import tools.jackson.databind.JsonNode;

/**
 * Body of {@code POST /v1/external-licences}, and a line of a batch of them (there without {@code
 * issuer}): what a source says of one licence. With {@code holder} it says what stands on it, with
 * {@code status} what state it is in; either may be left out.
 *
 * @param issuer code of the source
 * @param sequence number of this word among all the source has said of this licence, from 1: a word
 *     counts only against lower numbers, so the order of arrival does not matter
 * @param identifier GB/T 36904 identifier as the source has it
 * @param status IN_FORCE when left out with a holder given
 * @param number as printed
 * @param file sealed OFD file, base64
 */
record Delivery(
    @Nullable String issuer,
    @Nullable Long sequence,
    @Nullable String identifier,
    @Nullable LicenceStatus status,
    @Nullable String number,
    @Nullable Holder holder,
    @Nullable String typeName,
    @Nullable LocalDate issueDate,
    @Nullable LocalDate validFrom,
    @Nullable LocalDate validUntil,
    @Nullable JsonNode data,
    @Nullable String file) {

  /** Kept as delivered, also when the code is wrong. */
  record Holder(@Nullable String type, @Nullable String code, @Nullable String name) {
    /** Nothing: it is personal data. */
    @Override
    public String toString() {
      return "Holder";
    }
  }

  /** Nothing of the values: they are personal data. */
  @Override
  public String toString() {
    return "Delivery[" + issuer + ", " + sequence + "]";
  }
}

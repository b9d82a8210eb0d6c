package org.liangzheng.api.licence.external;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What is encrypted in {@code external_licence.content}.
 *
 * @param holderCode as delivered; the holder's parts are absent until a delivery has them
 * @param contentDigest of the delivery that said what stands here
 * @param statusDigest of the delivery that said the status
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Stored(
    String identifier,
    @Nullable String number,
    @Nullable String holderType,
    @Nullable String holderCode,
    @Nullable String holderName,
    @Nullable String typeName,
    @Nullable LocalDate issueDate,
    @Nullable LocalDate validFrom,
    @Nullable LocalDate validUntil,
    @Nullable JsonNode data,
    @Nullable String contentDigest,
    @Nullable String statusDigest) {

  static Stored nothingYet(String identifier) {
    return new Stored(identifier, null, null, null, null, null, null, null, null, null, null, null);
  }

  Stored withDigests(@Nullable String content, @Nullable String status) {
    return new Stored(
        identifier,
        number,
        holderType,
        holderCode,
        holderName,
        typeName,
        issueDate,
        validFrom,
        validUntil,
        data,
        content,
        status);
  }

  /** Nothing of the values: they are personal data. */
  @Override
  public String toString() {
    return "Stored";
  }
}

package org.liangzheng.api.licence.external;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.licence.LicenceStatus;
import org.liangzheng.api.licence.LicenceView;
import org.liangzheng.verifier.crypto.Sha256Digest;
import org.liangzheng.verifier.report.Reason;
import org.liangzheng.verifier.report.Verdict;
import tools.jackson.databind.JsonNode;

/**
 * A foreign licence as shown.
 *
 * @param identifier as delivered, also with a wrong check character
 * @param verdict how it stands now, by its file, today's evidence and its source's word
 * @param intake what the file's verification said when it came in
 * @param source whose word this is, and how fresh
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ExternalView(
    UUID id,
    SourceView source,
    Verdict verdict,
    List<Reason> reasons,
    LicenceStatus status,
    String identifier,
    String type,
    @Nullable String typeName,
    String authority,
    @Nullable String number,
    @Nullable Holder holder,
    @Nullable LocalDate issueDate,
    @Nullable LocalDate validFrom,
    @Nullable LocalDate validUntil,
    @Nullable JsonNode data,
    List<String> findings,
    ExternalLicence.@Nullable Intake intake,
    @Nullable File file,
    Instant takenAt,
    Instant changedAt) {

  record Holder(String type, String code, @Nullable String name) {
    /** Nothing: it is personal data. */
    @Override
    public String toString() {
      return "Holder";
    }
  }

  /**
   * The file byte for byte.
   *
   * @param sha256 hexadecimal
   */
  record File(String href, String mediaType, String sha256) {}

  static ExternalView of(
      ExternalLicence licence,
      SourceView source,
      ExternalStanding.Standing standing,
      @Nullable Sha256Digest file) {
    Stored stored = licence.stored();
    String type = stored.holderType();
    String code = stored.holderCode();
    return new ExternalView(
        licence.id(),
        source,
        standing.verdict(),
        standing.reasons(),
        licence.status(),
        stored.identifier(),
        licence.type(),
        stored.typeName(),
        licence.authority().value(),
        stored.number(),
        type == null || code == null ? null : new Holder(type, code, stored.holderName()),
        stored.issueDate(),
        stored.validFrom(),
        stored.validUntil(),
        stored.data(),
        licence.findings(),
        licence.intake().isPresent() ? licence.intake().get() : null,
        file == null
            ? null
            : new File(
                ExternalController.PATH + "/" + licence.id() + "/file",
                LicenceView.OFD,
                file.value().toHex()),
        licence.takenAt(),
        licence.changedAt());
  }

  /** The id only: the rest is personal data. */
  @Override
  public String toString() {
    return "ExternalView[" + id + "]";
  }
}

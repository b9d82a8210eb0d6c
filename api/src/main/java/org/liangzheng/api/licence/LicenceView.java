package org.liangzheng.api.licence;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.liangzheng.verifier.crypto.Sha256Digest;
import org.liangzheng.verifier.format.licence.LicenceFacts;
import tools.jackson.databind.JsonNode;

/**
 * A licence as the API shows it to its issuer.
 *
 * @param id opaque, for paths
 * @param statusSince when the last act took effect, at first the issuing
 * @param predecessor SHA-256 of the file of the version before this one, hexadecimal
 * @param identifier GB/T 36904 identifier; personal data
 * @param validUntil last legal day; absent when without end
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LicenceView(
    UUID id,
    String identifier,
    String type,
    String typeName,
    int version,
    LicenceState status,
    Instant statusSince,
    String number,
    Party issuer,
    HolderView holder,
    LocalDate issueDate,
    LocalDate validFrom,
    @Nullable LocalDate validUntil,
    @Nullable String predecessor,
    Instant issuedAt,
    JsonNode data,
    FileView file) {
  public record Party(String id, String name) {}

  public record HolderView(String type, String code, String name) {
    /** Nothing: it is personal data. */
    @Override
    public String toString() {
      return "HolderView";
    }
  }

  /**
   * The sealed file.
   *
   * @param sha256 hexadecimal
   */
  public record FileView(String href, String mediaType, String sha256) {}

  /** Media type of an OFD package. */
  public static final String OFD = "application/ofd";

  static LicenceView of(
      UUID id,
      LicenceState status,
      Instant statusSince,
      Instant issuedAt,
      LicenceFacts facts,
      JsonNode data,
      Sha256Digest file) {
    Optional<LocalDate> until = facts.validUntil();
    Optional<String> predecessor = facts.predecessor().map(digest -> digest.value().toHex());
    return new LicenceView(
        id,
        facts.id().text(),
        facts.id().type().value(),
        facts.typeName(),
        facts.id().version(),
        status,
        statusSince,
        facts.number(),
        new Party(facts.issuer().value(), facts.issuerName()),
        new HolderView(facts.holder().type(), facts.holder().value(), facts.holderName()),
        facts.issueDate(),
        facts.validFrom(),
        until.isPresent() ? until.get() : null,
        predecessor.isPresent() ? predecessor.get() : null,
        issuedAt,
        data,
        new FileView("/v1/licences/" + id + "/file", OFD, file.value().toHex()));
  }

  /** The id only: the rest is personal data. */
  @Override
  public String toString() {
    return "LicenceView[" + id + "]";
  }
}

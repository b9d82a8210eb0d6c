package org.liangzheng.api.licence.external;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.document.SealedFiles;
import org.liangzheng.api.licence.LegalDay;
import org.liangzheng.api.licence.LicenceHolders;
import org.liangzheng.api.licence.LicenceState;
import org.liangzheng.verifier.crypto.MalformedException;
import org.liangzheng.verifier.crypto.Sha256Digest;
import org.liangzheng.verifier.format.licence.HolderCode;
import org.liangzheng.verifier.format.licence.LicenceId;
import org.liangzheng.verifier.format.licence.LicenceTypeCode;
import org.liangzheng.verifier.format.licence.OrganizationId;
import org.liangzheng.verifier.report.Verdict;
import org.springframework.stereotype.Service;
import tools.jackson.databind.JsonNode;

/** Foreign licences of one holder that have a sealed file, for those who may know. */
@Service
public class ForeignLicences {
  private final ExternalReading register;
  private final ExternalIssuers issuers;
  private final ExternalStanding standing;
  private final SealedFiles files;
  private final Clock clock;

  ForeignLicences(
      ExternalReading register,
      ExternalIssuers issuers,
      ExternalStanding standing,
      SealedFiles files,
      Clock clock) {
    this.register = register;
    this.issuers = issuers;
    this.standing = standing;
    this.files = files;
    this.clock = clock;
  }

  /**
   * A foreign licence as its source says it stands.
   *
   * @param reachable whether the source was heard lately enough for its silence to count
   * @param issuedAt when it, or its last content, came in
   */
  public record Held(
      UUID id,
      LicenceTypeCode type,
      OrganizationId authority,
      LicenceState state,
      boolean reachable,
      Instant issuedAt,
      @Nullable LocalDate validUntil) {}

  /**
   * A foreign licence in full.
   *
   * @param holder surrogate among the holders of foreign licences
   * @param verdict of its file by today's evidence, and its source's word
   */
  public record Content(
      Held held,
      UUID holder,
      int version,
      UUID file,
      Sha256Digest digest,
      Verdict verdict,
      @Nullable JsonNode data) {}

  /** The holder's foreign licences of these types, last changed first. */
  public List<Held> of(HolderCode holder, Collection<LicenceTypeCode> types) {
    Instant now = clock.instant();
    return register
        .ofHolder(LicenceHolders.key(holder), types.stream().map(LicenceTypeCode::value).toList())
        .stream()
        .filter(licence -> licence.file().isPresent())
        .map(licence -> held(licence, now))
        .toList();
  }

  /** One of them in full. */
  public Optional<Content> content(UUID id) {
    Instant now = clock.instant();
    return register.find(id).flatMap(licence -> content(licence, now));
  }

  private Optional<Content> content(ExternalLicence licence, Instant now) {
    ExternalIssuer issuer = issuers.find(licence.issuer()).orElseThrow();
    return licence
        .file()
        .map(file ->
            new Content(
                held(licence, now),
                licence.holder(),
                version(licence),
                file,
                files.digest(file).orElseThrow(),
                standing.of(licence, issuer, now).verdict(),
                licence.stored().data()));
  }

  private Held held(ExternalLicence licence, Instant now) {
    return new Held(
        licence.id(),
        new LicenceTypeCode(licence.type()),
        licence.authority(),
        LicenceState.of(
            licence.status(), Optional.ofNullable(licence.stored().validUntil()), LegalDay.of(now)),
        !issuers.find(licence.issuer()).orElseThrow().isStale(now),
        licence.changedAt(),
        licence.stored().validUntil());
  }

  private static int version(ExternalLicence licence) {
    try {
      return LicenceId.read(licence.stored().identifier()).id().version();
    } catch (MalformedException damaged) {
      throw new IllegalStateException("a stored identifier does not read back", damaged);
    }
  }
}

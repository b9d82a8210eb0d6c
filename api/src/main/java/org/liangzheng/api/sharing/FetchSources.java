package org.liangzheng.api.sharing;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.document.SealedFiles;
import org.liangzheng.api.licence.LegalDay;
import org.liangzheng.api.licence.LicenceProblem;
import org.liangzheng.api.licence.LicenceRegister;
import org.liangzheng.api.licence.LicenceState;
import org.liangzheng.api.licence.RegisteredLicence;
import org.liangzheng.api.licence.external.ForeignLicences;
import org.liangzheng.api.web.Problem;
import org.liangzheng.verifier.crypto.Sha256Digest;
import org.liangzheng.verifier.format.licence.LicenceTypeCode;
import org.liangzheng.verifier.format.licence.OrganizationId;
import org.liangzheng.verifier.report.Verdict;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Licences as they are handed out: our own, and those another city's source delivered. */
@Component
class FetchSources {
  private final LicenceRegister register;
  private final ForeignLicences foreign;
  private final SealedFiles files;
  private final JsonMapper json;

  FetchSources(
      LicenceRegister register, ForeignLicences foreign, SealedFiles files, JsonMapper json) {
    this.register = register;
    this.foreign = foreign;
    this.files = files;
    this.json = json;
  }

  /**
   * A licence that may be handed out now.
   *
   * @param holder the holder's surrogate
   * @param hold keeps it as it is until the transaction ends, or throws CHANGED_MEANWHILE
   */
  record Source(
      UUID id,
      boolean foreign,
      UUID holder,
      OrganizationId issuer,
      LicenceTypeCode type,
      int version,
      UUID file,
      Sha256Digest digest,
      JsonNode data,
      @Nullable LocalDate validUntil,
      Runnable hold) {
    @Override
    public String toString() {
      return "Source[" + id + "]";
    }
  }

  /**
   * One that coverage named a moment ago.
   *
   * @throws Problem MATERIAL_ENDED, ISSUER_UNREACHABLE
   */
  Source find(Coverage.Ref ref, Instant now) {
    return ref.foreign() ? foreign(ref.id()) : own(ref.id(), now);
  }

  private Source own(UUID id, Instant now) {
    RegisteredLicence licence = register.find(id).orElseThrow();
    LicenceState state = licence.stateOn(LegalDay.of(now));
    if (state != LicenceState.IN_FORCE) {
      throw new Problem(SharingProblem.MATERIAL_ENDED, state.name());
    }
    return new Source(
        licence.id(),
        false,
        licence.holder(),
        licence.authority(),
        licence.facts().id().type(),
        licence.facts().id().version(),
        licence.file(),
        files.digest(licence.file()).orElseThrow(),
        licence.data(),
        licence.facts().validUntil().isPresent() ? licence.facts().validUntil().get() : null,
        () -> {
          if (!register.hold(licence)) {
            throw new Problem(LicenceProblem.CHANGED_MEANWHILE).withHeader("Retry-After", "1");
          }
        });
  }

  private Source foreign(UUID id) {
    ForeignLicences.Content content = foreign.content(id).orElseThrow();
    if (content.verdict() != Verdict.VALID) {
      // In force by its source's word, and not provable by today's evidence.
      throw content.verdict() == Verdict.UNKNOWN
          ? FetchPermits.unreachable()
          : new Problem(SharingProblem.MATERIAL_ENDED, content.verdict().name());
    }
    JsonNode data = content.data();
    return new Source(
        id,
        true,
        content.holder(),
        content.held().authority(),
        content.held().type(),
        content.version(),
        content.file(),
        content.digest(),
        data == null ? json.createObjectNode() : data,
        content.held().validUntil(),
        () -> {});
  }
}

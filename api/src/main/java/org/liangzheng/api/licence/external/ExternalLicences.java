package org.liangzheng.api.licence.external;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.document.SealedFiles;
import org.liangzheng.verifier.check.RegisterAnswer;
import org.liangzheng.verifier.crypto.Sha256Digest;
import org.liangzheng.verifier.format.licence.LicenceId;
import org.liangzheng.verifier.format.licence.OrganizationId;
import org.springframework.stereotype.Service;

/** What the register of foreign licences says to other features. */
@Service
public class ExternalLicences {
  private final ExternalReading register;
  private final ExternalIssuers issuers;
  private final SealedFiles files;
  private final Clock clock;

  ExternalLicences(
      ExternalReading register, ExternalIssuers issuers, SealedFiles files, Clock clock) {
    this.register = register;
    this.issuers = issuers;
    this.files = files;
    this.clock = clock;
  }

  /**
   * Asks our own register first, and that of foreign licences for what it does not know. For one
   * verification.
   */
  public Asked beside(Function<LicenceId, RegisterAnswer> own) {
    return new Asked(own);
  }

  /** A question to both registers, and where the answer came from. */
  public final class Asked implements Function<LicenceId, RegisterAnswer> {
    private final Function<LicenceId, RegisterAnswer> own;
    private @Nullable SourceView source;

    private Asked(Function<LicenceId, RegisterAnswer> own) {
      this.own = own;
    }

    @Override
    public RegisterAnswer apply(LicenceId id) {
      RegisterAnswer answer = own.apply(id);
      if (!(answer instanceof RegisterAnswer.NotFound)) {
        return answer;
      }
      Optional<ExternalLicence> found = register.find(id).filter(one -> one.file().isPresent());
      if (found.isEmpty()) {
        return answer;
      }
      Instant now = clock.instant();
      ExternalIssuer issuer = issuers.find(found.get().issuer()).orElseThrow();
      source = issuer.source(now);
      return answerOf(id, found.get(), issuer, now);
    }

    /** The source of a foreign licence, and how fresh it is; empty if the answer is our own. */
    public Optional<SourceView> source() {
      return Optional.ofNullable(source);
    }
  }

  /**
   * The register's answer. An ending that a source has told stands; that nothing has ended is only
   * worth something while the source is heard.
   */
  RegisterAnswer answerOf(
      LicenceId id, ExternalLicence licence, ExternalIssuer issuer, Instant now) {
    if (licence.file().isEmpty()) {
      return new RegisterAnswer.NotFound();
    }
    if (licence.status().notInForce().isEmpty() && issuer.isStale(now)) {
      return new RegisterAnswer.NotAsked();
    }
    Sha256Digest digest = files.digest(licence.file().get()).orElseThrow();
    OrganizationId authority = licence.authority();
    return new RegisterAnswer.Found(id, authority, digest, licence.status().notInForce());
  }
}

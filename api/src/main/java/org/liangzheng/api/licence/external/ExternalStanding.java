package org.liangzheng.api.licence.external;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.liangzheng.api.document.SealedFiles;
import org.liangzheng.api.licence.LegalDay;
import org.liangzheng.api.trust.TrustDirectory;
import org.liangzheng.verifier.check.Policy;
import org.liangzheng.verifier.check.Verifier;
import org.liangzheng.verifier.crypto.MalformedException;
import org.liangzheng.verifier.format.licence.LicenceId;
import org.liangzheng.verifier.report.Reason;
import org.liangzheng.verifier.report.Report;
import org.liangzheng.verifier.report.Verdict;
import org.springframework.stereotype.Component;

/** How a foreign licence stands now: its file by today's evidence, and its source's word. */
@Component
class ExternalStanding {
  private final TrustDirectory trust;
  private final ExternalLicences licences;
  private final SealedFiles files;

  ExternalStanding(TrustDirectory trust, ExternalLicences licences, SealedFiles files) {
    this.trust = trust;
    this.licences = licences;
    this.files = files;
  }

  /** A verdict and its reasons. */
  record Standing(Verdict verdict, List<Reason> reasons) {}

  Standing of(ExternalLicence licence, ExternalIssuer issuer, Instant now) {
    Verdict verdict;
    List<Reason> reasons = new ArrayList<>();
    Optional<byte[]> file = licence.file().flatMap(files::content);
    if (file.isPresent()) {
      Report report =
          Verifier.verify(
              file.get(),
              trust.evidence(id -> licences.answerOf(id, licence, issuer, now)),
              Policy.ISSUED,
              now);
      verdict = report.verdict();
      reasons.addAll(report.reasons());
    } else {
      // Nothing that anybody signed.
      verdict = Verdict.UNKNOWN;
      reasons.add(Reason.NO_SIGNATURE);
    }
    for (Reason told : told(licence, issuer, now)) {
      if (told.verdict().compareTo(verdict) < 0) {
        verdict = told.verdict();
        reasons.clear();
      }
      if (told.verdict() == verdict && !reasons.contains(told)) {
        reasons.add(told);
      }
    }
    return new Standing(verdict, reasons);
  }

  /** What the source's word adds: a file that is no licence of ours was not asked about. */
  private static List<Reason> told(ExternalLicence licence, ExternalIssuer issuer, Instant now) {
    List<Reason> told = new ArrayList<>();
    licence.status().notInForce().ifPresent(told::add);
    LocalDate until = licence.stored().validUntil();
    if (until != null && LegalDay.of(now).isAfter(until)) {
      told.add(Reason.LICENCE_EXPIRED);
    }
    if (issuer.isStale(now)) {
      told.add(Reason.REGISTER_NOT_ASKED);
    }
    if (!isCheckCharacterRight(licence.stored().identifier())) {
      told.add(Reason.NOT_IN_REGISTER);
    }
    return told;
  }

  /** An identifier nobody issued as it stands cannot be vouched for. */
  private static boolean isCheckCharacterRight(String identifier) {
    try {
      return LicenceId.read(identifier).checkCharacterRight();
    } catch (MalformedException damaged) {
      throw new IllegalStateException("a stored identifier does not read back", damaged);
    }
  }
}

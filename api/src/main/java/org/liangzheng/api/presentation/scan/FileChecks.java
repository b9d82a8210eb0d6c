package org.liangzheng.api.presentation.scan;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.liangzheng.api.document.SealedFiles;
import org.liangzheng.api.licence.RegisteredLicence;
import org.liangzheng.api.trust.TrustDirectory;
import org.liangzheng.verifier.check.Policy;
import org.liangzheng.verifier.check.RegisterAnswer;
import org.liangzheng.verifier.check.Verifier;
import org.liangzheng.verifier.report.Report;
import org.liangzheng.verifier.report.Verdict;
import org.springframework.stereotype.Component;

/**
 * Whether the sealed file of a licence stands: seal, chain, timestamp, lists. A file that was found
 * right is taken for right for half a minute; its status is asked of the register at each scan.
 */
@Component
class FileChecks {
  private static final Duration GOOD_FOR = Duration.ofSeconds(30);
  private static final int MOST = 20_000;

  private final SealedFiles files;
  private final TrustDirectory trust;
  private final Clock clock;
  private final Cache<UUID, Report> valid =
      Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(GOOD_FOR).build();

  FileChecks(SealedFiles files, TrustDirectory trust, Clock clock) {
    this.files = files;
    this.trust = trust;
    this.clock = clock;
  }

  /**
   * The report on a licence's file; call it outside of transactions.
   *
   * @throws org.liangzheng.api.web.Problem {@code evidence-missing}
   */
  Report of(RegisteredLicence licence) {
    Report known = valid.getIfPresent(licence.version());
    if (known != null) {
      return known;
    }
    byte[] file =
        files
            .content(licence.file())
            .orElseThrow(() -> new IllegalStateException("a licence's file is gone"));
    Report report =
        Verifier.verify(
            file,
            trust.evidence(_ ->
                new RegisterAnswer.Found(
                    licence.facts().id(),
                    licence.authority(),
                    files.digest(licence.file()).orElseThrow(),
                    Optional.empty())),
            Policy.ISSUED,
            clock.instant());
    if (report.verdict() == Verdict.VALID) {
      valid.put(licence.version(), report);
    }
    return report;
  }
}

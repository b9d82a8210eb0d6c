package org.liangzheng.api.presentation.scan;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.audit.AuditFact;
import org.liangzheng.api.audit.AuditLog;
import org.liangzheng.api.catalogue.LicenceType;
import org.liangzheng.api.holder.Usage;
import org.liangzheng.api.holder.UsageRecords;
import org.liangzheng.api.holder.UseCause;
import org.liangzheng.api.licence.LegalDay;
import org.liangzheng.api.licence.RegisteredLicence;
import org.liangzheng.api.presentation.book.Presentation;
import org.liangzheng.api.presentation.book.Scan;
import org.liangzheng.api.presentation.point.VerifierPoint;
import org.liangzheng.api.trust.TrustDirectory;
import org.liangzheng.verifier.report.Report;
import org.liangzheng.verifier.report.Verdict;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Writes answers with a verdict, and the records that go with them. */
@Component
class VerdictDesk {
  private final ShownLicences licences;
  private final FileChecks files;
  private final TrustDirectory trust;
  private final UsageRecords usages;
  private final AuditLog audit;
  private final JsonMapper json;
  private final Clock clock;

  VerdictDesk(
      ShownLicences licences,
      FileChecks files,
      TrustDirectory trust,
      UsageRecords usages,
      AuditLog audit,
      JsonMapper json,
      Clock clock) {
    this.licences = licences;
    this.files = files;
    this.trust = trust;
    this.usages = usages;
    this.audit = audit;
    this.json = json;
    this.clock = clock;
  }

  /** What was found out before the transaction: the file is read and verified outside of it. */
  record Looked(RegisteredLicence licence, LicenceType.Scene scene, Report report) {}

  /** Looks at what is shown; empty if there is no such licence or scene any more. */
  Optional<Looked> look(UUID licence, String scene) {
    return licences
        .find(licence)
        .flatMap(found ->
            licences.scene(found, scene).map(one -> new Looked(found, one, files.of(found))));
  }

  /**
   * The answer by the licence as it was looked at, in the transaction that uses the code up. If its
   * version or status is another one by now, the scan is made again by the caller.
   */
  ScanAnswer answer(Looked looked, String reference, Scan.Mode mode) {
    RegisteredLicence licence = looked.licence();
    if (!licences.isStill(licence)) {
      throw new OutdatedLook();
    }
    Instant now = clock.instant();
    ShownLicences.Revealed revealed = licences.reveal(licence, looked.scene());
    Judgement judged =
        Judgement.of(licence, looked.report(), revealed.portrait() != null, LegalDay.of(now));
    boolean shows = judged.verdict() != Verdict.INVALID;
    return new ScanAnswer(
        Scan.State.VERDICT,
        reference,
        now,
        mode,
        judged.verdict().name(),
        judged.reason(),
        judged.next(),
        evidence(now),
        new ScanAnswer.LicenceView(licences.type(licence).name(), licence.facts().issuerName()),
        shows ? revealed.fields() : null,
        shows ? revealed.portrait() : null,
        true,
        null,
        null,
        null,
        null);
  }

  /** The record of a licence's use, in the transaction of the answer. */
  void recordUse(Presentation shown, VerifierPoint point, Looked looked) {
    usages.record(
        new Usage(
            looked.licence().holder(),
            looked.licence().id(),
            Usage.Kind.PRESENTED,
            point.authority(),
            point.id().toString(),
            new UseCause(shown.scene())));
  }

  /** How fresh what the verdict rests on is. */
  ScanAnswer.Evidence evidence(Instant now) {
    Instant at = trust.newest().pack().issuedAt();
    return new ScanAnswer.Evidence(at, Math.max(0, Duration.between(at, now).toSeconds()));
  }

  /** A licence was changed between the look and the answer. */
  static final class OutdatedLook extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OutdatedLook() {
      super("a licence was changed meanwhile", null, false, false);
    }
  }

  /** Writes the outcome of a scan into the log; it names neither person nor licence. */
  void record(
      String act,
      UUID scan,
      VerifierPoint point,
      String scene,
      Scan.Mode mode,
      @Nullable String word) {
    ObjectNode facts =
        json.createObjectNode()
            .put("point", point.id().toString())
            .put("scene", scene)
            .put("mode", mode.name());
    if (word != null) {
      facts.put("result", word);
    }
    audit.record(new AuditFact(act, scan, point.authority(), point.id().toString(), facts));
  }

  byte[] bytes(ScanAnswer answer) {
    return json.writeValueAsBytes(answer);
  }

  ScanAnswer read(byte[] answer) {
    return json.readValue(answer, ScanAnswer.class);
  }
}

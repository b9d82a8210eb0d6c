package org.liangzheng.api.presentation.scan;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.liangzheng.api.licence.LegalDay;
import org.liangzheng.api.licence.Licences;
import org.liangzheng.api.licence.RegisteredLicence;
import org.liangzheng.api.presentation.book.Scan;
import org.liangzheng.api.presentation.face.FaceCodes;
import org.liangzheng.api.text.Said;
import org.liangzheng.verifier.format.code.CodeHandle;
import org.liangzheng.verifier.format.licence.PersonId;
import org.liangzheng.verifier.report.Verdict;
import org.springframework.stereotype.Component;

/** What the code on a face resolves to: in force or not, which type, a masked name. No more. */
@Component
public class FaceDesk {
  private static final Said NAME = new Said("持证主体", "Holder");

  private final FaceCodes codes;
  private final Licences licences;
  private final ShownLicences shown;
  private final FileChecks files;
  private final VerdictDesk verdicts;
  private final Clock clock;

  FaceDesk(
      FaceCodes codes,
      Licences licences,
      ShownLicences shown,
      FileChecks files,
      VerdictDesk verdicts,
      Clock clock) {
    this.codes = codes;
    this.licences = licences;
    this.shown = shown;
    this.files = files;
    this.verdicts = verdicts;
    this.clock = clock;
  }

  /**
   * The public answer.
   *
   * @param inForce whether the version on which the code stands is valid now
   * @param maskedName of a person the first character; of an organisation, whose name is public,
   *     all of it
   */
  public record Small(
      boolean inForce, Verdict verdict, Said type, String maskedName, Told reason, Said next) {
    /** A reason with its sentence. */
    public record Told(String code, String zh, String en) {}
  }

  /** Empty if no licence bears the code. */
  public Optional<Small> small(CodeHandle handle) {
    return codes.version(handle).flatMap(licences::version).map(this::small);
  }

  private Small small(RegisteredLicence licence) {
    Judgement judged = judge(licence);
    return new Small(
        judged.verdict() == Verdict.VALID,
        judged.verdict(),
        shown.type(licence).name(),
        masked(licence),
        new Small.Told(judged.reason().code(), judged.reason().zh(), judged.reason().en()),
        judged.next());
  }

  private Judgement judge(RegisteredLicence licence) {
    if (licence.superseded()) {
      List<String> arguments = List.of("", licence.facts().issuerName());
      return new Judgement(
          Verdict.NOT_IN_FORCE,
          Reasons.told("SUPERSEDED", arguments),
          Reasons.next("SUPERSEDED", arguments));
    }
    return Judgement.of(licence, files.of(licence), false, LegalDay.of(clock.instant()));
  }

  /** For a registered point: the same in the form of a scan. */
  Optional<ScanAnswer> answer(CodeHandle handle, String reference) {
    return codes
        .version(handle)
        .flatMap(licences::version)
        .map(licence -> {
          Small small = small(licence);
          Instant now = clock.instant();
          return new ScanAnswer(
              Scan.State.VERDICT,
              reference,
              now,
              Scan.Mode.FACE,
              small.verdict().name(),
              new ScanAnswer.Told(small.reason().code(), small.reason().zh(), small.reason().en()),
              small.next(),
              verdicts.evidence(now),
              new ScanAnswer.LicenceView(small.type(), licence.facts().issuerName()),
              List.of(new ScanAnswer.FieldValue("holderName", NAME, small.maskedName())),
              null,
              false,
              null,
              null,
              null,
              null);
        });
  }

  private static String masked(RegisteredLicence licence) {
    String name = licence.facts().holderName();
    return licence.facts().holder() instanceof PersonId ? masked(name) : name;
  }

  /** The first character, and a star for each of the others; a rare Han character is one. */
  static String masked(String name) {
    int first = name.offsetByCodePoints(0, Math.min(1, name.codePointCount(0, name.length())));
    return name.substring(0, first)
        + "*".repeat(Math.max(1, name.codePointCount(first, name.length())));
  }
}

package org.liangzheng.api.licence.copy;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.liangzheng.api.licence.LicenceFaces;
import org.liangzheng.api.licence.LicenceProblem;
import org.liangzheng.api.licence.RegisteredLicence;
import org.liangzheng.api.seal.CopySeal;
import org.liangzheng.api.seal.CopySeals;
import org.liangzheng.api.seal.SealProblem;
import org.liangzheng.api.seal.SealTimestamp;
import org.liangzheng.api.seal.Timestamps;
import org.liangzheng.api.trust.TrustDirectory;
import org.liangzheng.api.web.FieldProblem;
import org.liangzheng.api.web.Problem;
import org.liangzheng.api.web.idempotency.Intent;
import org.liangzheng.signer.SelfCheckException;
import org.liangzheng.signer.layout.FaceRefusedException;
import org.liangzheng.signer.licence.AnnotatedCopy;
import org.liangzheng.signer.licence.PreparedLicence;
import org.liangzheng.signer.licence.SignedLicence;
import org.liangzheng.signer.seal.SealRefusedException;
import org.liangzheng.verifier.check.Evidence;
import org.liangzheng.verifier.check.Policy;
import org.liangzheng.verifier.check.RegisterAnswer;
import org.liangzheng.verifier.check.Verifier;
import org.liangzheng.verifier.crypto.Sha256Digest;
import org.liangzheng.verifier.format.licence.CopyFacts;
import org.liangzheng.verifier.report.Report;
import org.liangzheng.verifier.report.Verdict;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Makes the file of an annotated copy: laid out, stamped with a copy seal, timestamped, checked.
 */
@Component
class CopyMaking {
  private static final Logger LOG = LoggerFactory.getLogger(CopyMaking.class);

  private final LicenceFaces faces;
  private final CopySeals seals;
  private final Timestamps timestamps;
  private final TrustDirectory trust;
  private final Clock clock;

  CopyMaking(
      LicenceFaces faces,
      CopySeals seals,
      Timestamps timestamps,
      TrustDirectory trust,
      Clock clock) {
    this.faces = faces;
    this.seals = seals;
    this.timestamps = timestamps;
    this.trust = trust;
    this.clock = clock;
  }

  /**
   * A copy that every check finds good.
   *
   * @param id of the copy
   * @throws Problem of the face, of the seal, of custody; SELF_CHECK_FAILED
   */
  byte[] make(
      AnnotatedCopy copy,
      RegisteredLicence original,
      CopySeal seal,
      Intent intent,
      String actor,
      UUID id) {
    try {
      PreparedLicence prepared =
          PreparedLicence.of(
              faces.type(original).template(), copy, seal.seal(), seal.signer(), intent.time());
      SignedLicence signed =
          prepared.sign(seals.stamp(seal, prepared.digest(), actor, id, intent.id()));
      SealTimestamp timestamp =
          timestamps.about(signed.timestampDigest(), actor, "annotated-copy:" + id, intent.id());
      byte[] file = signed.finish(timestamp.token(), timestamp.authority());
      CopyFacts facts = copy.facts();
      Sha256Digest made = Sha256Digest.of(file);
      // The register does not know it yet: it is judged as if it were entered.
      Evidence evidence =
          trust.evidence(_ ->
              new RegisterAnswer.Found(
                  facts.original(),
                  facts.originalIssuer(),
                  facts.originalFile(),
                  Optional.empty(),
                  made::equals));
      Report report = Verifier.verify(file, evidence, Policy.ISSUED, clock.instant());
      if (report.verdict() != Verdict.VALID) {
        LOG.error("An annotated copy did not pass the own check: {}", report);
        throw new Problem(LicenceProblem.SELF_CHECK_FAILED);
      }
      return file;
    } catch (SealRefusedException refused) {
      throw new Problem(SealProblem.COPY_SEAL_NOT_VALID).causedBy(refused);
    } catch (SelfCheckException failed) {
      throw new Problem(LicenceProblem.SELF_CHECK_FAILED).causedBy(failed);
    } catch (FaceRefusedException refused) {
      throw problem(refused);
    }
  }

  /** The face was drawn when the licence was issued; only the annotation is new. */
  private static Problem problem(FaceRefusedException refused) {
    if (!refused.field().equals("copy.annotation")) {
      return new Problem(LicenceProblem.LAYOUT_UNSUITABLE).causedBy(refused);
    }
    return switch (refused.fault()) {
      case TOO_LONG -> at(LicenceProblem.FACE_DOES_NOT_FIT);
      case CHARACTER -> at(LicenceProblem.CHARACTER_NOT_ALLOWED);
      case GLYPH_MISSING -> at(LicenceProblem.CHARACTER_WITHOUT_GLYPH, refused.characterName());
      case VALUE_FORM, VALUE_MISSING, NO_PLACE, PICTURE, CODE, SEAL_PLACE ->
          new Problem(LicenceProblem.LAYOUT_UNSUITABLE).causedBy(refused);
    };
  }

  private static Problem at(LicenceProblem problem, String... arguments) {
    return new Problem(problem, arguments)
        .withErrors(List.of(FieldProblem.at("", problem, arguments)));
  }
}

package org.liangzheng.api.licence;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.liangzheng.api.catalogue.CompiledType;
import org.liangzheng.api.seal.SealProblem;
import org.liangzheng.api.seal.SealTimestamp;
import org.liangzheng.api.seal.Timestamps;
import org.liangzheng.api.trust.TrustDirectory;
import org.liangzheng.api.web.FieldProblem;
import org.liangzheng.api.web.Problem;
import org.liangzheng.api.web.WebProblem;
import org.liangzheng.api.web.idempotency.Intent;
import org.liangzheng.signer.SelfCheckException;
import org.liangzheng.signer.layout.FaceRefusedException;
import org.liangzheng.signer.layout.FaceValues;
import org.liangzheng.signer.licence.LicenceContent;
import org.liangzheng.signer.licence.PreparedLicence;
import org.liangzheng.signer.licence.SignedLicence;
import org.liangzheng.signer.seal.SealRefusedException;
import org.liangzheng.verifier.check.Evidence;
import org.liangzheng.verifier.check.Policy;
import org.liangzheng.verifier.check.RegisterAnswer;
import org.liangzheng.verifier.check.Verifier;
import org.liangzheng.verifier.crypto.Sha256Digest;
import org.liangzheng.verifier.crypto.SignatureValue;
import org.liangzheng.verifier.format.licence.LicenceFacts;
import org.liangzheng.verifier.report.Reason;
import org.liangzheng.verifier.report.Report;
import org.liangzheng.verifier.report.Verdict;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The line on which every version's file is made: laid out, stamped and timestamped seal by seal,
 * checked like a stranger's.
 */
@Component
class LicenceMaking {
  private static final Logger LOG = LoggerFactory.getLogger(LicenceMaking.class);

  /** A licence that begins tomorrow is as good as one that began today. */
  private static final List<Verdict> ISSUABLE = List.of(Verdict.VALID, Verdict.NOT_IN_FORCE);

  private final LicenceSealing sealing;
  private final Timestamps timestamps;
  private final TrustDirectory trust;
  private final LicenceFaces faces;
  private final Clock clock;

  LicenceMaking(
      LicenceSealing sealing,
      Timestamps timestamps,
      TrustDirectory trust,
      LicenceFaces faces,
      Clock clock) {
    this.sealing = sealing;
    this.timestamps = timestamps;
    this.trust = trust;
    this.faces = faces;
    this.clock = clock;
  }

  /**
   * Makes the file of a version.
   *
   * @param version own id of the version
   * @return the file; nothing of it is kept yet
   */
  byte[] make(LicenceOrder order, LicenceFacts facts, UUID version, String actor, Intent intent) {
    LicenceContent content = faces.content(order.type(), facts, order.data(), version);
    List<LicenceSealing.Part> seals =
        sealing.parts(order.type().type(), facts.issuer(), actor, intent.time());
    PreparedLicence prepared = prepare(order.type(), content, seals, intent.time());
    while (true) {
      PreparedLicence current = prepared;
      SignatureValue signature =
          sealing.stamp(
              seals.get(current.number()),
              facts.issuer(),
              current.digest(),
              actor,
              version,
              intent.id());
      SignedLicence signed = checked(() -> current.sign(signature));
      SealTimestamp timestamp =
          timestamps.about(signed.timestampDigest(), actor, version, intent.id());
      if (signed.isComplete()) {
        return finish(facts, signed, timestamp);
      }
      prepared = checked(() -> signed.next(timestamp.token(), timestamp.authority()));
    }
  }

  private static PreparedLicence prepare(
      CompiledType type, LicenceContent content, List<LicenceSealing.Part> seals, Instant time) {
    try {
      return PreparedLicence.of(
          type.template(), content, seals.stream().map(LicenceSealing.Part::stamp).toList(), time);
    } catch (FaceRefusedException refused) {
      throw problem(refused);
    } catch (SealRefusedException refused) {
      throw new Problem(SealProblem.LICENCE_SEAL_NOT_VALID).causedBy(refused);
    }
  }

  private static Problem problem(FaceRefusedException refused) {
    return switch (refused.fault()) {
      case TOO_LONG -> at(refused, LicenceProblem.FACE_DOES_NOT_FIT);
      case CHARACTER -> at(refused, LicenceProblem.CHARACTER_NOT_ALLOWED);
      case GLYPH_MISSING ->
          at(refused, LicenceProblem.CHARACTER_WITHOUT_GLYPH, refused.characterName());
      case VALUE_FORM ->
          new Problem(WebProblem.REQUEST_INVALID)
              .withErrors(
                  List.of(FieldProblem.at(pointer(refused.field()), WebProblem.FIELD_MALFORMED)));
      case VALUE_MISSING, NO_PLACE, PICTURE, CODE, SEAL_PLACE ->
          new Problem(LicenceProblem.LAYOUT_UNSUITABLE).causedBy(refused);
    };
  }

  private static Problem at(
      FaceRefusedException refused, LicenceProblem problem, String... arguments) {
    return new Problem(problem, arguments)
        .withErrors(List.of(FieldProblem.at(pointer(refused.field()), problem, arguments)));
  }

  /** Where a field of the face stands in the request. */
  private static String pointer(String field) {
    return switch (field) {
      case "licence.number" -> "/number";
      case "licence.holder" -> "/holder/name";
      default -> field.startsWith(FaceValues.DATA) ? "/" + field.replace('.', '/') : "";
    };
  }

  private interface Step<T> {
    T run() throws SelfCheckException;
  }

  private static <T> T checked(Step<T> step) {
    try {
      return step.run();
    } catch (SelfCheckException failed) {
      throw new Problem(LicenceProblem.SELF_CHECK_FAILED).causedBy(failed);
    }
  }

  private byte[] finish(LicenceFacts facts, SignedLicence signed, SealTimestamp timestamp) {
    byte[] file = checked(() -> signed.finish(timestamp.token(), timestamp.authority()));
    // Neither the register nor a status list knows it yet: it is judged as if it were entered.
    Evidence evidence =
        trust.evidence(_ ->
            new RegisterAnswer.Found(
                facts.id(), facts.issuer(), Sha256Digest.of(file), Optional.empty()));
    // The clock has gone on since the act began: the file is looked at after its own timestamp.
    Report report = Verifier.verify(file, evidence, Policy.ISSUED, clock.instant());
    // A licence may be issued today and begin tomorrow; nothing else may be open.
    boolean good =
        ISSUABLE.contains(report.verdict())
            && report.reasons().stream().allMatch(r -> r == Reason.LICENCE_NOT_YET_VALID);
    if (!good) {
      LOG.error("A licence did not pass the own check and was not issued: {}", report);
      throw new Problem(LicenceProblem.SELF_CHECK_FAILED);
    }
    return file;
  }
}

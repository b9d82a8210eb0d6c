package org.liangzheng.verifier.check;

import static org.liangzheng.verifier.report.CheckId.PROTECTED_PARTS;
import static org.liangzheng.verifier.report.CheckId.STAMP_FORMAT;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.SignatureForm;
import org.liangzheng.verifier.format.licence.OrganizationId;
import org.liangzheng.verifier.format.ofd.OfdDocument;
import org.liangzheng.verifier.format.ofd.OfdDocument.SignatureEntry;
import org.liangzheng.verifier.format.ofd.OfdRefusedException;
import org.liangzheng.verifier.format.ofd.SignatureDescription;
import org.liangzheng.verifier.format.seal.Seal;
import org.liangzheng.verifier.format.seal.SealPicture;
import org.liangzheng.verifier.report.Finding;
import org.liangzheng.verifier.report.Reason;
import org.liangzheng.verifier.report.SignatureSummary;
import org.liangzheng.verifier.report.SignatureSummary.SealSummary;

/**
 * All checks of one signature of a document: a stamp (type Seal, GM/T 0031 6.2.3) or a plain
 * signature (type Sign, GB/T 35275).
 */
final class SignatureCheck {
  private final OfdDocument document;
  private final PartDigests digests;
  private final Evidence evidence;
  private final Policy policy;
  private final Instant asked;

  /** A fresh list per signature, so that "all of this one passed" can be asked. */
  private final Findings findings = new Findings();

  SignatureCheck(
      OfdDocument document, PartDigests digests, Evidence evidence, Policy policy, Instant asked) {
    this.document = document;
    this.digests = digests;
    this.evidence = evidence;
    this.policy = policy;
    this.asked = asked;
  }

  /**
   * What one signature turned out to be.
   *
   * @param description what it protects, if it could be read
   * @param sealedBy the authority whose stamp this is, only if every check passed
   */
  record Outcome(
      SignatureEntry entry,
      List<Finding> findings,
      SignatureSummary summary,
      Optional<SignatureDescription> description,
      Optional<OrganizationId> sealedBy) {
    boolean passed() {
      return findings.stream().allMatch(f -> f instanceof Finding.Passed);
    }
  }

  Outcome run(SignatureEntry entry) {
    String id = entry.id();
    SignatureDescription description;
    ByteString value;
    try {
      description = SignatureDescription.read(document.content(), entry.path());
      value = document.content().require(description.signedValuePath());
    } catch (OfdRefusedException broken) {
      findings.fail(STAMP_FORMAT, id, Reason.valueOf(broken.fault().name()));
      return outcome(entry, Optional.empty(), List.of(), SignedValueFacts.unread());
    }
    Digests.Method method = Digests.of(description.checkMethod());
    List<String> altered = List.of();
    if (method instanceof Digests.Method.Usable usable) {
      ProtectedParts parts = ProtectedParts.of(digests, description, usable.suite());
      findings.add(PROTECTED_PARTS, id, parts.why());
      altered = parts.altered();
    }
    SignedValueFacts read =
        switch (entry.type()) {
          case SEAL ->
              new StampCheck(document, digests, evidence, policy, asked, findings)
                  .run(id, description, value, method);
          case SIGN ->
              new MessageCheck(document, evidence, policy, asked, findings)
                  .run(id, description, value, method);
        };
    return outcome(entry, Optional.of(description), altered, read);
  }

  private Outcome outcome(
      SignatureEntry entry,
      Optional<SignatureDescription> description,
      List<String> altered,
      SignedValueFacts value) {
    List<Finding> inOrder = findings.inOrder();
    boolean passed = inOrder.stream().allMatch(f -> f instanceof Finding.Passed);
    return new Outcome(
        entry,
        inOrder,
        new SignatureSummary(
            entry.id(),
            entry.path(),
            value.format(),
            description.map(SignatureDescription::checkMethod).orElse(""),
            description.map(d -> d.references().size()).orElse(0),
            altered,
            value.dataHashMatches(),
            value.word(),
            value.form().map(SignatureForm::name),
            value.sealWord(),
            value.seal().map(SignatureCheck::summary)),
        description,
        passed ? value.stamper().flatMap(SignerCheck::organization) : Optional.empty());
  }

  private static SealSummary summary(Seal seal) {
    SealPicture picture = seal.info().picture();
    return new SealSummary(
        seal.info().vendor(),
        seal.info().esId(),
        seal.info().version(),
        seal.info().name(),
        picture.type(),
        picture.data().size(),
        picture.widthMm(),
        picture.heightMm());
  }
}

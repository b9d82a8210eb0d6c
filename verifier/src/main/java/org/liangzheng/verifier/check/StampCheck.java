package org.liangzheng.verifier.check;

import static org.liangzheng.verifier.report.CheckId.DESCRIPTION_DIGEST;
import static org.liangzheng.verifier.report.CheckId.DIGEST_STRENGTH;
import static org.liangzheng.verifier.report.CheckId.SEAL_COPY;
import static org.liangzheng.verifier.report.CheckId.SIGNATURE_METHOD;
import static org.liangzheng.verifier.report.CheckId.SIGNER_LISTED;
import static org.liangzheng.verifier.report.CheckId.STAMP_FORMAT;
import static org.liangzheng.verifier.report.CheckId.STAMP_PLACES;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.MalformedException;
import org.liangzheng.verifier.crypto.SignatureSuite;
import org.liangzheng.verifier.format.ofd.OfdDocument;
import org.liangzheng.verifier.format.ofd.SignatureDescription;
import org.liangzheng.verifier.format.seal.Seal;
import org.liangzheng.verifier.format.seal.SealReader;
import org.liangzheng.verifier.format.seal.SealSignature;
import org.liangzheng.verifier.format.seal.SealTolerance;
import org.liangzheng.verifier.report.Reason;

/** The value of a stamp (type Seal, GM/T 0031 6.2.3). */
final class StampCheck {
  private final OfdDocument document;
  private final PartDigests digests;
  private final Evidence evidence;
  private final Policy policy;
  private final Instant asked;
  private final Findings findings;

  StampCheck(
      OfdDocument document,
      PartDigests digests,
      Evidence evidence,
      Policy policy,
      Instant asked,
      Findings findings) {
    this.document = document;
    this.digests = digests;
    this.evidence = evidence;
    this.policy = policy;
    this.asked = asked;
    this.findings = findings;
  }

  SignedValueFacts run(
      String id, SignatureDescription description, ByteString value, Digests.Method method) {
    SealSignature stamp;
    try {
      stamp = SealReader.readSignature(value, evidence.facts()::certificate);
    } catch (MalformedException notUnderstood) {
      findings.fail(STAMP_FORMAT, id, Reason.STAMP_NOT_UNDERSTOOD);
      findings.add(DIGEST_STRENGTH, id, Digests.refusal(method));
      return SignedValueFacts.unread();
    }
    findings.add(
        STAMP_FORMAT,
        id,
        stamp.hasUnknownCriticalExtension()
            ? Optional.of(Reason.EXTENSION_NOT_UNDERSTOOD)
            : Optional.empty());
    for (SealTolerance tolerance : stamp.tolerances()) {
      findings.fail(STAMP_FORMAT, id, Reason.valueOf(tolerance.name()));
    }
    SignatureSuite suite = stamp.signer().publicKey().suite();
    findings.add(DIGEST_STRENGTH, id, Digests.refusal(method, suite));
    findings.add(SIGNATURE_METHOD, id, SignedValueFacts.methodRemark(description, suite));
    SignedValueCheck signed =
        stamp.signatureOid().equals(suite.signatureOid())
            ? SignedValueCheck.of(
                stamp.signer().publicKey(), List.of(stamp.toSignDer()), stamp.signature())
            : SignedValueCheck.wrong();
    signed.tell(id, findings);
    Seal seal = stamp.seal();
    findings.require(
        seal.info().signers().names(stamp.signer()), SIGNER_LISTED, id, Reason.SIGNER_NOT_LISTED);
    SigningTime when =
        new SignerCheck(evidence, policy, asked)
            .run(
                id,
                stamp.signer(),
                stamp.claimedTime(),
                stamp.signature(),
                stamp.timestamp(),
                findings);
    boolean describes = digests.of(description.path(), suite).equals(Optional.of(stamp.dataHash()));
    boolean named = stamp.propertyInfo().equals(description.path());
    findings.add(
        DESCRIPTION_DIGEST,
        id,
        describes
            ? named ? Optional.empty() : Optional.of(Reason.DESCRIPTION_NOT_NAMED)
            : Optional.of(Reason.DESCRIPTION_ALTERED));
    boolean shown =
        description.annotations().stream()
            .allMatch(place -> document.pages().contains(place.pageRef()) && place.hasArea());
    findings.require(shown, STAMP_PLACES, id, Reason.STAMP_PLACE_MISSING);
    boolean copied =
        description.sealPath().isEmpty()
            || document
                .content()
                .find(description.sealPath().get())
                .equals(Optional.of(seal.der()));
    findings.require(copied, SEAL_COPY, id, Reason.SEAL_COPY_DIFFERS);
    SignedValueCheck sealSigned =
        new SealCheck(evidence, policy, asked).run(id, seal, when, findings);
    return new SignedValueFacts(
        stamp.format().name(),
        Optional.of(describes),
        signed.word(),
        signed.form(),
        Optional.of(sealSigned.word()),
        Optional.of(seal),
        Optional.of(stamp.signer()));
  }
}

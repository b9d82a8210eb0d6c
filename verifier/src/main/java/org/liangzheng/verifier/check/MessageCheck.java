package org.liangzheng.verifier.check;

import static org.liangzheng.verifier.report.CheckId.DESCRIPTION_DIGEST;
import static org.liangzheng.verifier.report.CheckId.DIGEST_STRENGTH;
import static org.liangzheng.verifier.report.CheckId.SIGNATURE_METHOD;
import static org.liangzheng.verifier.report.CheckId.STAMP_FORMAT;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.DerTag;
import org.liangzheng.verifier.crypto.MalformedException;
import org.liangzheng.verifier.crypto.SignatureSuite;
import org.liangzheng.verifier.crypto.WrittenSignature;
import org.liangzheng.verifier.format.ofd.OfdDocument;
import org.liangzheng.verifier.format.ofd.SignatureDescription;
import org.liangzheng.verifier.format.signeddata.SignedMessage;
import org.liangzheng.verifier.format.signeddata.SignedMessageReader;
import org.liangzheng.verifier.report.Reason;

/** The value of a signature without a seal (type Sign, GB/T 35275). */
final class MessageCheck {
  private final OfdDocument document;
  private final Evidence evidence;
  private final Policy policy;
  private final Instant asked;
  private final Findings findings;

  MessageCheck(
      OfdDocument document, Evidence evidence, Policy policy, Instant asked, Findings findings) {
    this.document = document;
    this.evidence = evidence;
    this.policy = policy;
    this.asked = asked;
    this.findings = findings;
  }

  SignedValueFacts run(
      String id, SignatureDescription description, ByteString value, Digests.Method method) {
    if (isBare(value)) {
      // Whose key it was stands nowhere in the file: nothing can be said about it.
      findings.fail(STAMP_FORMAT, id, Reason.NO_CERTIFICATE);
      findings.add(DIGEST_STRENGTH, id, Digests.refusal(method));
      return SignedValueFacts.unread("BARE_SM2", Reason.NO_CERTIFICATE.name());
    }
    SignedMessage message;
    try {
      message = SignedMessageReader.read(value, evidence.facts()::certificate);
    } catch (MalformedException notUnderstood) {
      findings.fail(STAMP_FORMAT, id, Reason.STAMP_NOT_UNDERSTOOD);
      findings.add(DIGEST_STRENGTH, id, Digests.refusal(method));
      return SignedValueFacts.unread();
    }
    findings.add(
        STAMP_FORMAT,
        id,
        message.contentTypesDiffer() ? Optional.of(Reason.CONTENT_TYPES_DIFFER) : Optional.empty());
    SignatureSuite suite = message.signer().publicKey().suite();
    findings.add(DIGEST_STRENGTH, id, Digests.refusal(method, suite));
    findings.add(SIGNATURE_METHOD, id, SignedValueFacts.methodRemark(description, suite));
    ByteString part = document.content().find(description.path()).orElseThrow();
    SignedValueCheck signed =
        message.algorithmsFit()
            ? SignedValueCheck.of(
                message.signer().publicKey(), List.of(message.covered(part)), message.signature())
            : SignedValueCheck.wrong();
    signed.tell(id, findings);
    new SignerCheck(evidence, policy, asked)
        .run(
            id,
            message.signer(),
            message.attributes().flatMap(a -> a.signingTime()),
            message.signature(),
            message.timestamp(),
            findings);
    // Detached content without attributes is what the signature value itself covers.
    boolean describes =
        message.isAbout(part)
            && (message.content().isPresent()
                || message.attributes().isPresent()
                || signed.right());
    findings.require(describes, DESCRIPTION_DIGEST, id, Reason.DESCRIPTION_ALTERED);
    return new SignedValueFacts(
        "GBT35275",
        Optional.of(describes),
        signed.word(),
        signed.form(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** A signature value and nothing else, as older writers leave it. */
  private static boolean isBare(ByteString value) {
    if (value.size() > 80 || value.size() < 8 || value.at(0) != DerTag.SEQUENCE) {
      return false;
    }
    try {
      WrittenSignature.read(SignatureSuite.SM2_SM3, value);
      return true;
    } catch (MalformedException notAValue) {
      return false;
    }
  }
}

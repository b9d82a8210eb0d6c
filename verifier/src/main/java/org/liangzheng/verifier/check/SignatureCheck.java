package org.liangzheng.verifier.check;

import static org.liangzheng.verifier.report.CheckId.DESCRIPTION_DIGEST;
import static org.liangzheng.verifier.report.CheckId.DIGEST_STRENGTH;
import static org.liangzheng.verifier.report.CheckId.PROTECTED_PARTS;
import static org.liangzheng.verifier.report.CheckId.SEAL_COPY;
import static org.liangzheng.verifier.report.CheckId.SIGNATURE_METHOD;
import static org.liangzheng.verifier.report.CheckId.SIGNER_LISTED;
import static org.liangzheng.verifier.report.CheckId.STAMP_FORMAT;
import static org.liangzheng.verifier.report.CheckId.STAMP_PLACES;
import static org.liangzheng.verifier.report.CheckId.STAMP_VALUE;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.Certificate;
import org.liangzheng.verifier.crypto.DerTag;
import org.liangzheng.verifier.crypto.MalformedException;
import org.liangzheng.verifier.crypto.SignatureForm;
import org.liangzheng.verifier.crypto.SignatureSuite;
import org.liangzheng.verifier.crypto.WrittenSignature;
import org.liangzheng.verifier.format.licence.OrganizationId;
import org.liangzheng.verifier.format.ofd.OfdDocument;
import org.liangzheng.verifier.format.ofd.OfdDocument.SignatureEntry;
import org.liangzheng.verifier.format.ofd.OfdDocument.SignatureType;
import org.liangzheng.verifier.format.ofd.OfdRefusedException;
import org.liangzheng.verifier.format.ofd.SignatureDescription;
import org.liangzheng.verifier.format.seal.Seal;
import org.liangzheng.verifier.format.seal.SealPicture;
import org.liangzheng.verifier.format.seal.SealReader;
import org.liangzheng.verifier.format.seal.SealSignature;
import org.liangzheng.verifier.format.seal.SealTolerance;
import org.liangzheng.verifier.format.signeddata.SignedMessage;
import org.liangzheng.verifier.format.signeddata.SignedMessageReader;
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

  /** What the summary says of the value in SignedValue.dat. */
  private record Value(
      String format,
      Optional<Boolean> dataHashMatches,
      String word,
      Optional<SignatureForm> form,
      Optional<String> sealWord,
      Optional<Seal> seal,
      Optional<Certificate> stamper) {
    static Value unread(String format, String word) {
      return new Value(
          format,
          Optional.empty(),
          word,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());
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
      return outcome(
          entry,
          Optional.empty(),
          List.of(),
          Value.unread("NOT_READ", SignedValueCheck.NOT_CHECKED));
    }
    Digests.Method method = Digests.of(description.checkMethod());
    List<String> altered = List.of();
    if (method instanceof Digests.Method.Usable usable) {
      ProtectedParts parts = ProtectedParts.of(digests, description, usable.suite());
      findings.add(PROTECTED_PARTS, id, parts.why());
      altered = parts.altered();
    }
    Value read =
        entry.type() == SignatureType.SEAL
            ? stamp(id, description, value, method)
            : message(id, description, value, method);
    return outcome(entry, Optional.of(description), altered, read);
  }

  private Outcome outcome(
      SignatureEntry entry,
      Optional<SignatureDescription> description,
      List<String> altered,
      Value value) {
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

  // ---- type Seal ----

  private Value stamp(
      String id, SignatureDescription description, ByteString value, Digests.Method method) {
    SealSignature stamp;
    try {
      stamp = SealReader.readSignature(value, evidence.facts()::certificate);
    } catch (MalformedException notUnderstood) {
      findings.fail(STAMP_FORMAT, id, Reason.STAMP_NOT_UNDERSTOOD);
      findings.add(DIGEST_STRENGTH, id, Digests.refusal(method));
      return Value.unread("NOT_READ", SignedValueCheck.NOT_CHECKED);
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
    findings.add(SIGNATURE_METHOD, id, methodRemark(description, suite));
    SignedValueCheck signed =
        stamp.signatureOid().equals(suite.signatureOid())
            ? SignedValueCheck.of(
                stamp.signer().publicKey(), List.of(stamp.toSignDer()), stamp.signature())
            : SignedValueCheck.wrong();
    value(id, signed);
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
    return new Value(
        stamp.format().name(),
        Optional.of(describes),
        signed.word(),
        signed.form(),
        Optional.of(sealSigned.word()),
        Optional.of(seal),
        Optional.of(stamp.signer()));
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

  // ---- type Sign ----

  private Value message(
      String id, SignatureDescription description, ByteString value, Digests.Method method) {
    if (isBare(value)) {
      // Whose key it was stands nowhere in the file: nothing can be said about it.
      findings.fail(STAMP_FORMAT, id, Reason.NO_CERTIFICATE);
      findings.add(DIGEST_STRENGTH, id, Digests.refusal(method));
      return Value.unread("BARE_SM2", Reason.NO_CERTIFICATE.name());
    }
    SignedMessage message;
    try {
      message = SignedMessageReader.read(value, evidence.facts()::certificate);
    } catch (MalformedException notUnderstood) {
      findings.fail(STAMP_FORMAT, id, Reason.STAMP_NOT_UNDERSTOOD);
      findings.add(DIGEST_STRENGTH, id, Digests.refusal(method));
      return Value.unread("NOT_READ", SignedValueCheck.NOT_CHECKED);
    }
    findings.add(
        STAMP_FORMAT,
        id,
        message.contentTypesDiffer() ? Optional.of(Reason.CONTENT_TYPES_DIFFER) : Optional.empty());
    findings.add(
        DIGEST_STRENGTH, id, Digests.refusal(method, message.signer().publicKey().suite()));
    findings.add(
        SIGNATURE_METHOD, id, methodRemark(description, message.signer().publicKey().suite()));
    ByteString part = document.content().find(description.path()).orElseThrow();
    SignedValueCheck signed =
        message.algorithmsFit()
            ? SignedValueCheck.of(
                message.signer().publicKey(), List.of(message.covered(part)), message.signature())
            : SignedValueCheck.wrong();
    value(id, signed);
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
    return new Value(
        "GBT35275",
        Optional.of(describes),
        signed.word(),
        signed.form(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** What the description says of the signature's algorithm, beside what the key is. */
  private static Optional<Reason> methodRemark(
      SignatureDescription description, SignatureSuite suite) {
    String method = description.signatureMethod();
    if (method.equals(suite.signatureOid())) {
      return Optional.empty();
    }
    boolean another =
        Arrays.stream(SignatureSuite.values()).anyMatch(s -> s.signatureOid().equals(method));
    return Optional.of(another ? Reason.SIGNATURE_METHOD_DIFFERS : Reason.SIGNATURE_METHOD_ODD);
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

  private void value(String id, SignedValueCheck signed) {
    findings.require(signed.right(), STAMP_VALUE, id, Reason.STAMP_VALUE_WRONG);
    signed.form().flatMap(Findings::raw).ifPresent(raw -> findings.fail(STAMP_VALUE, id, raw));
  }
}

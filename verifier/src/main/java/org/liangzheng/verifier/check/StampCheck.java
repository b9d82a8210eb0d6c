package org.liangzheng.verifier.check;

import static org.liangzheng.verifier.report.CheckId.DESCRIPTION_DIGEST;
import static org.liangzheng.verifier.report.CheckId.DIGEST_STRENGTH;
import static org.liangzheng.verifier.report.CheckId.MAKER_CHAIN;
import static org.liangzheng.verifier.report.CheckId.MAKER_ENTITLED;
import static org.liangzheng.verifier.report.CheckId.MAKER_REVOCATION;
import static org.liangzheng.verifier.report.CheckId.PROTECTED_PARTS;
import static org.liangzheng.verifier.report.CheckId.SEAL_COPY;
import static org.liangzheng.verifier.report.CheckId.SEAL_PERIOD;
import static org.liangzheng.verifier.report.CheckId.SEAL_VALUE;
import static org.liangzheng.verifier.report.CheckId.SIGNER_CHAIN;
import static org.liangzheng.verifier.report.CheckId.SIGNER_ENTITLED;
import static org.liangzheng.verifier.report.CheckId.SIGNER_LISTED;
import static org.liangzheng.verifier.report.CheckId.SIGNER_REVOCATION;
import static org.liangzheng.verifier.report.CheckId.SIGNING_TIME;
import static org.liangzheng.verifier.report.CheckId.STAMP_FORMAT;
import static org.liangzheng.verifier.report.CheckId.STAMP_VALUE;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.Certificate;
import org.liangzheng.verifier.crypto.MalformedException;
import org.liangzheng.verifier.crypto.RevocationList;
import org.liangzheng.verifier.crypto.SignatureSuite;
import org.liangzheng.verifier.crypto.VerificationKey;
import org.liangzheng.verifier.crypto.WrittenSignature;
import org.liangzheng.verifier.format.licence.OrganizationId;
import org.liangzheng.verifier.format.ofd.OfdDocument;
import org.liangzheng.verifier.format.ofd.OfdDocument.SignatureEntry;
import org.liangzheng.verifier.format.ofd.OfdDocument.SignatureType;
import org.liangzheng.verifier.format.ofd.OfdRefusedException;
import org.liangzheng.verifier.format.ofd.SignatureDescription;
import org.liangzheng.verifier.format.pack.TrustList;
import org.liangzheng.verifier.format.seal.Seal;
import org.liangzheng.verifier.format.seal.SealPicture;
import org.liangzheng.verifier.format.seal.SealReader;
import org.liangzheng.verifier.format.seal.SealSignature;
import org.liangzheng.verifier.report.Finding;
import org.liangzheng.verifier.report.Reason;
import org.liangzheng.verifier.report.SignatureSummary;
import org.liangzheng.verifier.report.SignatureSummary.SealSummary;

/** All checks of one stamp, in the order of GM/T 0031 6.2.3 and 6.1.2. */
final class StampCheck {
  private final OfdDocument document;
  private final Evidence evidence;
  private final Policy policy;
  private final Instant instant;

  /** A fresh list per stamp, so that "all of this stamp passed" can be asked. */
  private final Findings findings = new Findings();

  StampCheck(OfdDocument document, Evidence evidence, Policy policy, Instant instant) {
    this.document = document;
    this.evidence = evidence;
    this.policy = policy;
    this.instant = instant;
  }

  /**
   * What one stamp turned out to be.
   *
   * @param description what it protects, if it could be read
   * @param sealedBy the authority whose certificate signed, only if every check passed
   */
  record Outcome(
      List<Finding> findings,
      SignatureSummary summary,
      Optional<SignatureDescription> description,
      Optional<OrganizationId> sealedBy) {}

  Outcome run(SignatureEntry entry) {
    String id = entry.id();
    SignatureDescription description;
    ByteString value;
    try {
      description = SignatureDescription.read(document.content(), entry.path());
      value = document.content().require(description.signedValuePath());
    } catch (OfdRefusedException broken) {
      findings.fail(STAMP_FORMAT, id, Reason.valueOf(broken.fault().name()));
      return unread(entry, Optional.empty(), List.of());
    }
    Digests.Method method = Digests.of(description.checkMethod());
    findings.add(DIGEST_STRENGTH, id, Digests.refusal(method));
    List<String> altered = List.of();
    if (method instanceof Digests.Method.Usable usable) {
      ProtectedParts parts = ProtectedParts.of(document.content(), description, usable.suite());
      findings.add(PROTECTED_PARTS, id, parts.why());
      altered = parts.altered();
    }
    if (entry.type() != SignatureType.SEAL) {
      findings.fail(STAMP_FORMAT, id, Reason.SIGNATURE_KIND_NOT_READ);
      return unread(entry, Optional.of(description), altered);
    }
    SealSignature stamp;
    try {
      stamp = SealReader.readSignature(value.toByteArray());
      findings.pass(STAMP_FORMAT, id);
    } catch (MalformedException notUnderstood) {
      findings.fail(STAMP_FORMAT, id, Reason.STAMP_NOT_UNDERSTOOD);
      return unread(entry, Optional.of(description), altered);
    }
    return stamp(id, description, stamp, altered);
  }

  private Outcome stamp(
      String id, SignatureDescription description, SealSignature stamp, List<String> altered) {
    Seal seal = stamp.seal();
    Signed stampSigned =
        Signed.check(stamp.signer(), stamp.signatureOid(), stamp.toSignDer(), stamp.signature());
    findings.require(stampSigned.right(), STAMP_VALUE, id, Reason.STAMP_VALUE_WRONG);
    findings.require(
        seal.info().signers().names(stamp.signer()), SIGNER_LISTED, id, Reason.SIGNER_NOT_LISTED);
    signer(id, stamp);
    boolean describes = description(id, description, stamp);
    Signed sealSigned =
        Signed.check(seal.maker(), seal.signatureOid(), seal.infoDer(), seal.signature());
    findings.require(sealSigned.right(), SEAL_VALUE, id, Reason.SEAL_VALUE_WRONG);
    maker(id, seal);
    findings.require(
        seal.info().validAt(stamp.claimedTime()),
        SEAL_PERIOD,
        id,
        Reason.SEAL_NOT_VALID_AT_SIGNING);
    boolean allPassed = findings.list().stream().allMatch(f -> f instanceof Finding.Passed);
    return new Outcome(
        findings.list(),
        new SignatureSummary(
            id,
            description.path(),
            "SES_V4",
            description.checkMethod(),
            description.references().size(),
            altered,
            Optional.of(describes),
            stampSigned.word(),
            stampSigned.read().map(s -> s.form().name()),
            sealSigned.word(),
            Optional.of(summary(seal))),
        Optional.of(description),
        allPassed ? organization(stamp.signer()) : Optional.empty());
  }

  /** Chain, entitlement, revocation and time of the signer. */
  private void signer(String id, SealSignature stamp) {
    Certificate signer = stamp.signer();
    Instant claimed = stamp.claimedTime();
    switch (Chain.build(signer, evidence.trust(), claimed, Reason.ISSUER_NOT_IN_TRUST_LIST)) {
      case Chain.Result.None none -> findings.fail(SIGNER_CHAIN, id, none.reason());
      case Chain.Result.Found found -> {
        findings.pass(SIGNER_CHAIN, id);
        Optional<TrustList.Authority> authority =
            organization(signer).flatMap(evidence.trust().orElseThrow()::authority);
        findings.require(
            authority.isPresent() && authority.get().period().contains(claimed),
            SIGNER_ENTITLED,
            id,
            Reason.SIGNER_NOT_ENTITLED);
        findings.add(SIGNER_REVOCATION, id, revocation(found.path(), claimed));
      }
    }
    findings.add(SIGNING_TIME, id, time(signer, claimed));
  }

  /**
   * The claimed time is the signer's own word: it may convict the signer, it cannot acquit. With a
   * certificate that has ended since, only a proven time would show that it was still good.
   */
  private Optional<Reason> time(Certificate signer, Instant claimed) {
    if (!signer.validAt(claimed)) {
      return Optional.of(Reason.SIGNED_OUTSIDE_CERTIFICATE);
    }
    if (claimed.isAfter(instant.plus(policy.clockTolerance()))) {
      return Optional.of(Reason.SIGNED_AFTER_INSTANT);
    }
    return instant.isAfter(signer.notAfter())
        ? Optional.of(Reason.SIGNING_TIME_NOT_PROVEN)
        : Optional.empty();
  }

  private Optional<Reason> revocation(Chain.Path path, Instant claimed) {
    for (int i = 0; i + 1 < path.certificates().size(); i++) {
      Chain.Status status =
          Chain.status(
              path.certificates().get(i),
              path.certificates().get(i + 1),
              evidence.revocations(),
              evidence.freshAt(instant),
              instant);
      Optional<Reason> reason =
          switch (status) {
            case Chain.Status.Good _ -> Optional.empty();
            case Chain.Status.NotKnown _ -> Optional.of(Reason.REVOCATION_NOT_KNOWN);
            case Chain.Status.Revoked revoked ->
                Optional.of(revoked(revoked.revocation(), claimed));
          };
      if (reason.isPresent()) {
        return reason;
      }
    }
    return Optional.empty();
  }

  private static Reason revoked(RevocationList.Revocation revocation, Instant claimed) {
    if (revocation.compromised()) {
      return Reason.KEY_COMPROMISED;
    }
    return claimed.isBefore(revocation.at())
        ? Reason.SIGNED_BEFORE_REVOCATION_NOT_PROVEN
        : Reason.SIGNED_AFTER_REVOCATION;
  }

  /** Whether the stamp covers this description and carries the seal that the package shows. */
  private boolean description(String id, SignatureDescription description, SealSignature stamp) {
    SignatureSuite suite = stamp.signer().publicKey().suite();
    byte[] part =
        document.content().find(description.path()).map(ByteString::toByteArray).orElseThrow();
    boolean describes = suite.digest(part).value().equals(stamp.dataHash());
    boolean named = stamp.propertyInfo().equals(description.path());
    findings.add(
        DESCRIPTION_DIGEST,
        id,
        describes
            ? named ? Optional.empty() : Optional.of(Reason.DESCRIPTION_NOT_NAMED)
            : Optional.of(Reason.DESCRIPTION_ALTERED));
    if (description.sealPath().isPresent()) {
      Optional<ByteString> copy = document.content().find(description.sealPath().get());
      findings.require(
          copy.equals(Optional.of(stamp.seal().der())), SEAL_COPY, id, Reason.SEAL_COPY_DIFFERS);
    } else {
      findings.pass(SEAL_COPY, id);
    }
    return describes;
  }

  /** Chain, entitlement and revocation of the seal maker, at the time the seal was made. */
  private void maker(String id, Seal seal) {
    Instant made = seal.info().createdAt();
    switch (Chain.build(seal.maker(), evidence.trust(), made, Reason.MAKER_NOT_IN_TRUST_LIST)) {
      case Chain.Result.None none -> findings.fail(MAKER_CHAIN, id, none.reason());
      case Chain.Result.Found found -> {
        findings.require(
            seal.maker().validAt(made), MAKER_CHAIN, id, Reason.SIGNED_OUTSIDE_CERTIFICATE);
        Optional<TrustList.SealMaker> listed =
            evidence.trust().orElseThrow().sealMaker(seal.maker());
        findings.add(
            MAKER_ENTITLED,
            id,
            listed.isEmpty()
                ? Optional.of(Reason.MAKER_NOT_IN_TRUST_LIST)
                : listed.get().period().contains(made)
                    ? Optional.empty()
                    : Optional.of(Reason.SIGNER_NOT_ENTITLED));
        findings.add(
            MAKER_REVOCATION,
            id,
            revocation(found.path(), made)
                .map(r -> r == Reason.SIGNED_AFTER_REVOCATION ? Reason.MAKER_REVOKED : r));
      }
    }
  }

  private Outcome unread(
      SignatureEntry entry, Optional<SignatureDescription> description, List<String> altered) {
    return new Outcome(
        findings.list(),
        new SignatureSummary(
            entry.id(),
            entry.path(),
            "NOT_READ",
            description.map(SignatureDescription::checkMethod).orElse(""),
            description.map(d -> d.references().size()).orElse(0),
            altered,
            Optional.empty(),
            Signed.NOT_CHECKED,
            Optional.empty(),
            Signed.NOT_CHECKED,
            Optional.empty()),
        description,
        Optional.empty());
  }

  private static Optional<OrganizationId> organization(Certificate signer) {
    return signer.organizationCode().filter(OrganizationId::isValid).map(OrganizationId::new);
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

  /** A signature value held against certificate and bytes. */
  private record Signed(boolean right, Optional<WrittenSignature> read) {
    static final String NOT_CHECKED = "NOT_CHECKED";

    static Signed check(
        Certificate certificate, String oid, ByteString message, ByteString signature) {
      VerificationKey key = certificate.publicKey();
      if (!oid.equals(key.suite().signatureOid())) {
        return new Signed(false, Optional.empty());
      }
      try {
        WrittenSignature written = WrittenSignature.read(key.suite(), signature.toByteArray());
        return new Signed(
            key.verifies(key.digest(message.toByteArray()), written.value()), Optional.of(written));
      } catch (MalformedException bad) {
        return new Signed(false, Optional.empty());
      }
    }

    String word() {
      return right ? "OK" : "WRONG";
    }
  }
}

package org.liangzheng.verifier.check;

import static org.liangzheng.verifier.report.CheckId.MAKER_CHAIN;
import static org.liangzheng.verifier.report.CheckId.MAKER_ENTITLED;
import static org.liangzheng.verifier.report.CheckId.MAKER_REVOCATION;
import static org.liangzheng.verifier.report.CheckId.SEAL_FORMAT;
import static org.liangzheng.verifier.report.CheckId.SEAL_PERIOD;
import static org.liangzheng.verifier.report.CheckId.SEAL_STATUS;
import static org.liangzheng.verifier.report.CheckId.SEAL_VALUE;

import java.time.Instant;
import java.util.Optional;
import org.liangzheng.verifier.format.pack.TrustList;
import org.liangzheng.verifier.format.seal.Seal;
import org.liangzheng.verifier.format.seal.SealTolerance;
import org.liangzheng.verifier.report.Reason;

/** The seal in a stamp (GM/T 0031 6.1.2), at the time of signing. */
final class SealCheck {
  private final Evidence evidence;
  private final Policy policy;
  private final Instant asked;

  SealCheck(Evidence evidence, Policy policy, Instant asked) {
    this.evidence = evidence;
    this.policy = policy;
    this.asked = asked;
  }

  /**
   * Runs the checks.
   *
   * @param stamped when the stamp was made: the seal is older
   * @return the maker's signature value
   */
  SignedValueCheck run(String id, Seal seal, SigningTime stamped, Findings findings) {
    format(id, seal, findings);
    SignedValueCheck value = value(seal);
    findings.require(value.right(), SEAL_VALUE, id, Reason.SEAL_VALUE_WRONG);
    if (value.form().isPresent()) {
      Findings.raw(value.form().get()).ifPresent(raw -> findings.fail(SEAL_VALUE, id, raw));
    }
    boolean trusted = maker(id, seal, stamped, findings);
    if (trusted && value.right()) {
      evidence.facts().keep(seal);
    }
    findings.add(
        SEAL_PERIOD, id, stamped.within(seal.info()::validAt, Reason.SEAL_NOT_VALID_AT_SIGNING));
    findings.add(SEAL_STATUS, id, status(seal, stamped));
    return value;
  }

  private static void format(String id, Seal seal, Findings findings) {
    if (seal.info().hasUnknownCriticalExtension()) {
      findings.fail(SEAL_FORMAT, id, Reason.EXTENSION_NOT_UNDERSTOOD);
    } else {
      findings.pass(SEAL_FORMAT, id);
    }
    for (SealTolerance tolerance : seal.tolerances()) {
      findings.fail(SEAL_FORMAT, id, Reason.valueOf(tolerance.name()));
    }
  }

  private SignedValueCheck value(Seal seal) {
    if (evidence.facts().isKnown(seal)) {
      return new SignedValueCheck(true, Findings.form(seal.signature()));
    }
    return seal.signatureOid().equals(seal.maker().publicKey().suite().signatureOid())
        ? SignedValueCheck.of(seal.maker().publicKey(), seal.signedForms(), seal.signature())
        : SignedValueCheck.wrong();
  }

  /** Chain, entitlement and revocation of the maker at the time the seal was made. */
  private boolean maker(String id, Seal seal, SigningTime stamped, Findings findings) {
    Instant made = seal.info().createdAt();
    // The stamp covers the seal: what proves when the stamp was there proves it of the seal.
    SigningTime when = new SigningTime(Optional.of(made), proven(seal, made, stamped), asked);
    Chain chain = new Chain(evidence, asked);
    switch (chain.build(
        seal.maker(), seal.maker().maySignContent(), when, Reason.MAKER_NOT_IN_TRUST_LIST)) {
      case Chain.Result.None none -> {
        findings.fail(MAKER_CHAIN, id, none.reason());
        return false;
      }
      case Chain.Result.Found found -> {
        // A seal outlives its maker's certificate: only the time it was made counts.
        findings.require(
            seal.maker().validAt(made), MAKER_CHAIN, id, Reason.SIGNED_OUTSIDE_CERTIFICATE);
        Optional<TrustList.SealMaker> listed =
            evidence.trust().orElseThrow().sealMaker(seal.maker());
        findings.add(
            MAKER_ENTITLED,
            id,
            listed.isEmpty()
                ? Optional.of(Reason.MAKER_NOT_IN_TRUST_LIST)
                : when.within(listed.get().period()::contains, Reason.SIGNER_NOT_ENTITLED));
        findings.add(
            MAKER_REVOCATION,
            id,
            chain
                .revocation(found.path(), when)
                .map(r -> r == Reason.SIGNED_AFTER_REVOCATION ? Reason.MAKER_REVOKED : r));
        return listed.isPresent();
      }
    }
  }

  /** The earlier of the seal's own timestamp (version 5) and the stamp's. */
  private Optional<Instant> proven(Seal seal, Instant made, SigningTime stamped) {
    if (seal.timestamp().isEmpty()) {
      return stamped.proven();
    }
    Optional<Instant> own =
        new TimestampCheck(evidence, policy, asked)
            .run(seal.timestamp(), seal.signature(), Optional.of(made))
            .proven();
    return own.isPresent() && stamped.proven().map(other -> own.get().isBefore(other)).orElse(true)
        ? own
        : stamped.proven();
  }

  private Optional<Reason> status(Seal seal, SigningTime stamped) {
    Optional<Integer> index = seal.info().statusIndex();
    if (index.isEmpty()) {
      return Optional.empty();
    }
    return switch (evidence.seals().apply(index.get())) {
      case SealStatus.InForce _ ->
          evidence.freshAt(asked) ? Optional.empty() : Optional.of(Reason.SEAL_STATUS_NOT_KNOWN);
      case SealStatus.NotKnown _ -> Optional.of(Reason.SEAL_STATUS_NOT_KNOWN);
      case SealStatus.NotInForce dead ->
          stamped.proven().map(p -> p.isBefore(dead.since())).orElse(false)
              ? Optional.empty()
              : Optional.of(
                  stamped.reference().isBefore(dead.since())
                      ? Reason.SIGNED_BEFORE_REVOCATION_NOT_PROVEN
                      : Reason.SEAL_NOT_IN_FORCE);
    };
  }
}

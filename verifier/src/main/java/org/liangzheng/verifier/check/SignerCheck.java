package org.liangzheng.verifier.check;

import static org.liangzheng.verifier.report.CheckId.SIGNER_CHAIN;
import static org.liangzheng.verifier.report.CheckId.SIGNER_ENTITLED;
import static org.liangzheng.verifier.report.CheckId.SIGNER_REVOCATION;
import static org.liangzheng.verifier.report.CheckId.SIGNING_TIME;
import static org.liangzheng.verifier.report.CheckId.TIMESTAMP;

import java.time.Instant;
import java.util.Optional;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.Certificate;
import org.liangzheng.verifier.format.licence.OrganizationId;
import org.liangzheng.verifier.format.pack.TrustList;
import org.liangzheng.verifier.report.Reason;

/** Chain, entitlement, revocation and time of who signed, for stamps and plain signatures alike. */
final class SignerCheck {
  private final Evidence evidence;
  private final Policy policy;
  private final Instant asked;
  private final Chain chain;

  SignerCheck(Evidence evidence, Policy policy, Instant asked) {
    this.evidence = evidence;
    this.policy = policy;
    this.asked = asked;
    this.chain = new Chain(evidence, asked);
  }

  /**
   * Runs the checks.
   *
   * @param signature octets of the signature value, as written
   * @return when it was signed, as far as known
   */
  SigningTime run(
      String id,
      Certificate signer,
      Optional<Instant> claimed,
      ByteString signature,
      Optional<ByteString> timestamp,
      Findings findings) {
    TimestampCheck.Outcome stamped =
        new TimestampCheck(evidence, policy, asked).run(timestamp, signature, claimed);
    findings.add(TIMESTAMP, id, stamped.why());
    SigningTime when = new SigningTime(claimed, stamped.proven(), asked);
    switch (chain.build(signer, signer.maySignContent(), when, Reason.ISSUER_NOT_IN_TRUST_LIST)) {
      case Chain.Result.None none -> findings.fail(SIGNER_CHAIN, id, none.reason());
      case Chain.Result.Found found -> {
        findings.pass(SIGNER_CHAIN, id);
        Optional<TrustList.Authority> authority =
            organization(signer).flatMap(evidence.trust().orElseThrow()::authority);
        findings.add(
            SIGNER_ENTITLED,
            id,
            authority.isEmpty()
                ? Optional.of(Reason.SIGNER_NOT_ENTITLED)
                : when.within(authority.get().period()::contains, Reason.SIGNER_NOT_ENTITLED));
        findings.add(SIGNER_REVOCATION, id, chain.revocation(found.path(), when));
      }
    }
    findings.add(SIGNING_TIME, id, time(signer, when));
    return when;
  }

  /** With a certificate that has ended since, only a proven time shows that it was still good. */
  private Optional<Reason> time(Certificate signer, SigningTime when) {
    Optional<Reason> why = when.within(signer::validAt, Reason.SIGNED_OUTSIDE_CERTIFICATE);
    if (why.isPresent() && why.get() == Reason.SIGNED_OUTSIDE_CERTIFICATE) {
      return why;
    }
    if (when.reference().isAfter(asked.plus(policy.clockTolerance()))) {
      return Optional.of(Reason.SIGNED_AFTER_INSTANT);
    }
    return why.isEmpty() && when.claimed().isEmpty() ? Optional.of(Reason.NO_CLAIMED_TIME) : why;
  }

  /** The organisation a certificate speaks for, if it names a well-formed one. */
  static Optional<OrganizationId> organization(Certificate signer) {
    return signer.organizationCode().filter(OrganizationId::isValid).map(OrganizationId::new);
  }
}

package org.liangzheng.verifier.check;

import java.time.Instant;
import java.util.Optional;
import org.liangzheng.verifier.crypto.Certificate;
import org.liangzheng.verifier.format.licence.OrganizationId;
import org.liangzheng.verifier.report.Reason;

/** Whether stamps that a certificate's key makes now would verify: for who takes one into use. */
public final class SignerCertificate {
  private SignerCertificate() {}

  /**
   * Holds a certificate against the checks of a signer (GM/T 0031 6.2.3): period, key usage, chain
   * to a listed certifier, revocation, and that it speaks for a listed authority.
   *
   * @param authority for whom it has to speak
   * @return why its stamps would not be good; empty if they would
   */
  public static Optional<Reason> check(
      Certificate signer, OrganizationId authority, Evidence evidence, Instant now) {
    if (!signer.validAt(now)) {
      return Optional.of(Reason.SIGNED_OUTSIDE_CERTIFICATE);
    }
    SigningTime when = new SigningTime(Optional.of(now), Optional.of(now), now);
    Chain chain = new Chain(evidence, now);
    return switch (chain.build(
        signer, signer.maySignContent(), when, Reason.ISSUER_NOT_IN_TRUST_LIST)) {
      case Chain.Result.None none -> Optional.of(none.reason());
      case Chain.Result.Found found -> {
        boolean entitled =
            SignerCheck.organization(signer).filter(authority::equals).isPresent()
                && evidence
                    .trust()
                    .flatMap(list -> list.authority(authority))
                    .filter(listed -> listed.period().contains(now))
                    .isPresent();
        yield entitled
            ? chain.revocation(found.path(), when)
            : Optional.of(Reason.SIGNER_NOT_ENTITLED);
      }
    };
  }
}

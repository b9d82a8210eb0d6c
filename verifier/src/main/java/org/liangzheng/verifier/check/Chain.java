package org.liangzheng.verifier.check;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.liangzheng.verifier.crypto.Certificate;
import org.liangzheng.verifier.crypto.RevocationList;
import org.liangzheng.verifier.format.pack.TrustList;
import org.liangzheng.verifier.report.Reason;

/** Certificate paths (RFC 5280 §6, the part that the trust list leaves open) and revocation. */
final class Chain {
  /** More certifiers above a signer are refused. */
  private static final int MAX_LENGTH = 5;

  private final Evidence evidence;
  private final Instant asked;

  Chain(Evidence evidence, Instant asked) {
    this.evidence = evidence;
    this.asked = asked;
  }

  /** A path that reaches a root: the certificate first, the root last. */
  record Path(List<Certificate> certificates) {}

  /** A path, or why there is none. */
  sealed interface Result {
    record Found(Path path) implements Result {}

    record None(Reason reason) implements Result {}
  }

  /**
   * Builds the path of a certificate.
   *
   * @param usable whether the certificate is for what it did
   * @param notListed reason when no listed certifier has the issuer's name
   */
  Result build(Certificate leaf, boolean usable, SigningTime when, Reason notListed) {
    if (evidence.trust().isEmpty()) {
      return new Result.None(Reason.NO_TRUST_LIST);
    }
    if (leaf.isAuthority() || !usable) {
      return new Result.None(Reason.KEY_USAGE_WRONG);
    }
    List<Certificate> path = new ArrayList<>(List.of(leaf));
    Optional<Reason> doubt = Optional.empty();
    Certificate current = leaf;
    while (!current.subject().equals(current.issuer())) {
      if (path.size() > MAX_LENGTH || current.hasUnknownCriticalExtension()) {
        return new Result.None(Reason.CHAIN_BROKEN);
      }
      List<TrustList.Certifier> named = evidence.facts().certifiers(current.issuer());
      if (named.isEmpty()) {
        return new Result.None(notListed);
      }
      Optional<TrustList.Certifier> issuer = issuer(current, named, path.size() - 1, when);
      if (issuer.isEmpty()) {
        return new Result.None(Reason.CHAIN_BROKEN);
      }
      if (doubt.isEmpty()) {
        doubt = when.within(issuer.get().period()::contains, Reason.CHAIN_BROKEN);
      }
      current = issuer.get().certificate();
      path.add(current);
    }
    // A leaf that names itself as issuer never entered the loop: it is nobody's.
    if (path.size() == 1) {
      return new Result.None(notListed);
    }
    boolean rooted =
        evidence.facts().signed(current, current.publicKey())
            && !current.hasUnknownCriticalExtension();
    if (!rooted) {
      return new Result.None(Reason.CHAIN_BROKEN);
    }
    return doubt.isPresent()
        ? new Result.None(doubt.get())
        : new Result.Found(new Path(List.copyOf(path)));
  }

  private Optional<TrustList.Certifier> issuer(
      Certificate child, List<TrustList.Certifier> named, int below, SigningTime when) {
    Optional<TrustList.Certifier> found = Optional.empty();
    for (TrustList.Certifier certifier : named) {
      Certificate certificate = certifier.certificate();
      if (mayIssue(certificate, below, when.reference())
          && evidence.facts().signed(child, certificate.publicKey())) {
        // One key may be listed in several certificates: the one whose listing holds is taken.
        if (when.within(certifier.period()::contains, Reason.CHAIN_BROKEN).isEmpty()) {
          return Optional.of(certifier);
        }
        found = Optional.of(certifier);
      }
    }
    return found;
  }

  private static boolean mayIssue(Certificate certifier, int certifiersBelow, Instant at) {
    return certifier.isAuthority()
        && certifier.validAt(at)
        && certifier.pathLength().map(limit -> certifiersBelow <= limit).orElse(true);
  }

  /** Why some certificate of a path may have been revoked when it signed; empty if none was. */
  Optional<Reason> revocation(Path path, SigningTime when) {
    for (int i = 0; i + 1 < path.certificates().size(); i++) {
      Optional<Reason> reason =
          switch (status(path.certificates().get(i), path.certificates().get(i + 1))) {
            case Status.Good _ -> Optional.empty();
            case Status.NotKnown _ -> Optional.of(Reason.REVOCATION_NOT_KNOWN);
            case Status.Revoked revoked -> revoked(revoked.revocation(), when);
          };
      if (reason.isPresent()) {
        return reason;
      }
    }
    return Optional.empty();
  }

  private static Optional<Reason> revoked(RevocationList.Revocation revocation, SigningTime when) {
    if (when.proven().isPresent() && when.proven().get().isBefore(revocation.at())) {
      return Optional.empty();
    }
    if (revocation.compromised()) {
      return Optional.of(Reason.KEY_COMPROMISED);
    }
    boolean claimedBefore =
        when.claimed().isEmpty() || when.claimed().get().isBefore(revocation.at());
    return Optional.of(
        claimedBefore
            ? Reason.SIGNED_BEFORE_REVOCATION_NOT_PROVEN
            : Reason.SIGNED_AFTER_REVOCATION);
  }

  /** What the revocation lists say about one certificate. */
  private sealed interface Status {
    record Good() implements Status {}

    record Revoked(RevocationList.Revocation revocation) implements Status {}

    record NotKnown() implements Status {}
  }

  private Status status(Certificate certificate, Certificate issuer) {
    Status status = new Status.NotKnown();
    Optional<RevocationList.Revocation> worst = Optional.empty();
    for (RevocationList list : evidence.facts().revocations(issuer.subject())) {
      if (!issuer.maySignRevocations() || !evidence.facts().signed(list, issuer.publicKey())) {
        continue;
      }
      // A revocation counts however old the list is; a clean answer only while the list lasts.
      Optional<RevocationList.Revocation> revocation = list.find(certificate.serialNumber());
      // Two lists may tell of one certificate: first revoked, then found compromised.
      if (revocation.isPresent()
          && (worst.isEmpty() || revocation.get().isGraverThan(worst.get()))) {
        worst = revocation;
      }
      if (evidence.freshAt(asked)
          && !asked.isAfter(list.nextUpdate())
          && list.speaksOf(certificate)) {
        status = new Status.Good();
      }
    }
    return worst.<Status>map(Status.Revoked::new).orElse(status);
  }
}

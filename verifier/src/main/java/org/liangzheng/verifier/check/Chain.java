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

  private Chain() {}

  /** A path that reaches a root: the certificate first, the root last. */
  record Path(List<Certificate> certificates) {}

  /** A path, or why there is none. */
  sealed interface Result {
    record Found(Path path) implements Result {}

    record None(Reason reason) implements Result {}
  }

  /**
   * Builds the path of a certificate that signed at {@code signedAt}.
   *
   * @param notListed reason when no listed certifier has the issuer's name
   */
  static Result build(
      Certificate leaf, Optional<TrustList> trust, Instant signedAt, Reason notListed) {
    if (trust.isEmpty()) {
      return new Result.None(Reason.NO_TRUST_LIST);
    }
    if (!leaf.maySignContent() || leaf.isAuthority()) {
      return new Result.None(Reason.KEY_USAGE_WRONG);
    }
    List<Certificate> path = new ArrayList<>(List.of(leaf));
    Certificate current = leaf;
    while (!current.subject().equals(current.issuer())) {
      if (path.size() > MAX_LENGTH || current.hasUnknownCriticalExtension()) {
        return new Result.None(Reason.CHAIN_BROKEN);
      }
      Certificate child = current;
      List<TrustList.Certifier> named =
          trust.get().certifiers().stream()
              .filter(c -> c.certificate().subject().equals(child.issuer()))
              .toList();
      if (named.isEmpty()) {
        return new Result.None(notListed);
      }
      Optional<Certificate> issuer =
          named.stream()
              .filter(c -> c.period().contains(signedAt))
              .map(TrustList.Certifier::certificate)
              .filter(c -> mayIssue(c, path.size() - 1, signedAt) && child.signedBy(c.publicKey()))
              .findFirst();
      if (issuer.isEmpty()) {
        return new Result.None(Reason.CHAIN_BROKEN);
      }
      current = issuer.get();
      path.add(current);
    }
    // A leaf that names itself as issuer never entered the loop: it is nobody's.
    boolean rooted =
        path.size() > 1
            && current.signedBy(current.publicKey())
            && !current.hasUnknownCriticalExtension();
    return rooted
        ? new Result.Found(new Path(List.copyOf(path)))
        : new Result.None(path.size() == 1 ? notListed : Reason.CHAIN_BROKEN);
  }

  private static boolean mayIssue(Certificate certifier, int certifiersBelow, Instant at) {
    return certifier.isAuthority()
        && certifier.validAt(at)
        && certifier.pathLength().map(limit -> certifiersBelow <= limit).orElse(true);
  }

  /** What the revocation lists say about one certificate at an instant. */
  sealed interface Status {
    record Good() implements Status {}

    record Revoked(RevocationList.Revocation revocation) implements Status {}

    record NotKnown() implements Status {}
  }

  /**
   * Status of {@code certificate}, whose issuer is {@code issuer}.
   *
   * @param fresh whether the lists may still show that it is not revoked
   */
  static Status status(
      Certificate certificate,
      Certificate issuer,
      List<RevocationList> lists,
      boolean fresh,
      Instant instant) {
    Status status = new Status.NotKnown();
    for (RevocationList list : lists) {
      boolean speaks =
          list.issuer().equals(issuer.subject())
              && issuer.maySignRevocations()
              && list.signedBy(issuer.publicKey());
      if (!speaks) {
        continue;
      }
      Optional<RevocationList.Revocation> revocation = list.find(certificate.serialNumber());
      // A revocation counts however old the list is; a clean answer only while the list lasts.
      if (revocation.isPresent()) {
        return new Status.Revoked(revocation.get());
      }
      if (fresh && !instant.isAfter(list.nextUpdate())) {
        status = new Status.Good();
      }
    }
    return status;
  }
}

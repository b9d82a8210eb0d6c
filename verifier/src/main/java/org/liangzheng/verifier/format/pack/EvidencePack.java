package org.liangzheng.verifier.format.pack;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.liangzheng.verifier.crypto.RevocationList;
import org.liangzheng.verifier.crypto.Sha256Digest;

/**
 * What a verifier needs without asking anybody. See docs/formats/evidence-pack.md.
 *
 * @param version running number from 1
 * @param issuedAt whole seconds
 * @param expiresAt whole seconds, after {@code issuedAt}; the publisher's own age limit
 * @param previous SHA-256 of the previous pack's bytes; empty for the first, and after its loss
 * @param root pinned by its anchor
 * @param trust signed by the root
 * @param revocations of the listed certifiers
 * @param statuses of licences and seals; a publisher without them leaves both out
 * @param presentation for presentation codes; a publisher without them leaves it out
 */
public record EvidencePack(
    long version,
    Instant issuedAt,
    Instant expiresAt,
    Optional<Sha256Digest> previous,
    TrustRoot root,
    SignedTrustList trust,
    List<RevocationList> revocations,
    Optional<PackStatuses> statuses,
    Optional<PackPresentation> presentation) {
  public EvidencePack {
    revocations = List.copyOf(revocations);
    if (version < 1
        || !issuedAt.isBefore(expiresAt)
        || !whole(issuedAt)
        || !whole(expiresAt)
        || (version == 1 && previous.isPresent())) {
      throw new IllegalArgumentException("numbers, times or the chain of the pack are wrong");
    }
  }

  /** A pack without presentation keys. */
  public EvidencePack(
      long version,
      Instant issuedAt,
      Instant expiresAt,
      Optional<Sha256Digest> previous,
      TrustRoot root,
      SignedTrustList trust,
      List<RevocationList> revocations,
      Optional<PackStatuses> statuses) {
    this(
        version,
        issuedAt,
        expiresAt,
        previous,
        root,
        trust,
        revocations,
        statuses,
        Optional.empty());
  }

  /** The same pack with what codes take. */
  public EvidencePack with(PackPresentation added) {
    return new EvidencePack(
        version,
        issuedAt,
        expiresAt,
        previous,
        root,
        trust,
        revocations,
        statuses,
        Optional.of(added));
  }

  /** A pack without status lists. */
  public EvidencePack(
      long version,
      Instant issuedAt,
      Instant expiresAt,
      Optional<Sha256Digest> previous,
      TrustRoot root,
      SignedTrustList trust,
      List<RevocationList> revocations) {
    this(version, issuedAt, expiresAt, previous, root, trust, revocations, Optional.empty());
  }

  private static boolean whole(Instant instant) {
    return instant.equals(instant.truncatedTo(ChronoUnit.SECONDS));
  }
}

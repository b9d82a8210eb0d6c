package org.liangzheng.verifier.check;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.liangzheng.verifier.crypto.RevocationList;
import org.liangzheng.verifier.format.licence.LicenceId;
import org.liangzheng.verifier.format.pack.EvidencePack;
import org.liangzheng.verifier.format.pack.PackAge;
import org.liangzheng.verifier.format.pack.TrustList;

/**
 * All that a verification may rely on; nothing is fetched.
 *
 * @param trust who is trusted; empty when there is no evidence pack
 * @param register asked at most once, for a licence
 * @param age of the pack that trust and revocations come from; empty when they come from a live
 *     source
 */
public record Evidence(
    Optional<TrustList> trust,
    List<RevocationList> revocations,
    Function<LicenceId, RegisterAnswer> register,
    Optional<PackAge> age) {
  public Evidence {
    revocations = List.copyOf(revocations);
  }

  /** Evidence from live sources, which does not age. */
  public Evidence(
      Optional<TrustList> trust,
      List<RevocationList> revocations,
      Function<LicenceId, RegisterAnswer> register) {
    this(trust, revocations, register, Optional.empty());
  }

  /** No evidence at all: digests and signature values are still judged. */
  public static Evidence none() {
    return new Evidence(Optional.empty(), List.of(), _ -> new RegisterAnswer.NotAsked());
  }

  /**
   * The evidence of a pack, without a register.
   *
   * @param ageLimit past it, what depends on freshness is unknown
   */
  public static Evidence of(EvidencePack pack, Duration ageLimit) {
    return new Evidence(
        Optional.of(pack.trust().list()),
        pack.revocations(),
        _ -> new RegisterAnswer.NotAsked(),
        Optional.of(PackAge.of(pack, ageLimit)));
  }

  /** Whether it can still show that something did not happen, at an instant. */
  boolean freshAt(Instant instant) {
    return age.isEmpty() || !age.get().tooOldAt(instant);
  }
}

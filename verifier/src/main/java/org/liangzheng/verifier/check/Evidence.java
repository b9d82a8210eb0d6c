package org.liangzheng.verifier.check;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.liangzheng.verifier.crypto.RevocationList;
import org.liangzheng.verifier.format.licence.LicenceId;
import org.liangzheng.verifier.format.pack.TrustList;

/**
 * All that a verification may rely on; nothing is fetched.
 *
 * @param trust who is trusted; empty when there is no evidence pack
 * @param register asked at most once, for a licence
 */
public record Evidence(
    Optional<TrustList> trust,
    List<RevocationList> revocations,
    Function<LicenceId, RegisterAnswer> register) {
  public Evidence {
    revocations = List.copyOf(revocations);
  }

  /** No evidence at all: digests and signature values are still judged. */
  public static Evidence none() {
    return new Evidence(Optional.empty(), List.of(), _ -> new RegisterAnswer.NotAsked());
  }
}

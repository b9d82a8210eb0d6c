package org.liangzheng.verifier.check;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.liangzheng.verifier.crypto.RevocationList;
import org.liangzheng.verifier.format.licence.LicenceId;
import org.liangzheng.verifier.format.pack.EvidencePack;
import org.liangzheng.verifier.format.pack.PackAge;
import org.liangzheng.verifier.format.pack.PackPresentation;
import org.liangzheng.verifier.format.pack.PackStatuses;
import org.liangzheng.verifier.format.pack.TrustList;
import org.liangzheng.verifier.format.status.StatusBook;

/**
 * All that a verification may rely on; nothing is fetched. Keep one and use it for many files:
 * signatures on certificates, revocation lists and seals that were found right are remembered with
 * it (see {@link JudgedFacts}).
 */
public final class Evidence {
  private final Optional<TrustList> trust;
  private final List<RevocationList> revocations;
  private final Function<LicenceId, RegisterAnswer> register;
  private final IntFunction<SealStatus> seals;
  private final Optional<StatusBook> licences;
  private final Optional<PackAge> age;
  private final JudgedFacts facts;
  private final Optional<PackPresentation> presentation;

  private Evidence(
      Optional<TrustList> trust,
      List<RevocationList> revocations,
      Function<LicenceId, RegisterAnswer> register,
      IntFunction<SealStatus> seals,
      Optional<StatusBook> licences,
      Optional<PackAge> age,
      JudgedFacts facts,
      Optional<PackPresentation> presentation) {
    this.trust = trust;
    this.revocations = List.copyOf(revocations);
    this.register = register;
    this.seals = seals;
    this.licences = licences;
    this.age = age;
    this.facts = facts;
    this.presentation = presentation;
  }

  /**
   * Evidence from somewhere.
   *
   * @param trust who is trusted; empty when there is no evidence pack
   * @param register asked at most once, for a licence
   * @param age of the pack that trust and revocations come from; empty when they come from a live
   *     source
   */
  public Evidence(
      Optional<TrustList> trust,
      List<RevocationList> revocations,
      Function<LicenceId, RegisterAnswer> register,
      Optional<PackAge> age) {
    this(
        trust,
        revocations,
        register,
        _ -> new SealStatus.NotKnown(),
        Optional.empty(),
        age,
        new JudgedFacts(trust, revocations),
        Optional.empty());
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
    Optional<TrustList> trust = Optional.of(pack.trust().list());
    return new Evidence(
        trust,
        pack.revocations(),
        _ -> new RegisterAnswer.NotAsked(),
        index -> SealStatus.of(pack.statuses(), index),
        pack.statuses().map(PackStatuses::licences),
        Optional.of(PackAge.of(pack, ageLimit)),
        new JudgedFacts(trust, pack.revocations()),
        pack.presentation());
  }

  /** The same with another register; what was judged stays judged. */
  public Evidence withRegister(Function<LicenceId, RegisterAnswer> other) {
    return new Evidence(trust, revocations, other, seals, licences, age, facts, presentation);
  }

  /**
   * The same with a status list of seals; what was judged stays judged.
   *
   * @param other asked with the seal's status index
   */
  public Evidence withSealStatus(IntFunction<SealStatus> other) {
    return new Evidence(trust, revocations, register, other, licences, age, facts, presentation);
  }

  /** The same with other keys of presentation codes; what was judged stays judged. */
  public Evidence withPresentation(PackPresentation other) {
    return new Evidence(
        trust, revocations, register, seals, licences, age, facts, Optional.of(other));
  }

  /** What checking presentation codes takes; empty if it has none. */
  public Optional<PackPresentation> presentation() {
    return presentation;
  }

  /** Who is trusted; empty when there is no evidence pack. */
  public Optional<TrustList> trust() {
    return trust;
  }

  public List<RevocationList> revocations() {
    return revocations;
  }

  public Function<LicenceId, RegisterAnswer> register() {
    return register;
  }

  /** Age of the pack that it comes from; empty for live sources. */
  public Optional<PackAge> age() {
    return age;
  }

  IntFunction<SealStatus> seals() {
    return seals;
  }

  /** The status list of licences; empty if there is none. */
  Optional<StatusBook> licences() {
    return licences;
  }

  JudgedFacts facts() {
    return facts;
  }

  /** Whether it can still show that something did not happen, at an instant. */
  boolean freshAt(Instant instant) {
    return age.isEmpty() || !age.get().tooOldAt(instant);
  }
}

package org.liangzheng.api.trust;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.web.Forgetting;
import org.liangzheng.api.web.Problem;
import org.liangzheng.verifier.check.Evidence;
import org.liangzheng.verifier.check.RegisterAnswer;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.Sha256Digest;
import org.liangzheng.verifier.format.licence.LicenceId;
import org.liangzheng.verifier.format.pack.EvidencePack;
import org.liangzheng.verifier.format.pack.PackMark;
import org.liangzheng.verifier.format.pack.PackReader;
import org.liangzheng.verifier.format.pack.PackRefusedException;
import org.springframework.stereotype.Service;

/**
 * Who is trusted, from the newest published pack. The service reads its own packs as strictly as
 * any verifier does, so what it trusts is what it publishes.
 */
@Service
public class TrustDirectory {
  /** How long a node works on before it looks for a newer pack of another node. */
  private static final Duration LOOK = Duration.ofSeconds(2);

  private final PackStore store;
  private final TrustAnchor anchor;
  private final TrustSettings settings;
  private final Clock clock;
  private volatile @Nullable Known known;

  TrustDirectory(PackStore store, TrustAnchor anchor, TrustSettings settings, Clock clock) {
    this.store = store;
    this.anchor = anchor;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * The newest pack known.
   *
   * @param evidence of that pack, kept with it: what it judged once stays judged
   */
  private record Known(PublishedPack published, Evidence evidence, Instant lookedAt) {
    long version() {
      return published.pack().version();
    }
  }

  /** Evidence for a file alone. */
  public Evidence evidence() {
    return evidence(_ -> new RegisterAnswer.NotAsked());
  }

  /** Evidence with a register to ask. */
  public Evidence evidence(Function<LicenceId, RegisterAnswer> register) {
    return newestKnown()
        .orElseThrow(() -> new Problem(TrustProblem.EVIDENCE_MISSING))
        .evidence()
        .withRegister(register);
  }

  /**
   * The newest pack.
   *
   * @throws Problem {@code evidence-missing} or {@code evidence-refused}
   */
  public PublishedPack newest() {
    return find().orElseThrow(() -> new Problem(TrustProblem.EVIDENCE_MISSING));
  }

  /**
   * The newest pack, if any was published.
   *
   * @throws Problem {@code evidence-refused}
   */
  public Optional<PublishedPack> find() {
    return newestKnown().map(Known::published);
  }

  private Optional<Known> newestKnown() {
    Known now = known;
    if (now != null && clock.instant().isBefore(now.lookedAt().plus(LOOK))) {
      return Optional.of(now);
    }
    return look();
  }

  /**
   * The newest pack of all nodes.
   *
   * @throws Problem {@code evidence-missing} or {@code evidence-refused}
   */
  PublishedPack latest() {
    return look().orElseThrow(() -> new Problem(TrustProblem.EVIDENCE_MISSING)).published();
  }

  /** Takes in a pack made here, so that it is used at once. */
  public void publish(byte[] bytes) {
    PublishedPack published = read(bytes);
    var _ = store.insert(published.pack(), bytes, null);
    Forgetting.run(this::forget);
  }

  /** The same, with the status lists it is at least as new as; false if another node was first. */
  boolean offer(byte[] bytes, PackRow mark) {
    // Not held against what is known: another node may have taken the number by now.
    PublishedPack published = read(bytes, null);
    boolean first = store.insert(published.pack(), bytes, mark);
    Forgetting.run(this::forget);
    return first;
  }

  /** Another node may have won the version; what is stored counts. */
  private synchronized void forget() {
    Known last = known;
    if (last != null) {
      // The mark stays: going back is refused also now.
      known = new Known(last.published(), last.evidence(), Instant.EPOCH);
    }
  }

  /** Not under a lock: whoever waits for it may have a connection, and this waits for one. */
  private Optional<Known> look() {
    Instant now = clock.instant();
    Known last = known;
    Optional<Long> version = store.newestVersion();
    if (version.isEmpty()) {
      return Optional.empty();
    }
    if (last != null && last.published().pack().version() == version.get()) {
      return Optional.of(keep(new Known(last.published(), last.evidence(), now)));
    }
    // Held against what was known before: another look may have found a still newer one since.
    PublishedPack published = read(store.bytes(version.get()), last);
    return Optional.of(
        keep(new Known(published, Evidence.of(published.pack(), settings.ageLimit()), now)));
  }

  /** Of several looks the newest pack counts, and of several at one pack what is judged by it. */
  private synchronized Known keep(Known found) {
    Known last = known;
    if (last != null && last.version() > found.version()) {
      return last;
    }
    Known kept =
        last != null && last.version() == found.version()
            ? new Known(last.published(), last.evidence(), found.lookedAt())
            : found;
    known = kept;
    return kept;
  }

  private PublishedPack read(byte[] bytes) {
    return read(bytes, known);
  }

  private PublishedPack read(byte[] bytes, @Nullable Known last) {
    Sha256Digest root = anchor.find().orElseThrow(() -> new Problem(TrustProblem.EVIDENCE_MISSING));
    try {
      EvidencePack pack =
          PackReader.read(
              bytes,
              root,
              last == null
                  ? Optional.empty()
                  : Optional.of(
                      PackMark.of(last.published().pack(), last.published().bytes().toByteArray())),
              clock.instant());
      return new PublishedPack(pack, ByteString.of(bytes), Sha256Digest.of(bytes));
    } catch (PackRefusedException refused) {
      throw new Problem(TrustProblem.EVIDENCE_REFUSED).causedBy(refused);
    }
  }
}

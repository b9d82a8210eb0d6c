package org.liangzheng.api.trust;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.liangzheng.api.custody.SignatureAct;
import org.liangzheng.signer.pack.PreparedPack;
import org.liangzheng.signer.status.PreparedStatusList;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.RevocationList;
import org.liangzheng.verifier.format.pack.EvidencePack;
import org.liangzheng.verifier.format.pack.PackPresentation;
import org.liangzheng.verifier.format.pack.PackStatuses;
import org.liangzheng.verifier.format.pack.SignedTrustList;
import org.liangzheng.verifier.format.status.StatusListToken;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes the next status lists and evidence packs: the trust list as it was last signed, revocation
 * lists as they were last known, and the status of licences and seals as it is. Safe on several
 * nodes at once: a version is taken by its row, and who comes second builds on it.
 */
@Service
public class Publication {
  /** How long readers may use a list before they ask again. */
  static final Duration TIME_TO_LIVE = Duration.ofSeconds(10);

  /** A list without a change is signed anew after so long. */
  private static final Duration LIST_RENEWAL = Duration.ofHours(1);

  private static final Duration PACK_LIFE = Duration.ofDays(1);
  private static final int ATTEMPTS = 8;

  private final TrustDirectory directory;
  private final PackStore packs;
  private final StatusRows rows;
  private final StatusListStore store;
  private final StatusLists lists;
  private final PackKeys keys;
  private final TrustSettings settings;
  private final TransactionTemplate snapshot;
  private final TransactionTemplate writing;
  private final Clock clock;
  private final ObjectProvider<PackContribution> contribution;

  Publication(
      TrustDirectory directory,
      PackStore packs,
      StatusRows rows,
      StatusListStore store,
      StatusLists lists,
      PackKeys keys,
      TrustSettings settings,
      PlatformTransactionManager transactions,
      Clock clock,
      ObjectProvider<PackContribution> contribution) {
    this.contribution = contribution;
    this.directory = directory;
    this.packs = packs;
    this.rows = rows;
    this.store = store;
    this.lists = lists;
    this.keys = keys;
    this.settings = settings;
    this.snapshot = new TransactionTemplate(transactions);
    this.snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    this.snapshot.setReadOnly(true);
    this.writing = new TransactionTemplate(transactions);
    this.clock = clock;
  }

  /**
   * Publishes the next pack with fresh revocation lists, at once.
   *
   * @throws org.liangzheng.api.web.Problem of {@link TrustProblem} or of custody
   */
  public void renew(List<RevocationList> revocations) {
    publish(Optional.of(revocations), Optional.empty(), () -> {});
  }

  /**
   * Publishes the next pack with the next trust list, at once.
   *
   * @param record what is written in the same transaction: both are there or neither
   */
  void adopt(SignedTrustList next, Runnable record) {
    publish(Optional.empty(), Optional.of(next), record);
  }

  /** Whether there is something to sign; cheap. */
  boolean isDue() {
    Optional<PackRow> pack = packs.newestMark();
    if (pack.isEmpty()) {
      return false;
    }
    for (StatusKind kind : StatusKind.values()) {
      if (isListDue(kind)) {
        return true;
      }
    }
    return isPackDue(pack.get()) || isContributionDue();
  }

  /** What changes there is published at once: a key is not used before it stands in a pack. */
  private boolean isContributionDue() {
    PackContribution contributed = contribution.getIfAvailable();
    Optional<PublishedPack> newest = directory.find();
    if (contributed == null || newest.isEmpty()) {
      return false;
    }
    EvidencePack pack = newest.get().pack();
    Optional<PackPresentation> presentation = contributed.presentation();
    return (presentation.isPresent() && !presentation.equals(pack.presentation()))
        || !pack.revocations().equals(revocations(pack.revocations()));
  }

  /**
   * Others' lists as they are, and those of the contribution's certifier in place of older ones.
   */
  private List<RevocationList> revocations(List<RevocationList> others) {
    PackContribution contributed = contribution.getIfAvailable();
    List<RevocationList> own = contributed == null ? List.of() : contributed.revocations();
    if (own.isEmpty()) {
      return others;
    }
    Set<ByteString> replaced =
        own.stream().map(RevocationList::issuer).collect(Collectors.toUnmodifiableSet());
    return Stream.concat(
            others.stream().filter(list -> !replaced.contains(list.issuer())), own.stream())
        .toList();
  }

  /** Signs what is due. */
  void run() {
    for (StatusKind kind : StatusKind.values()) {
      if (isListDue(kind)) {
        sign(kind);
      }
    }
    Optional<PackRow> pack = packs.newestMark();
    if (pack.isPresent() && (isPackDue(pack.get()) || isContributionDue())) {
      publish(Optional.empty(), Optional.empty(), () -> {});
    }
  }

  private boolean isListDue(StatusKind kind) {
    Optional<ListMark> newest = store.newest(kind);
    return newest.isEmpty()
        || !newest.get().subject().equals(lists.subject(kind))
        || !clock.instant().isBefore(newest.get().issuedAt().plus(LIST_RENEWAL))
        || rows.hasChanges(kind);
  }

  private boolean isPackDue(PackRow pack) {
    boolean hasLists = pack.licencesList() > 0 && pack.sealsList() > 0;
    return (!hasLists || !clock.instant().isBefore(pack.issuedAt().plus(settings.packPause())))
        && (behind(pack.licencesList(), StatusKind.LICENCE)
            || behind(pack.sealsList(), StatusKind.SEAL));
  }

  private boolean behind(long contained, StatusKind kind) {
    return contained < store.newest(kind).map(ListMark::version).orElse(1L);
  }

  /** A repeat by another node in between only means that its list stands. */
  private void sign(StatusKind kind) {
    StatusSnapshot now = snapshot(kind);
    Instant at = notBefore(store.newest(kind).map(ListMark::issuedAt));
    PackKeys.Entitled key = keys.entitled(directory.latest().pack().trust().list(), at);
    StatusListToken token =
        new StatusListToken(
            lists.subject(kind), at, at.plus(settings.ageLimit()), TIME_TO_LIVE, now.book().list());
    PreparedStatusList prepared = PreparedStatusList.of(token, key.publicKey());
    long version = now.list() + 1;
    byte[] bytes =
        prepared.finish(
            keys.sign(
                key,
                SignatureAct.SIGN_STATUS_LIST,
                "status-list-" + kind.name().toLowerCase(Locale.ROOT) + "-" + version,
                prepared.digest()));
    writing.executeWithoutResult(_ -> {
      var _ = store.insert(kind, version, token, bytes, now.changes());
    });
  }

  private StatusSnapshot snapshot(StatusKind kind) {
    return snapshot.execute(_ -> rows.snapshot(kind));
  }

  private record Both(StatusSnapshot licences, StatusSnapshot seals) {}

  private void publish(
      Optional<List<RevocationList>> fresh, Optional<SignedTrustList> adopted, Runnable beside) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      PublishedPack published = directory.latest();
      EvidencePack last = published.pack();
      Both now =
          snapshot.execute(
              _ -> new Both(rows.snapshot(StatusKind.LICENCE), rows.snapshot(StatusKind.SEAL)));
      Instant at = notBefore(Optional.of(last.issuedAt()));
      SignedTrustList trust = adopted.orElse(last.trust());
      PackKeys.Entitled key = keys.entitled(trust.list(), at);
      EvidencePack next =
          new EvidencePack(
              last.version() + 1,
              at,
              at.plus(PACK_LIFE),
              Optional.of(published.digest()),
              last.root(),
              trust,
              revocations(fresh.orElse(last.revocations())),
              Optional.of(new PackStatuses(now.licences().book(), now.seals().book())));
      PreparedPack prepared = PreparedPack.of(complete(next, last), key.publicKey());
      byte[] bytes =
          prepared.finish(
              keys.sign(key, SignatureAct.SIGN_PACK, "pack-" + next.version(), prepared.digest()));
      PackRow mark = new PackRow(next.version(), at, now.licences().list(), now.seals().list());
      if (offer(bytes, mark, beside)) {
        packs.prune(next.version());
        return;
      }
    }
    throw new IllegalStateException("other nodes published every pack before this one");
  }

  private boolean offer(byte[] bytes, PackRow mark, Runnable beside) {
    return Boolean.TRUE.equals(
        writing.execute(_ -> {
          boolean first = directory.offer(bytes, mark);
          if (first) {
            beside.run();
          }
          return first;
        }));
  }

  /** What codes take goes on from pack to pack, also while nobody contributes it. */
  private EvidencePack complete(EvidencePack next, EvidencePack last) {
    PackContribution contributed = contribution.getIfAvailable();
    Optional<PackPresentation> fresh =
        contributed == null ? Optional.empty() : contributed.presentation();
    return fresh.or(last::presentation).map(next::with).orElse(next);
  }

  /** Times of what is published never go back, though the clocks of nodes differ. */
  private Instant notBefore(Optional<Instant> last) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    return last.isPresent() && last.get().isAfter(now) ? last.get() : now;
  }
}

package org.liangzheng.api.trust;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.identity.PublicAddress;
import org.liangzheng.api.web.Problem;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.Sha256Digest;
import org.liangzheng.verifier.format.pack.ServiceKey;
import org.liangzheng.verifier.format.pack.TrustList;
import org.liangzheng.verifier.format.status.StatusListReader;
import org.liangzheng.verifier.format.status.StatusListRefusedException;
import org.liangzheng.verifier.format.status.StatusListToken;
import org.springframework.stereotype.Service;

/** The newest signed lists, read as strictly as any verifier reads them before they are served. */
@Service
class StatusLists {
  static final String PATH = "/v1/trust/status-lists";

  /** How long a node serves a list before it looks for a newer one of another node. */
  private static final Duration LOOK = Duration.ofMillis(500);

  private final StatusListStore store;
  private final TrustDirectory directory;
  private final PublicAddress address;
  private final Clock clock;
  private final Map<StatusKind, Known> known = new ConcurrentHashMap<>();

  StatusLists(StatusListStore store, TrustDirectory directory, PublicAddress address, Clock clock) {
    this.store = store;
    this.directory = directory;
    this.address = address;
    this.clock = clock;
  }

  private record Known(PublishedList list, Instant lookedAt) {}

  /** The address of a list: what it calls itself. */
  String subject(StatusKind kind) {
    return address.value() + PATH + "/" + kind.name().toLowerCase(Locale.ROOT) + "s";
  }

  /**
   * The newest list.
   *
   * @throws Problem {@code status-list-missing} or {@code status-list-refused}
   */
  PublishedList newest(StatusKind kind) {
    Instant now = clock.instant();
    @Nullable Known last = known.get(kind);
    if (last == null || !now.isBefore(last.lookedAt().plus(LOOK))) {
      // Not under a lock: whoever waits for it may have a connection, and this waits for one.
      ListMark mark =
          store.newest(kind).orElseThrow(() -> new Problem(TrustProblem.STATUS_LIST_MISSING));
      PublishedList list =
          last != null && last.list().version() == mark.version()
              ? last.list()
              : read(kind, mark.version(), now);
      last =
          known.merge(
              kind,
              new Known(list, now),
              (one, other) -> one.list().version() > other.list().version() ? one : other);
    }
    if (!now.isBefore(last.list().expiresAt())) {
      throw new Problem(TrustProblem.STATUS_LIST_MISSING);
    }
    return last.list();
  }

  private PublishedList read(StatusKind kind, long version, Instant now) {
    byte[] bytes = store.bytes(kind, version);
    TrustList trust = directory.newest().pack().trust().list();
    try {
      StatusListToken token =
          StatusListReader.read(
              bytes, subject(kind), (id, at) -> trust.packKey(id, at).map(ServiceKey::key), now);
      return new PublishedList(
          version, token.expiresAt(), ByteString.of(bytes), Sha256Digest.of(bytes));
    } catch (StatusListRefusedException refused) {
      throw new Problem(TrustProblem.STATUS_LIST_REFUSED).causedBy(refused);
    }
  }
}

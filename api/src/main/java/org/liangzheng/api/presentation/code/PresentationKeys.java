package org.liangzheng.api.presentation.code;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.audit.AuditFact;
import org.liangzheng.api.audit.AuditLog;
import org.liangzheng.api.custody.KeyRef;
import org.liangzheng.api.custody.WrappedKeys;
import org.liangzheng.api.trust.PackContribution;
import org.liangzheng.api.trust.TrustDirectory;
import org.liangzheng.api.web.Ids;
import org.liangzheng.api.web.Problem;
import org.liangzheng.signer.DigestSigner;
import org.liangzheng.verifier.crypto.Certificate;
import org.liangzheng.verifier.crypto.RevocationList;
import org.liangzheng.verifier.format.code.PresentationCertificate;
import org.liangzheng.verifier.format.pack.PackPresentation;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * The keys that sign offline codes. Each lives 48 hours: it stands in the pack for a day, then
 * signs for a day. Where none can sign (the first one, or after all others were revoked) the next
 * signs as soon as a pack lists it.
 */
@Service
public class PresentationKeys implements PackContribution {
  /** From making to the end of the certificate. */
  public static final Duration LIFE = Duration.ofDays(2);

  /** In the pack before it signs. */
  static final Duration AHEAD = Duration.ofDays(1);

  /** The next one is made so long before the last one signs: there is always one that can. */
  private static final Duration OVERLAP = Duration.ofHours(1);

  /** The certificate begins so long before: no clock is too slow for it. */
  private static final Duration SLOW = Duration.ofMinutes(5);

  private static final Duration LOOK = Duration.ofSeconds(1);

  private static final String ACTOR = "presentation-keys";

  private final KeyRows rows;
  private final Instances instances;
  private final PresentationCertifier certifier;
  private final WrappedKeys wrapped;
  private final TrustDirectory trust;
  private final AuditLog audit;
  private final TransactionTemplate transactions;
  private final Ids ids;
  private final JsonMapper json;
  private final Clock clock;
  private final Map<UUID, DigestSigner> opened = new ConcurrentHashMap<>();
  private volatile @Nullable Known known;

  PresentationKeys(
      KeyRows rows,
      Instances instances,
      PresentationCertifier certifier,
      WrappedKeys wrapped,
      TrustDirectory trust,
      AuditLog audit,
      TransactionTemplate transactions,
      Ids ids,
      JsonMapper json,
      Clock clock) {
    this.rows = rows;
    this.instances = instances;
    this.certifier = certifier;
    this.wrapped = wrapped;
    this.trust = trust;
    this.audit = audit;
    this.transactions = transactions;
    this.ids = ids;
    this.json = json;
    this.clock = clock;
  }

  private record Known(
      List<KeyRows.Row> keys, Optional<RevocationList> revocations, Instant lookedAt) {}

  /** A key to sign with now. */
  record Current(Certificate certificate, DigestSigner signer) {}

  /** Takes a certifier into use whose certificate is kept beside its key. */
  public void certifyBy(KeyRef key) {
    rows.setCertifier(key, clock.instant());
  }

  /**
   * The key of now: the last in use that the published pack lists and nobody revoked.
   *
   * @param life of the code; the certificate outlasts it
   * @throws Problem PRESENTATION_KEY_MISSING
   */
  Current current(Duration life) {
    Instant now = clock.instant();
    List<Certificate> listed =
        trust.newest().pack().presentation().map(PackPresentation::keys).orElse(List.of());
    for (KeyRows.Row key : look().keys()) {
      if (key.revokedAt().isEmpty()
          && !key.useFrom().isAfter(now)
          && key.certificate().notAfter().isAfter(now.plus(life))
          && listed.contains(key.certificate())) {
        return new Current(key.certificate(), signer(key));
      }
    }
    throw new Problem(CodeProblem.PRESENTATION_KEY_MISSING).withHeader("Retry-After", "5");
  }

  private DigestSigner signer(KeyRows.Row key) {
    return opened.computeIfAbsent(
        key.id(),
        _ -> wrapped.open(key.certificate().publicKey(), key.wrapped(), key.wrappingKey()));
  }

  private Known look() {
    Instant now = clock.instant();
    Known last = known;
    if (last != null && now.isBefore(last.lookedAt().plus(LOOK))) {
      return last;
    }
    Known found = new Known(rows.valid(now), rows.revocations(), now);
    opened.keySet().retainAll(found.keys().stream().map(KeyRows.Row::id).toList());
    known = found;
    return found;
  }

  @Override
  public Optional<PackPresentation> presentation() {
    List<Certificate> keys = look().keys().stream().map(KeyRows.Row::certificate).toList();
    return keys.isEmpty()
        ? Optional.empty()
        : Optional.of(new PackPresentation(instances.own(), keys, List.of()));
  }

  @Override
  public List<RevocationList> revocations() {
    return look().revocations().stream().toList();
  }

  /** Makes the next key when the last one is in use, and fresh revocation lists. */
  void rotate() {
    Optional<PresentationCertifier.Active> active = certifier.active();
    if (active.isEmpty()) {
      return;
    }
    PresentationCertifier.Active by = active.get();
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    List<KeyRows.Row> good =
        rows.valid(now).stream().filter(key -> key.revokedAt().isEmpty()).toList();
    boolean signs = good.stream().anyMatch(key -> !key.useFrom().isAfter(now));
    if (!signs) {
      make(by, now, now);
    }
    if (good.stream().noneMatch(key -> key.useFrom().isAfter(now.plus(OVERLAP)))) {
      make(by, now, now.plus(AHEAD));
    }
    certifier.renewRevocations(by, now);
    rows.forget(now.minus(LIFE));
    known = null;
  }

  private void make(PresentationCertifier.Active by, Instant now, Instant useFrom) {
    WrappedKeys.Made made = wrapped.make(by.certificate().publicKey().suite());
    Instant from = now.minus(SLOW);
    Certificate certificate = certifier.certify(by, made.publicKey(), from, from.plus(LIFE));
    UUID id = ids.next();
    transactions.executeWithoutResult(_ -> {
      rows.insert(
          new KeyRows.Row(
              id, certificate, made.wrapped(), made.wrappingKey(), useFrom, Optional.empty()),
          now);
      record("PRESENTATION_KEY_MADE", id, ACTOR);
    });
  }

  /**
   * Revokes a key: nothing is signed by it from now on, and as soon as the pack says so no verifier
   * takes what it signed.
   *
   * @return whether it was not revoked before
   */
  public boolean revoke(UUID id, String actor) {
    Instant now = clock.instant();
    boolean first =
        Boolean.TRUE.equals(
            transactions.execute(_ -> {
              boolean revoked = rows.revoke(id, now);
              if (revoked) {
                record("PRESENTATION_KEY_REVOKED", id, actor);
              }
              return revoked;
            }));
    known = null;
    rotate();
    return first;
  }

  /** Ids of the keys whose certificate has not ended, the last to be used first. */
  public List<UUID> listed() {
    return all().stream().map(Listed::id).toList();
  }

  /** A key as operators see it; {@code name} as codes name it, hexadecimal. */
  record Listed(
      UUID id, String name, Instant useFrom, Instant validUntil, Optional<Instant> revokedAt) {}

  /** Those whose certificate has not ended, the last to be used first. */
  List<Listed> all() {
    return rows.valid(clock.instant()).stream()
        .map(key ->
            new Listed(
                key.id(),
                PresentationCertificate.name(key.certificate()).toHex(),
                key.useFrom(),
                key.certificate().notAfter(),
                key.revokedAt()))
        .toList();
  }

  private void record(String act, UUID key, String actor) {
    audit.record(new AuditFact(act, key, null, actor, json.createObjectNode()));
  }
}

package org.liangzheng.api.presentation.code;

import java.security.SecureRandom;
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
import org.liangzheng.api.custody.Custody;
import org.liangzheng.api.custody.KeyRef;
import org.liangzheng.api.custody.SignatureAct;
import org.liangzheng.api.custody.SignatureOrder;
import org.liangzheng.api.custody.WrappedKeys;
import org.liangzheng.api.trust.PackContribution;
import org.liangzheng.api.trust.TrustDirectory;
import org.liangzheng.api.web.Ids;
import org.liangzheng.api.web.Problem;
import org.liangzheng.signer.DigestSigner;
import org.liangzheng.signer.certificate.CertificateSubject;
import org.liangzheng.signer.certificate.Certifier;
import org.liangzheng.verifier.crypto.Certificate;
import org.liangzheng.verifier.crypto.RevocationList;
import org.liangzheng.verifier.crypto.SignatureValue;
import org.liangzheng.verifier.crypto.SigningDigest;
import org.liangzheng.verifier.crypto.VerificationKey;
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
  private static final Duration LIST_LIFE = Duration.ofDays(7);
  private static final String ACTOR = "presentation-keys";

  private final KeyRows rows;
  private final Instances instances;
  private final Custody custody;
  private final WrappedKeys wrapped;
  private final TrustDirectory trust;
  private final PresentationSettings settings;
  private final AuditLog audit;
  private final TransactionTemplate transactions;
  private final Ids ids;
  private final JsonMapper json;
  private final SecureRandom random;
  private final Clock clock;
  private final Map<UUID, DigestSigner> opened = new ConcurrentHashMap<>();
  private volatile @Nullable Known known;

  PresentationKeys(
      KeyRows rows,
      Instances instances,
      Custody custody,
      WrappedKeys wrapped,
      TrustDirectory trust,
      PresentationSettings settings,
      AuditLog audit,
      TransactionTemplate transactions,
      Ids ids,
      JsonMapper json,
      SecureRandom random,
      Clock clock) {
    this.rows = rows;
    this.instances = instances;
    this.custody = custody;
    this.wrapped = wrapped;
    this.trust = trust;
    this.settings = settings;
    this.audit = audit;
    this.transactions = transactions;
    this.ids = ids;
    this.json = json;
    this.random = random;
    this.clock = clock;
  }

  private record Known(
      List<KeyRows.Row> keys, Optional<RevocationList> revocations, Instant lookedAt) {}

  /** A key to sign with now. */
  record Current(Certificate certificate, DigestSigner signer) {}

  /** Takes a certifier into use whose certificate is kept beside its key. */
  public void certifyBy(KeyRef certifier) {
    rows.setCertifier(certifier, clock.instant());
  }

  private Optional<KeyRef> certifier() {
    return settings.ca().isBlank() ? rows.certifier() : Optional.of(new KeyRef(settings.ca()));
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
    Optional<KeyRef> certifier = certifier();
    Optional<Certificate> certificate = certifier.flatMap(custody::certificate);
    if (certificate.isEmpty()) {
      return;
    }
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    List<KeyRows.Row> good =
        rows.valid(now).stream().filter(key -> key.revokedAt().isEmpty()).toList();
    boolean signs = good.stream().anyMatch(key -> !key.useFrom().isAfter(now));
    if (!signs) {
      make(certifier.orElseThrow(), certificate.get(), now, now);
    }
    if (good.stream().noneMatch(key -> key.useFrom().isAfter(now.plus(OVERLAP)))) {
      make(certifier.orElseThrow(), certificate.get(), now, now.plus(AHEAD));
    }
    renewRevocations(certifier.orElseThrow(), certificate.get(), now);
    rows.forget(now.minus(LIFE));
    known = null;
  }

  private void make(KeyRef certifier, Certificate by, Instant now, Instant useFrom) {
    WrappedKeys.Made made = wrapped.make(by.publicKey().suite());
    Certificate certificate =
        Certifier.of(signer(certifier, SignatureAct.ISSUE_CERTIFICATE), by, random)
            .issuePresentation(
                new CertificateSubject("亮证码签发 Presentation", "亮证 Liangzheng", Optional.empty()),
                made.publicKey(),
                now.minus(SLOW),
                now.minus(SLOW).plus(LIFE),
                settings.offlineLife());
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

  /** A new list when a key was revoked that it does not have, or half its time is over. */
  private void renewRevocations(KeyRef certifier, Certificate by, Instant now) {
    List<KeyRows.Row> revoked =
        rows.valid(now).stream().filter(key -> key.revokedAt().isPresent()).toList();
    Optional<RevocationList> last = rows.revocations();
    boolean complete =
        revoked.stream()
            .allMatch(key ->
                last.flatMap(list -> list.find(key.certificate().serialNumber())).isPresent());
    boolean fresh =
        last.map(list -> list.thisUpdate().plus(LIST_LIFE.dividedBy(2)).isAfter(now)).orElse(true);
    if (complete && fresh) {
      return;
    }
    long number = now.toEpochMilli();
    rows.insert(
        number,
        Certifier.of(signer(certifier, SignatureAct.ISSUE_REVOCATION_LIST), by, random)
            .revocationList(
                number,
                now,
                now.plus(LIST_LIFE),
                revoked.stream()
                    .map(key ->
                        new Certifier.Revoked(
                            key.certificate().serialNumber(),
                            key.revokedAt().orElseThrow().truncatedTo(ChronoUnit.SECONDS),
                            true))
                    .toList()));
  }

  private DigestSigner signer(KeyRef key, SignatureAct act) {
    VerificationKey publicKey = custody.publicKey(key);
    return new DigestSigner() {
      @Override
      public VerificationKey publicKey() {
        return publicKey;
      }

      @Override
      public SignatureValue sign(SigningDigest digest) {
        return custody.sign(new SignatureOrder(key, act, ACTOR, "presentation-key", digest, null));
      }
    };
  }
}

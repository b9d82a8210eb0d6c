package org.liangzheng.api.identity;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.liangzheng.verifier.format.licence.OrganizationId;

/**
 * A machine that may ask for tokens.
 *
 * @param keys up to 4, any of which signs its assertions: room to change from one to the next
 * @param certificates RFC 8705 thumbprints of its certificates, up to 4, whoever made them
 * @param standing of a verifier point; null: it is a machine
 * @param certificateSubject the subject of its certificate by a trusted authority, canonical
 */
record Client(
    String id,
    String name,
    OrganizationId authority,
    List<PublicJwk> keys,
    List<String> certificates,
    @Nullable String certificateSubject,
    Set<Scope> scopes,
    @Nullable Instant disabledAt,
    EnrolledPoints.@Nullable Standing standing) {

  /** A verifier point: its tokens are bound to its key (RFC 9449). */
  static Client of(EnrolledPoints.Point point, Instant now) {
    return new Client(
        point.id().toString(),
        "verifier point",
        point.authority(),
        List.of(point.key()),
        List.of(),
        null,
        Set.of(Scope.PRESENTATION_VERIFY),
        point.standing() == EnrolledPoints.Standing.ACTIVE ? null : now,
        point.standing());
  }

  Client {
    keys = List.copyOf(keys);
    certificates = List.copyOf(certificates);
    scopes = Set.copyOf(scopes);
  }

  /** Whether it is a verifier point and no machine. */
  boolean point() {
    return standing != null;
  }

  boolean enabled() {
    return disabledAt == null;
  }

  /** The keys to check an assertion with. */
  List<PublicJwk> keysFor(Optional<String> kid) {
    List<PublicJwk> named =
        keys.stream().filter(key -> kid.isPresent() && key.thumbprint().equals(kid.get())).toList();
    // A client may name its keys in its own way; the signature decides.
    return named.isEmpty() ? keys : named;
  }
}

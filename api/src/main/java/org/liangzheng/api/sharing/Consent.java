package org.liangzheng.api.sharing;

import java.time.Instant;
import java.util.Collection;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One request for consent: of one party, for one case, however many departments ask.
 *
 * @param decidedBy account of the party itself, or of one with its mandate
 * @param standing the standing consent that it rests on
 */
record Consent(
    UUID id,
    UUID caseId,
    UUID party,
    State state,
    @Nullable Means means,
    @Nullable UUID decidedBy,
    @Nullable Instant decidedAt,
    @Nullable UUID standing,
    Instant askedAt) {
  enum State {
    PENDING,
    GRANTED,
    REFUSED,
    WITHDRAWN,
    /** Its case is closed. */
    ENDED
  }

  /** How it was given. */
  enum Means {
    PAGE,
    /** By a code at the counter. */
    CODE,
    /** Beforehand. */
    STANDING
  }

  /** Parties that agreed. */
  static Set<UUID> granted(Collection<Consent> consents) {
    return consents.stream()
        .filter(Consent::granted)
        .map(Consent::party)
        .collect(Collectors.toUnmodifiableSet());
  }

  boolean granted() {
    return state == State.GRANTED;
  }
}

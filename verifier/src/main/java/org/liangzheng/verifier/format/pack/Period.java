package org.liangzheng.verifier.format.pack;

import java.time.Instant;
import java.util.Optional;

/**
 * When an entry of the trust list holds.
 *
 * @param from first instant
 * @param until first instant after; empty means without end
 */
public record Period(Instant from, Optional<Instant> until) {
  public Period {
    if (until.isPresent() && !from.isBefore(until.get())) {
      throw new IllegalArgumentException("a period ends after it begins");
    }
  }

  public boolean contains(Instant instant) {
    return !instant.isBefore(from) && (until.isEmpty() || instant.isBefore(until.get()));
  }
}

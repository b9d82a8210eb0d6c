package org.liangzheng.api.seal.office;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * One step of a seal's life.
 *
 * @param from state before; empty for the first step
 * @param actor account of who did it
 * @param authorisedBy the right it was done by
 * @param proposal that two people approved
 */
record SealStep(
    UUID id,
    UUID seal,
    SealAct act,
    int version,
    String from,
    String to,
    String actor,
    String authorisedBy,
    Optional<UUID> proposal,
    Optional<String> reason,
    Instant at) {
  @Override
  public String toString() {
    return "SealStep[" + id + ", " + act + "]";
  }
}

package org.liangzheng.api.web.idempotency;

import java.time.Instant;
import java.util.UUID;

/**
 * An act that is written down and may now be done.
 *
 * <p>The same for every attempt except for the attempt's number.
 */
public final class Intent {

  private final UUID id;
  private final Instant time;
  private final byte[] allotted;
  private final int attempt;

  public Intent(UUID id, Instant time, byte[] allotted, int attempt) {
    this.id = id;
    this.time = time;
    this.allotted = allotted.clone();
    this.attempt = attempt;
  }

  public UUID id() {
    return id;
  }

  /** When the act was first asked for, to the millisecond: the time of the act in every attempt. */
  public Instant time() {
    return time;
  }

  /** What {@link Act#allot} gave; a copy. */
  public byte[] allotted() {
    return allotted.clone();
  }

  /** From 1. */
  public int attempt() {
    return attempt;
  }
}

package org.liangzheng.hsm;

import java.util.Optional;

/**
 * The state of a vault now, found without making a signature.
 *
 * @param status whether it can be used
 * @param workers threads, or sessions lent to callers, that serve calls
 * @param abandoned threads stuck in a call that has not come back
 * @param problem why it is not {@link Status#UP}
 */
public record VaultHealth(
    Status status, int workers, int abandoned, Optional<CustodyCode> problem) {
  /** Whether a vault can be used. */
  public enum Status {
    UP,
    /** Serves, with fewer threads than it should have or with stuck ones. */
    DEGRADED,
    DOWN
  }
}

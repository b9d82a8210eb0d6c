package org.liangzheng.hsm.pool;

import java.util.Optional;
import org.liangzheng.hsm.CustodyCode;

/**
 * One device of a rota, as last seen; nothing is asked of it.
 *
 * @param device its name
 * @param sessions open now
 * @param failures losses since the last call that succeeded
 * @param problem why it is not {@link State#READY}
 */
public record DeviceHealth(
    String device, State state, int sessions, int failures, Optional<CustodyCode> problem) {
  /** Whether new sessions go to the device. */
  public enum State {
    READY,
    /** Lost; probed again when its rest is over. */
    RESTING,
    /** Rejected the PIN; not asked again before the vault is opened anew. */
    REFUSED
  }
}

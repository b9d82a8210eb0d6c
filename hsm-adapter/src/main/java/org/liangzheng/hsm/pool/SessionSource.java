package org.liangzheng.hsm.pool;

import org.liangzheng.hsm.CustodyException;

/** Opens sessions. Called by one worker thread at a time. */
@FunctionalInterface
public interface SessionSource<S extends Session> {
  /**
   * Opens a session on the calling worker thread; an adapter with several tokens chooses one here.
   *
   * @throws CustodyException.PinRejected if the PIN is wrong: the pool never asks again
   * @throws CustodyException.PinLocked if no PIN helps now: the pool never asks again
   * @throws CustodyException if it cannot be opened now
   */
  S open();
}

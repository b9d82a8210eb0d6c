package org.liangzheng.hsm.pool;

import org.liangzheng.hsm.CustodyException;

/** One use of a session, on the worker thread that owns it. */
@FunctionalInterface
public interface SessionCall<S extends Session, R> {
  /**
   * Calls the vault.
   *
   * @throws CustodyException.SessionLost if the session is dead: the worker replaces it
   * @throws CustodyException if the vault refuses
   */
  R run(S session);
}

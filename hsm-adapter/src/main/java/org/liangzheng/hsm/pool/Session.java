package org.liangzheng.hsm.pool;

/** What one worker thread holds open towards its vault. Used by that thread only. */
public interface Session extends AutoCloseable {
  /**
   * Whether the session is still worth using, asked before each call. An adapter that learns of a
   * lost token in one session answers false in all others of that token, so that each is replaced
   * before it costs a request an attempt. Must be cheap: no call into the vault.
   */
  boolean usable();

  /** Gives everything back; throws nothing. */
  @Override
  void close();
}

package org.liangzheng.api.presentation.show;

import java.io.IOException;

/** An open connection on which a holder's page is told what happens. */
interface Line {
  /**
   * Sends and waits until the system has taken it.
   *
   * @throws IOException if the other side is gone or takes nothing
   */
  void write(byte[] text) throws IOException;

  /** Ends it; doing it twice changes nothing. */
  void close();
}

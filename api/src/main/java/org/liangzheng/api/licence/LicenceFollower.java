package org.liangzheng.api.licence;

import java.time.Instant;
import java.util.UUID;

/**
 * Told of every change of a licence, in the transaction that writes it: who follows is as sure to
 * know as the register itself. A bean of this type is enough.
 */
public interface LicenceFollower {
  /**
   * A licence, own or foreign, changed.
   *
   * @param what the name of its {@link LicenceStatus} now, or {@link #SUPERSEDED}
   */
  void changed(UUID licence, String what, Instant at);

  /** A newer version, or newer content, took the place of the one before. */
  String SUPERSEDED = "SUPERSEDED";
}

package org.liangzheng.verifier.format.status;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * An entry that is not in force.
 *
 * @param index in the status list
 * @param since when the act took effect, whole seconds
 */
public record NotInForce(long index, LegalAct act, Instant since) {
  public NotInForce {
    if (index < 0 || index >= StatusList.MAX_SIZE) {
      throw new IllegalArgumentException("no index of a status list");
    }
    if (!since.equals(since.truncatedTo(ChronoUnit.SECONDS))) {
      throw new IllegalArgumentException("times of acts are whole seconds");
    }
  }
}

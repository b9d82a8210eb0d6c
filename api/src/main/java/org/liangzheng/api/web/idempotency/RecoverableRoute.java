package org.liangzheng.api.web.idempotency;

import java.util.Optional;

/**
 * Looks for the outcome of an act whose holder went away. Every route that goes through {@link
 * Idempotency} has one as a bean, because the recovery job has no request at hand.
 */
public interface RecoverableRoute {

  /** As given to {@link Idempotency#run}, for instance {@code POST /v1/licences}. */
  String route();

  /**
   * Looks, by the allotted identifiers, for what an earlier attempt left behind. Runs outside any
   * transaction.
   *
   * @return the outcome if it is there (its persist adds only what is missing), or nothing if the
   *     act left nothing that counts
   */
  Optional<Outcome> recover(Intent intent);
}

package org.liangzheng.api.identity.person;

import java.util.Optional;
import java.util.UUID;
import org.liangzheng.verifier.format.licence.HolderCode;
import org.liangzheng.verifier.format.licence.PersonId;

/**
 * A natural person or an organisation. Never printed.
 *
 * @param id surrogate, opaque; the one that may stand in logs
 * @param name if it has been proven, not merely told
 */
public record Party(UUID id, HolderCode code, Optional<String> name) {

  public boolean isPerson() {
    return code instanceof PersonId;
  }

  @Override
  public String toString() {
    return "Party[" + id + "]";
  }
}

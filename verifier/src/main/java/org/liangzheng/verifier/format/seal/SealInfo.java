package org.liangzheng.verifier.format.seal;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.liangzheng.verifier.crypto.MalformedException;

/**
 * SES_SealInfo: what a seal says about itself.
 *
 * @param version header version, 4 for GB/T 38540-2020
 * @param vendor header Vid, ASCII
 * @param esId seal identifier, ASCII, unique with its maker
 * @param type business type of the seal: 1 organisation, 2 person, others occur
 * @param name name of the seal
 * @param signers who may sign with it
 * @param createdAt when it was made
 * @param validFrom first instant of validity
 * @param validUntil last instant of validity
 */
public record SealInfo(
    int version,
    String vendor,
    String esId,
    int type,
    String name,
    SignerList signers,
    Instant createdAt,
    Instant validFrom,
    Instant validUntil,
    SealPicture picture,
    List<SealExtension> extensions) {
  public SealInfo {
    extensions = List.copyOf(extensions);
  }

  /** Whether {@code instant} lies in the seal's validity, both ends included. */
  public boolean validAt(Instant instant) {
    return !instant.isBefore(validFrom) && !instant.isAfter(validUntil);
  }

  /** Index in the status list of seals; empty if the seal has none. */
  public Optional<Integer> statusIndex() {
    for (SealExtension extension : extensions) {
      if (extension.oid().equals(SealExtension.STATUS_INDEX)) {
        try {
          return Optional.of(SealExtension.readStatusIndex(extension.value()));
        } catch (MalformedException unread) {
          throw new IllegalStateException("the reader lets no such index pass", unread);
        }
      }
    }
    return Optional.empty();
  }

  /** Whether there is a critical extension that this reader does not know. */
  public boolean hasUnknownCriticalExtension() {
    return extensions.stream().anyMatch(e -> e.critical() && !e.isKnown());
  }
}

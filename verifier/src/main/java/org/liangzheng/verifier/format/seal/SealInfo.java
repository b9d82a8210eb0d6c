package org.liangzheng.verifier.format.seal;

import java.time.Instant;
import java.util.List;

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
}

package org.liangzheng.api.seal;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.format.licence.OrganizationId;

/**
 * One use of a seal, as the seal book has it.
 *
 * @param version of the seal data
 * @param actor id of a client or account
 * @param matter code of the matter
 * @param subject licence version, annotated copy or sealing task it was for
 * @param file sealed file that the service keeps
 * @param digests of what was sealed and of what came out, 32 bytes each: by which it is found
 */
public record SealUse(
    UUID id,
    UUID seal,
    int version,
    OrganizationId authority,
    Act act,
    String actor,
    Optional<String> matter,
    Optional<UUID> subject,
    Optional<UUID> file,
    List<ByteString> digests,
    Instant usedAt) {

  public SealUse {
    digests = List.copyOf(digests);
  }

  /** What was sealed. Names are stored and stand in the API. */
  public enum Act {
    SEAL_LICENCE,
    SEAL_DOCUMENT,
    SEAL_DIGEST,
    SEAL_TASK,
    SEAL_COPY
  }
}

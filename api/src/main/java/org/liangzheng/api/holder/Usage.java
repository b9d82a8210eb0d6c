package org.liangzheng.api.holder;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.liangzheng.verifier.format.licence.OrganizationId;

/**
 * One use of a licence by somebody else than its holder.
 *
 * @param holder the holder's surrogate
 * @param cause why, as a code
 * @param receipt of the fetch that it was; null for other uses
 */
public record Usage(
    UUID holder,
    UUID licence,
    Kind kind,
    OrganizationId authority,
    String client,
    UseCause cause,
    @Nullable UUID receipt) {
  /** A use that was no fetch. */
  public Usage(
      UUID holder,
      UUID licence,
      Kind kind,
      OrganizationId authority,
      String client,
      UseCause cause) {
    this(holder, licence, kind, authority, client, cause, null);
  }

  /** What was done with the licence. */
  public enum Kind {
    /** Its data was read. */
    READ,
    /** Its sealed file was handed out. */
    FILE,
    /** A copy without a seal was made and handed out. */
    COPY,
    /** An annotated copy was made of it, or handed out. */
    ANNOTATED_COPY,
    /** Its data was taken out with others. */
    EXPORT,
    /** It was shown by code at a verifier point. */
    PRESENTED
  }
}

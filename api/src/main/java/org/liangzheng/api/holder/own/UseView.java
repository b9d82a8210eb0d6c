package org.liangzheng.api.holder.own;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.holder.Usage;
import org.liangzheng.api.text.Said;

/**
 * A use of a licence as its holder sees it.
 *
 * @param place the verifier point at which it was shown; absent for other uses
 * @param purpose what it was used for: the scene's name where the cause is one of the type's
 *     scenes, the matter's purpose where it is a matter's code, else the code in both languages
 * @param receipt of the fetch that it was, which an objection names; absent for other uses
 * @param objection to it, if there is one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record UseView(
    UUID id,
    Instant at,
    LicenceName licence,
    OwnView.IssuerView who,
    @Nullable Said place,
    Usage.Kind kind,
    Said purpose,
    @Nullable UUID receipt,
    @Nullable UUID objection) {

  /** Which licence. */
  public record LicenceName(UUID id, Said type, String tail) {}
}

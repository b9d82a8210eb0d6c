package org.liangzheng.api.seal;

import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.liangzheng.api.custody.KeyRule;

/**
 * What a seal may be used for. Stored as JSON and shown; custody holds the same as the rule of the
 * seal's key.
 *
 * @param hoursFrom first time of the day, Asia/Shanghai; none: all day
 * @param hoursUntil end of these hours, not included; before {@code hoursFrom}: over midnight
 * @param matters codes of matters; none: all
 * @param callers ids of clients and accounts; none: all with the right
 * @param perDay most signatures a legal day
 */
public record SealRules(
    @Nullable LocalTime hoursFrom,
    @Nullable LocalTime hoursUntil,
    @Nullable List<String> matters,
    @Nullable List<String> callers,
    @Nullable Long perDay) {

  /** No bounds. */
  public static SealRules none() {
    return new SealRules(null, null, null, null, null);
  }

  /**
   * The rule of the key.
   *
   * @param until last instant of the certificate that goes with it
   */
  public KeyRule keyRule(boolean enabled, Instant until) {
    return new KeyRule(
        enabled,
        Optional.of(until),
        hoursFrom == null || hoursUntil == null
            ? Optional.empty()
            : Optional.of(new KeyRule.Hours(hoursFrom, hoursUntil)),
        matters == null ? Set.of() : Set.copyOf(matters),
        callers == null ? Set.of() : Set.copyOf(callers),
        perDay == null ? OptionalLong.empty() : OptionalLong.of(perDay));
  }
}

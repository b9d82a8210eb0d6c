package org.liangzheng.verifier.check.log;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import org.liangzheng.verifier.format.log.LogFault;

/**
 * One thing that is wrong.
 *
 * @param position place in the log
 * @param licence opaque id in the register
 * @param version of the licence; none for a licence of another issuer, whose words have numbers
 */
public record LogFinding(
    LogFault fault, OptionalLong position, Optional<UUID> licence, OptionalInt version) {
  static LogFinding of(LogFault fault) {
    return new LogFinding(fault, OptionalLong.empty(), Optional.empty(), OptionalInt.empty());
  }

  static LogFinding at(LogFault fault, OptionalLong position) {
    return new LogFinding(fault, position, Optional.empty(), OptionalInt.empty());
  }

  static LogFinding of(LogFault fault, UUID licence, int version) {
    return new LogFinding(
        fault, OptionalLong.empty(), Optional.of(licence), OptionalInt.of(version));
  }
}

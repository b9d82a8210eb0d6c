package org.liangzheng.api.web.idempotency;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * A route whose acts leave nothing but what is written with their answer: an interrupted one has
 * left nothing.
 */
public record NothingOutside(String route) implements RecoverableRoute {

  @Override
  public Optional<Outcome> recover(Intent intent) {
    return Optional.empty();
  }

  /**
   * An act of such a route.
   *
   * @param id allots the identifier every attempt works with
   * @param perform takes it and the time of the act
   */
  public static Act act(Supplier<UUID> id, BiFunction<UUID, Instant, Outcome> perform) {
    return new Act() {
      @Override
      public byte[] allot(Instant now) {
        return id.get().toString().getBytes(StandardCharsets.US_ASCII);
      }

      @Override
      public Outcome perform(Intent intent) {
        String allotted = new String(intent.allotted(), StandardCharsets.US_ASCII);
        return perform.apply(UUID.fromString(allotted), intent.time());
      }

      @Override
      public boolean leavesNothingOutside() {
        return true;
      }
    };
  }
}

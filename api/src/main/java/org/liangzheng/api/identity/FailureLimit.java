package org.liangzheng.api.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Puts off who fails to authenticate too often, by client and by network address, on this node.
 * Anybody can fail in a client's name; so a client is let through from an address where it has
 * succeeded lately, whatever others do.
 */
final class FailureLimit {

  private static final Duration REFILL = Duration.ofMinutes(1);
  private static final Duration REMEMBERED = Duration.ofHours(12);
  private static final int MOST = 10_000;

  private final int perClient;
  private final int perAddress;
  private final TimeMeter time;
  private final Cache<String, Bucket> clients = cache(REFILL.multipliedBy(2));
  private final Cache<String, Bucket> addresses = cache(REFILL.multipliedBy(2));
  private final Cache<Known, Boolean> known = cache(REMEMBERED);

  private record Known(String client, String address) {}

  FailureLimit(int perClient, int perAddress, Clock clock) {
    this.perClient = perClient;
    this.perAddress = perAddress;
    this.time = new ClockMeter(clock);
  }

  private static <K, V> Cache<K, V> cache(Duration idle) {
    return Caffeine.newBuilder().maximumSize(MOST).expireAfterAccess(idle).build();
  }

  /**
   * @throws TokenRefused slow_down
   */
  void requireOpen(@Nullable String client, String address) {
    requireOpen(addresses.getIfPresent(address), client);
    if (client != null && known.getIfPresent(new Known(client, address)) == null) {
      requireOpen(clients.getIfPresent(client), client);
    }
  }

  private static void requireOpen(@Nullable Bucket bucket, @Nullable String client) {
    if (bucket != null && bucket.getAvailableTokens() < 1) {
      long nanos = bucket.estimateAbilityToConsume(1).getNanosToWaitForRefill();
      throw TokenRefused.tooOften(client, Duration.ofNanos(nanos));
    }
  }

  void failed(@Nullable String client, String address) {
    var _ = addresses.get(address, _ -> bucket(perAddress)).tryConsume(1);
    if (client != null) {
      var _ = clients.get(client, _ -> bucket(perClient)).tryConsume(1);
    }
  }

  void succeeded(String client, String address) {
    known.put(new Known(client, address), true);
  }

  private Bucket bucket(int perMinute) {
    return Bucket.builder()
        .addLimit(limit -> limit.capacity(perMinute).refillGreedy(perMinute, REFILL))
        .withCustomTimePrecision(time)
        .build();
  }

  private record ClockMeter(Clock clock) implements TimeMeter {
    @Override
    public long currentTimeNanos() {
      return clock.millis() * 1_000_000;
    }

    @Override
    public boolean isWallClockBased() {
      return true;
    }
  }
}

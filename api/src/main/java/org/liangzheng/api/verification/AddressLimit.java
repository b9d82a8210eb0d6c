package org.liangzheng.api.verification;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import org.liangzheng.api.web.Problem;
import org.liangzheng.api.web.WebProblem;
import org.springframework.stereotype.Component;

/** So many verifications a minute for one address, on this node. */
@Component
class AddressLimit {
  private static final int ADDRESSES = 100_000;

  private final Cache<String, Bucket> buckets =
      Caffeine.newBuilder()
          .maximumSize(ADDRESSES)
          .expireAfterAccess(Duration.ofMinutes(10))
          .build();
  private final int perMinute;

  AddressLimit(VerificationSettings settings) {
    this.perMinute = settings.perMinute();
  }

  /**
   * Counts one.
   *
   * @throws Problem {@code too-many-requests} with Retry-After
   */
  void count(String address) {
    ConsumptionProbe probe = buckets.get(address, _ -> bucket()).tryConsumeAndReturnRemaining(1);
    if (!probe.isConsumed()) {
      long seconds = Duration.ofNanos(probe.getNanosToWaitForRefill()).toSeconds() + 1;
      throw new Problem(WebProblem.TOO_MANY_REQUESTS)
          .withHeader("Retry-After", Long.toString(seconds));
    }
  }

  private Bucket bucket() {
    return Bucket.builder()
        .addLimit(limit -> limit.capacity(perMinute).refillGreedy(perMinute, Duration.ofMinutes(1)))
        .build();
  }
}

package org.liangzheng.api.web.idempotency;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings under {@code liangzheng.idempotency}.
 *
 * @param lease how long an act may go without a sign of life before another may take it up; renewed
 *     every third of it while its holder lives
 * @param recoverEvery pause between looks for acts whose holder went away
 * @param keep how long an answer is repeated; after that the same key is a new request
 */
@ConfigurationProperties("liangzheng.idempotency")
record IdempotencySettings(
    @DefaultValue("60s") Duration lease,
    @DefaultValue("15s") Duration recoverEvery,
    @DefaultValue("30d") Duration keep) {

  IdempotencySettings {
    if (!lease.isPositive() || !recoverEvery.isPositive() || !keep.isPositive()) {
      throw new IllegalArgumentException("liangzheng.idempotency: durations are positive");
    }
  }
}

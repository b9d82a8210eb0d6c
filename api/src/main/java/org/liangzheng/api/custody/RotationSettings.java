package org.liangzheng.api.custody;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings {@code liangzheng.custody.rotation}.
 *
 * @param rowsPerSecond 1 to 1,000,000: the most that is moved each second, by all nodes together
 * @param hold how long an old key of fields is kept when nothing is under it any more, for readers
 *     and cookies that are under way; at least a minute
 */
@ConfigurationProperties("liangzheng.custody.rotation")
record RotationSettings(
    @DefaultValue("500") int rowsPerSecond, @DefaultValue("30m") Duration hold) {

  RotationSettings {
    if (rowsPerSecond < 1 || rowsPerSecond > 1_000_000) {
      throw new IllegalArgumentException("rows-per-second lies between 1 and 1000000");
    }
    if (hold.compareTo(Duration.ofMinutes(1)) < 0) {
      throw new IllegalArgumentException("hold is at least a minute");
    }
  }
}

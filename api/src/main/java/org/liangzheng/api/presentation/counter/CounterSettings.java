package org.liangzheng.api.presentation.counter;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings {@code liangzheng.presentation.counter.*}.
 *
 * @param clearAfter how long personal data stay on a screen that nobody touches: 30 to 300 s
 */
@ConfigurationProperties("liangzheng.presentation.counter")
record CounterSettings(@DefaultValue("60s") Duration clearAfter) {
  CounterSettings {
    if (clearAfter.compareTo(Duration.ofSeconds(30)) < 0
        || clearAfter.compareTo(Duration.ofMinutes(5)) > 0) {
      throw new IllegalArgumentException("clear-after: 30s to 300s");
    }
  }
}

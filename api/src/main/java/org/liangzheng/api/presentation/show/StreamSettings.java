package org.liangzheng.api.presentation.show;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings {@code liangzheng.presentation.streams.*}.
 *
 * @param most live lines a node holds open at once, 1 to 100,000; each takes some 20 kB of heap
 */
@ConfigurationProperties("liangzheng.presentation.streams")
record StreamSettings(@DefaultValue("5000") int most) {
  StreamSettings {
    if (most < 1 || most > 100_000) {
      throw new IllegalArgumentException("most: 1 to 100000");
    }
  }
}

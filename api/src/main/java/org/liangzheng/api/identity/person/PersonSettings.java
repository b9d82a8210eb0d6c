package org.liangzheng.api.identity.person;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings under {@code liangzheng.identity.people}.
 *
 * @param failuresPerAddress failed sign-ins a minute before an address has to wait
 * @param sessionLife after which a person signs in again whatever it does
 * @param sessionIdle after which an unused session ends
 */
@ConfigurationProperties("liangzheng.identity.people")
record PersonSettings(
    @DefaultValue("30") int failuresPerAddress,
    @DefaultValue("10h") Duration sessionLife,
    @DefaultValue("30m") Duration sessionIdle) {

  PersonSettings {
    if (failuresPerAddress < 1 || !sessionIdle.isPositive() || !sessionLife.isPositive()) {
      throw new IllegalArgumentException("liangzheng.identity.people: figures are at least 1");
    }
  }
}

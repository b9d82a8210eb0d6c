package org.liangzheng.api.web.page;

import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Whether this is a sample world, which every page says in its masthead. */
@Component("demonstration")
public final class Demonstration {
  private final boolean on;

  Demonstration(Environment environment) {
    this.on = isOn(environment);
  }

  /**
   * Setting {@code liangzheng.sample.enabled}; when it is not set, there is a sample world only
   * beside the embedded database: a service with a database of its own is not a trial.
   */
  public static boolean isOn(Environment environment) {
    boolean embedded = environment.getProperty("spring.datasource.url", "").isBlank();
    return environment.getProperty("liangzheng.sample.enabled", Boolean.class, embedded);
  }

  public boolean on() {
    return on;
  }
}

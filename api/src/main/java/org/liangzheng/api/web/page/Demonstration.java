package org.liangzheng.api.web.page;

import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Whether this is a sample world, which every page says in its masthead. */
@Component("demonstration")
public final class Demonstration {
  private final boolean on;

  Demonstration(Environment environment) {
    // As the sample world decides it: beside the embedded database, unless said otherwise.
    boolean embedded = environment.getProperty("spring.datasource.url", "").isBlank();
    this.on = environment.getProperty("liangzheng.sample.enabled", Boolean.class, embedded);
  }

  public boolean on() {
    return on;
  }
}

package org.liangzheng.api.sample;

import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Setting {@code liangzheng.sample.enabled}; when it is not set, a sample world is made only beside
 * the embedded database: a service with a database of its own is not a trial.
 */
class WhenSampleWorld implements Condition {
  @Override
  public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
    Environment settings = context.getEnvironment();
    boolean embedded = settings.getProperty("spring.datasource.url", "").isBlank();
    return settings.getProperty("liangzheng.sample.enabled", Boolean.class, embedded);
  }
}

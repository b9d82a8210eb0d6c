package org.liangzheng.api.sample;

import org.liangzheng.api.web.page.Demonstration;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Whether a sample world is made; decided by {@link Demonstration}, as pages say it. */
class WhenSampleWorld implements Condition {
  @Override
  public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
    return Demonstration.isOn(context.getEnvironment());
  }
}

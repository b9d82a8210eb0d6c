package org.liangzheng.api.seal.task;

import org.liangzheng.api.web.BodyLimit;
import org.liangzheng.api.web.idempotency.PlainRoutes;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class SealingTaskConfiguration {
  /** A document of some 20 MB in Base64. */
  private static final long MOST = 28L << 20;

  @Bean
  PlainRoutes sealingTaskRoutes() {
    return PlainRoutes.of(
        SealingTaskController.CREATE,
        SealingTaskController.APPROVE,
        SealingTaskController.REFUSE,
        SealingTaskController.WITHDRAW);
  }

  @Bean
  BodyLimit sealingTaskBody() {
    return new BodyLimit(SealingTaskController.PATH, MOST);
  }
}

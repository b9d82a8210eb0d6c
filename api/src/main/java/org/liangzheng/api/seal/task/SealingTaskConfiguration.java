package org.liangzheng.api.seal.task;

import org.liangzheng.api.web.BodyLimit;
import org.liangzheng.api.web.idempotency.NothingOutside;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class SealingTaskConfiguration {
  /** A document of some 20 MB in Base64. */
  private static final long MOST = 28L << 20;

  @Bean
  NothingOutside createSealingTaskRoute() {
    return new NothingOutside(SealingTaskController.CREATE);
  }

  @Bean
  NothingOutside approveSealingTaskRoute() {
    return new NothingOutside(SealingTaskController.APPROVE);
  }

  @Bean
  NothingOutside refuseSealingTaskRoute() {
    return new NothingOutside(SealingTaskController.REFUSE);
  }

  @Bean
  NothingOutside withdrawSealingTaskRoute() {
    return new NothingOutside(SealingTaskController.WITHDRAW);
  }

  @Bean
  BodyLimit sealingTaskBody() {
    return new BodyLimit(SealingTaskController.PATH, MOST);
  }
}

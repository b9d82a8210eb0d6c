package org.liangzheng.api.presentation.show;

import org.liangzheng.api.web.idempotency.NothingOutside;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ShowConfiguration {

  @Bean
  NothingOutside showRoute() {
    return new NothingOutside(ShowController.SHOW);
  }
}

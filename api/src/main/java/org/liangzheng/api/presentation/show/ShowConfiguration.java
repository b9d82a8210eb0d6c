package org.liangzheng.api.presentation.show;

import org.liangzheng.api.web.idempotency.PlainRoutes;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(StreamSettings.class)
class ShowConfiguration {

  @Bean
  PlainRoutes showRoute() {
    return PlainRoutes.of(ShowController.SHOW);
  }
}

package org.liangzheng.api.presentation.point;

import org.liangzheng.api.web.idempotency.PlainRoutes;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class PointConfiguration {

  @Bean
  PlainRoutes pointRoutes() {
    return PlainRoutes.of(
        PointController.REGISTER,
        PointController.CODES,
        PointController.SUSPEND,
        PointController.RESUME,
        PointController.REVOKE);
  }
}

package org.liangzheng.api.presentation.point;

import org.liangzheng.api.web.idempotency.NothingOutside;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class PointConfiguration {

  @Bean
  NothingOutside registerPointRoute() {
    return new NothingOutside(PointController.REGISTER);
  }

  @Bean
  NothingOutside pointCodeRoute() {
    return new NothingOutside(PointController.CODES);
  }

  @Bean
  NothingOutside suspendPointRoute() {
    return new NothingOutside(PointController.SUSPEND);
  }

  @Bean
  NothingOutside resumePointRoute() {
    return new NothingOutside(PointController.RESUME);
  }

  @Bean
  NothingOutside revokePointRoute() {
    return new NothingOutside(PointController.REVOKE);
  }
}

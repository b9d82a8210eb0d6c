package org.liangzheng.api.identity.mandate;

import org.liangzheng.api.web.idempotency.NothingOutside;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class MandateConfiguration {

  @Bean
  NothingOutside grantMandateRoute() {
    return new NothingOutside(MandateController.GRANT);
  }

  @Bean
  NothingOutside revokeMandateRoute() {
    return new NothingOutside(MandateController.REVOKE);
  }

  @Bean
  NothingOutside recordMandateRoute() {
    return new NothingOutside(MandateController.RECORD);
  }

  @Bean
  NothingOutside strikeMandateRoute() {
    return new NothingOutside(MandateController.STRIKE);
  }
}

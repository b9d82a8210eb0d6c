package org.liangzheng.api.identity.mandate;

import org.liangzheng.api.web.EncryptedColumns;
import org.liangzheng.api.web.idempotency.NothingOutside;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class MandateConfiguration {

  @Bean
  EncryptedColumns mandateColumns() {
    return EncryptedColumns.of("identity_mandate", "evidence", "reason");
  }

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

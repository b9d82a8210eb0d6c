package org.liangzheng.api.identity.mandate;

import org.liangzheng.api.web.EncryptedColumns;
import org.liangzheng.api.web.idempotency.PlainRoutes;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class MandateConfiguration {

  @Bean
  EncryptedColumns mandateColumns() {
    return EncryptedColumns.of("identity_mandate", "evidence", "reason");
  }

  @Bean
  PlainRoutes mandateRoutes() {
    return PlainRoutes.of(
        MandateController.GRANT,
        MandateController.REVOKE,
        MandateController.RECORD,
        MandateController.STRIKE);
  }
}

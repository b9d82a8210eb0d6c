package org.liangzheng.api.seal.grant;

import org.liangzheng.api.web.EncryptedColumns;
import org.liangzheng.api.web.idempotency.PlainRoutes;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class SealGrantConfiguration {

  @Bean
  EncryptedColumns sealGrantColumns() {
    return EncryptedColumns.of(GrantStore.TABLE, "reason");
  }

  @Bean
  PlainRoutes sealGrantRoutes() {
    return PlainRoutes.of(SealGrantController.PROPOSE, SealGrantController.END);
  }
}

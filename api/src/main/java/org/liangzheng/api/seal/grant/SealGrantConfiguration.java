package org.liangzheng.api.seal.grant;

import org.liangzheng.api.web.EncryptedColumns;
import org.liangzheng.api.web.idempotency.NothingOutside;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class SealGrantConfiguration {

  @Bean
  EncryptedColumns sealGrantColumns() {
    return EncryptedColumns.of(GrantStore.TABLE, "reason");
  }

  @Bean
  NothingOutside sealGrantRoute() {
    return new NothingOutside(SealGrantController.PROPOSE);
  }

  @Bean
  NothingOutside sealGrantWithdrawalRoute() {
    return new NothingOutside(SealGrantController.END);
  }
}

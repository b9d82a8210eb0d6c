package org.liangzheng.api.seal.use;

import org.liangzheng.api.web.BodyLimit;
import org.liangzheng.api.web.idempotency.NothingOutside;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class SealUseConfiguration {
  /** A document of some 20 MB in Base64. */
  private static final long MOST = 28L << 20;

  @Bean
  NothingOutside sealSignatureRoute() {
    return new NothingOutside(SealSignatureController.ROUTE);
  }

  @Bean
  BodyLimit sealSignatureBody() {
    return new BodyLimit(SealSignatureController.PATH, MOST);
  }
}

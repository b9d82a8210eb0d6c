package org.liangzheng.api.seal.use;

import org.liangzheng.api.web.BodyLimit;
import org.liangzheng.api.web.idempotency.PlainRoutes;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class SealUseConfiguration {
  /** A document of some 20 MB in Base64. */
  private static final long MOST = 28L << 20;

  @Bean
  PlainRoutes sealUseRoutes() {
    return PlainRoutes.of(SealSignatureController.ROUTE);
  }

  @Bean
  BodyLimit sealSignatureBody() {
    return new BodyLimit(SealSignatureController.PATH, MOST);
  }
}

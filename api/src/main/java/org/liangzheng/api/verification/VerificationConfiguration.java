package org.liangzheng.api.verification;

import org.liangzheng.api.web.BodyLimit;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(VerificationSettings.class)
class VerificationConfiguration {
  /** A file may be larger than other bodies. */
  @Bean
  BodyLimit verificationBody(VerificationSettings settings) {
    return new BodyLimit(VerificationController.PATH, settings.maxFile().toBytes());
  }
}

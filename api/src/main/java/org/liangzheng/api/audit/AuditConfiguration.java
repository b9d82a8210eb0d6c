package org.liangzheng.api.audit;

import org.liangzheng.api.web.EncryptedColumns;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AuditSettings.class)
class AuditConfiguration {

  @Bean
  EncryptedColumns auditColumns() {
    return EncryptedColumns.of("audit_entry", "content");
  }
}

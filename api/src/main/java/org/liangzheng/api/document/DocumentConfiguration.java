package org.liangzheng.api.document;

import org.liangzheng.api.web.EncryptedColumns;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class DocumentConfiguration {

  @Bean
  EncryptedColumns fileColumns() {
    return EncryptedColumns.of("document_file", "content");
  }
}

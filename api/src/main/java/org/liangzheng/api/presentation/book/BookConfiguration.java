package org.liangzheng.api.presentation.book;

import org.liangzheng.api.web.EncryptedColumns;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class BookConfiguration {

  @Bean
  EncryptedColumns scanColumns() {
    return EncryptedColumns.of("presentation_scan", "answer");
  }
}

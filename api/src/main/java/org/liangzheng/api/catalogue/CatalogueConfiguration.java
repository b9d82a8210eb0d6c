package org.liangzheng.api.catalogue;

import org.liangzheng.api.font.FontSettings;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(FontSettings.class)
class CatalogueConfiguration {
  @Bean
  Layouts layouts(FontSettings settings) {
    return new Layouts(settings);
  }
}

package org.liangzheng.api.catalogue;

import org.liangzheng.api.font.FontSettings;
import org.liangzheng.api.web.idempotency.NothingOutside;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({FontSettings.class, CatalogueSettings.class})
class CatalogueConfiguration {
  @Bean
  Layouts layouts(FontSettings settings) {
    return new Layouts(settings);
  }

  /** A service that cannot draw what it is to issue does not start. */
  @Bean
  @Order(Ordered.HIGHEST_PRECEDENCE)
  ApplicationRunner catalogueStart(Catalogue catalogue) {
    return _ -> catalogue.prepare();
  }

  @Bean
  NothingOutside withdrawTypeRoute() {
    return new NothingOutside(TypeController.WITHDRAW);
  }

  @Bean
  NothingOutside makeTypeDraftRoute() {
    return new NothingOutside(DraftController.MAKE);
  }

  @Bean
  NothingOutside writeTypeDraftRoute() {
    return new NothingOutside(DraftController.WRITE);
  }

  @Bean
  NothingOutside publishTypeDraftRoute() {
    return new NothingOutside(DraftController.PUBLISH);
  }

  @Bean
  NothingOutside discardTypeDraftRoute() {
    return new NothingOutside(DraftController.DISCARD);
  }
}

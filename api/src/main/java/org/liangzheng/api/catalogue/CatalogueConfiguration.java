package org.liangzheng.api.catalogue;

import java.time.Clock;
import java.util.List;
import org.liangzheng.api.audit.AuditLog;
import org.liangzheng.api.catalogue.publication.DraftDesk;
import org.liangzheng.api.catalogue.publication.PublicationAct;
import org.liangzheng.api.catalogue.publication.VersionDesk;
import org.liangzheng.api.font.FontSettings;
import org.liangzheng.api.identity.approval.ApprovedAct;
import org.liangzheng.api.web.EncryptedColumns;
import org.liangzheng.api.web.idempotency.PlainRoutes;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({FontSettings.class, CatalogueSettings.class})
class CatalogueConfiguration {
  @Bean
  EncryptedColumns withdrawalColumns() {
    return new EncryptedColumns("catalogue_withdrawal", "type_version", List.of("reason"));
  }

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
  ApprovedAct typePublicationAct(
      TypePublication types, AuditLog audit, JsonMapper json, Clock clock) {
    return new PublicationAct(types, audit, json, clock);
  }

  @Bean
  PlainRoutes typeDraftRoutes() {
    return DraftDesk.routes(TypePublication.DRAFTS);
  }

  @Bean
  PlainRoutes typeRoutes() {
    return VersionDesk.routes(TypePublication.VERSIONS);
  }
}

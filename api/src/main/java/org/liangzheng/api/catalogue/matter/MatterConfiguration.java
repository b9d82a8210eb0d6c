package org.liangzheng.api.catalogue.matter;

import java.time.Clock;
import java.util.List;
import org.liangzheng.api.audit.AuditLog;
import org.liangzheng.api.catalogue.publication.DraftDesk;
import org.liangzheng.api.catalogue.publication.PublicationAct;
import org.liangzheng.api.catalogue.publication.VersionDesk;
import org.liangzheng.api.identity.approval.ApprovedAct;
import org.liangzheng.api.web.BodyLimit;
import org.liangzheng.api.web.EncryptedColumns;
import org.liangzheng.api.web.idempotency.PlainRoutes;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
class MatterConfiguration {
  private static final long IMPORT = 4L << 20;

  @Bean
  EncryptedColumns matterWithdrawalColumns() {
    return new EncryptedColumns("catalogue_matter_withdrawal", "matter", List.of("reason"));
  }

  @Bean
  BodyLimit matterImportLimit() {
    return new BodyLimit("/v1/matter-imports", IMPORT);
  }

  @Bean
  ApprovedAct matterPublicationAct(
      MatterPublication matters, AuditLog audit, JsonMapper json, Clock clock) {
    return new PublicationAct(matters, audit, json, clock);
  }

  @Bean
  PlainRoutes matterDraftRoutes() {
    return DraftDesk.routes(MatterPublication.DRAFTS);
  }

  @Bean
  PlainRoutes matterRoutes() {
    return VersionDesk.routes(MatterPublication.VERSIONS);
  }

  @Bean
  PlainRoutes matterImportRoute() {
    return PlainRoutes.of(MatterDraftController.IMPORT);
  }
}

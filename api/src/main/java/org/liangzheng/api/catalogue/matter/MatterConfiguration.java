package org.liangzheng.api.catalogue.matter;

import java.util.List;
import org.liangzheng.api.web.BodyLimit;
import org.liangzheng.api.web.EncryptedColumns;
import org.liangzheng.api.web.idempotency.NothingOutside;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

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
  NothingOutside makeMatterDraftRoute() {
    return new NothingOutside(MatterDraftController.MAKE);
  }

  @Bean
  NothingOutside writeMatterDraftRoute() {
    return new NothingOutside(MatterDraftController.WRITE);
  }

  @Bean
  NothingOutside publishMatterDraftRoute() {
    return new NothingOutside(MatterDraftController.PUBLISH);
  }

  @Bean
  NothingOutside discardMatterDraftRoute() {
    return new NothingOutside(MatterDraftController.DISCARD);
  }

  @Bean
  NothingOutside importMattersRoute() {
    return new NothingOutside(MatterDraftController.IMPORT);
  }

  @Bean
  NothingOutside withdrawMatterRoute() {
    return new NothingOutside(MatterController.WITHDRAW);
  }
}

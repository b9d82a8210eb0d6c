package org.liangzheng.api.seal.office;

import org.liangzheng.api.identity.approval.ApprovedAct;
import org.liangzheng.api.web.idempotency.PlainRoutes;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class SealOfficeConfiguration {

  /** A key made by an interrupted step is found again by its name. */
  @Bean
  PlainRoutes sealOfficeRoutes() {
    return PlainRoutes.of(SealController.APPLY, SealController.STEP);
  }

  @Bean
  ApprovedAct approveSeal(SealTwoPeople.Makers makers) {
    return makers.of(SealAct.APPROVE);
  }

  @Bean
  ApprovedAct remakeSeal(SealTwoPeople.Makers makers) {
    return makers.of(SealAct.REMAKE);
  }

  @Bean
  ApprovedAct revokeSeal(SealTwoPeople.Makers makers) {
    return makers.of(SealAct.REVOKE);
  }

  @Bean
  ApprovedAct destroySeal(SealTwoPeople.Makers makers) {
    return makers.of(SealAct.DESTROY);
  }

  @Bean
  ApprovedAct changeSealRules(SealTwoPeople.Makers makers) {
    return makers.of(SealAct.CHANGE_RULES);
  }
}

package org.liangzheng.api.seal.office;

import org.liangzheng.api.custody.Custody;
import org.liangzheng.api.identity.approval.ApprovedAct;
import org.liangzheng.api.web.idempotency.PlainRoutes;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
class SealOfficeConfiguration {

  @Bean
  PlainRoutes sealOfficeRoutes() {
    return PlainRoutes.of(SealController.APPLY, SealController.STEP);
  }

  /** A key made by an interrupted step is found again by its name. */
  @Bean
  ApprovedAct approveSeal(
      SealOffice office, SealStore store, SealPictures pictures, Custody custody, JsonMapper json) {
    return new SealTwoPeople(SealAct.APPROVE, office, store, pictures, custody, json);
  }

  @Bean
  ApprovedAct remakeSeal(
      SealOffice office, SealStore store, SealPictures pictures, Custody custody, JsonMapper json) {
    return new SealTwoPeople(SealAct.REMAKE, office, store, pictures, custody, json);
  }

  @Bean
  ApprovedAct revokeSeal(
      SealOffice office, SealStore store, SealPictures pictures, Custody custody, JsonMapper json) {
    return new SealTwoPeople(SealAct.REVOKE, office, store, pictures, custody, json);
  }

  @Bean
  ApprovedAct destroySeal(
      SealOffice office, SealStore store, SealPictures pictures, Custody custody, JsonMapper json) {
    return new SealTwoPeople(SealAct.DESTROY, office, store, pictures, custody, json);
  }

  @Bean
  ApprovedAct changeSealRules(
      SealOffice office, SealStore store, SealPictures pictures, Custody custody, JsonMapper json) {
    return new SealTwoPeople(SealAct.CHANGE_RULES, office, store, pictures, custody, json);
  }
}

package org.liangzheng.api.sharing;

import java.time.Clock;
import org.liangzheng.api.custody.Custody;
import org.liangzheng.api.sharing.receipt.ReceiptKeys;
import org.liangzheng.api.sharing.receipt.ReceiptSigner;
import org.liangzheng.api.web.EncryptedColumns;
import org.liangzheng.api.web.Ids;
import org.liangzheng.api.web.idempotency.NothingOutside;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SharingSettings.class)
class SharingConfiguration {
  @Bean
  ReceiptSigner receiptSigner(
      ReceiptKeys keys, Custody custody, SharingSettings settings, Ids ids, Clock clock) {
    return new ReceiptSigner(keys, custody, settings.receiptWindow(), ids, clock);
  }

  @Bean
  EncryptedColumns sharingCaseColumns() {
    return EncryptedColumns.of("sharing_case", "content");
  }

  @Bean
  EncryptedColumns sharingConsentColumns() {
    return EncryptedColumns.of("sharing_consent", "code");
  }

  @Bean
  EncryptedColumns sharingFetchColumns() {
    return EncryptedColumns.of("sharing_fetch", "receipt");
  }

  @Bean
  EncryptedColumns sharingObjectionColumns() {
    return EncryptedColumns.of("sharing_objection", "content", "answer");
  }

  @Bean
  NothingOutside openCaseRoute() {
    return new NothingOutside(CaseController.OPEN);
  }

  @Bean
  NothingOutside closeCaseRoute() {
    return new NothingOutside(CaseController.CLOSE);
  }

  @Bean
  NothingOutside paperRoute() {
    return new NothingOutside(CaseController.PAPER);
  }

  @Bean
  NothingOutside redeemConsentCodeRoute() {
    return new NothingOutside(CaseController.CODE);
  }

  /** An interrupted fetch has signed, at most, what never left the process. */
  @Bean
  NothingOutside fetchRoute() {
    return new NothingOutside(CaseController.FETCH);
  }

  @Bean
  NothingOutside decideConsentRoute() {
    return new NothingOutside(HolderSharingController.DECIDE);
  }

  @Bean
  NothingOutside makeConsentCodeRoute() {
    return new NothingOutside(HolderSharingController.CODE);
  }

  @Bean
  NothingOutside standingConsentRoute() {
    return new NothingOutside(HolderSharingController.STAND);
  }

  @Bean
  NothingOutside standingConsentPeriodRoute() {
    return new NothingOutside(HolderSharingController.PERIOD);
  }

  @Bean
  NothingOutside withdrawStandingConsentRoute() {
    return new NothingOutside(HolderSharingController.UNSTAND);
  }

  @Bean
  NothingOutside objectRoute() {
    return new NothingOutside(ObjectionController.OBJECT);
  }

  @Bean
  NothingOutside answerObjectionRoute() {
    return new NothingOutside(ObjectionController.ANSWER);
  }
}

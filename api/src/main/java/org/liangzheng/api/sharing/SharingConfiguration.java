package org.liangzheng.api.sharing;

import java.time.Clock;
import org.liangzheng.api.custody.Custody;
import org.liangzheng.api.sharing.receipt.ReceiptKeys;
import org.liangzheng.api.sharing.receipt.ReceiptSigner;
import org.liangzheng.api.web.EncryptedColumns;
import org.liangzheng.api.web.Ids;
import org.liangzheng.api.web.idempotency.PlainRoutes;
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

  /** An interrupted fetch has signed, at most, what never left the process. */
  @Bean
  PlainRoutes sharingRoutes() {
    return PlainRoutes.of(
        CaseController.OPEN,
        CaseController.CLOSE,
        CaseController.PAPER,
        CaseController.CODE,
        CaseController.FETCH,
        HolderSharingController.DECIDE,
        HolderSharingController.CODE,
        HolderSharingController.STAND,
        HolderSharingController.PERIOD,
        HolderSharingController.UNSTAND,
        ObjectionController.OBJECT,
        ObjectionController.ANSWER);
  }
}

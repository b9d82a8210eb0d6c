package org.liangzheng.api.seal;

import org.liangzheng.api.custody.BlindIndexTable;
import org.liangzheng.api.web.EncryptedColumns;
import org.liangzheng.verifier.crypto.ByteString;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TimestampSettings.class)
class SealConfiguration {

  @Bean
  EncryptedColumns sealStepColumns() {
    return EncryptedColumns.of("seal_step", "reason");
  }

  @Bean
  EncryptedColumns sealUseColumns() {
    return EncryptedColumns.of("seal_use", "detail");
  }

  @Bean
  EncryptedColumns sealTaskColumns() {
    return EncryptedColumns.of("seal_task", "detail");
  }

  @Bean
  EncryptedColumns sealTaskDocumentColumns() {
    return EncryptedColumns.of("seal_task_document", "content");
  }

  @Bean
  EncryptedColumns sealTaskPartyColumns() {
    return EncryptedColumns.of("seal_task_party", "places", "reason");
  }

  @Bean
  BlindIndexTable sealUseDigests(SealBook book) {
    return BlindIndexTable.of(
        "seal_use_digest",
        "use",
        use ->
            book.find(use).stream()
                .flatMap(found -> found.digests().stream())
                .map(ByteString::toHex)
                .toList());
  }
}

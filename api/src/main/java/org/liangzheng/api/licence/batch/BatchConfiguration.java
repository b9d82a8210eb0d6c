package org.liangzheng.api.licence.batch;

import org.liangzheng.api.web.BodyLimit;
import org.liangzheng.api.web.EncryptedColumns;
import org.liangzheng.api.web.idempotency.PlainRoutes;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(BatchSettings.class)
class BatchConfiguration {

  /** A batch is read as a stream: its limit is none of memory. */
  @Bean
  BodyLimit batchBody(BatchSettings settings) {
    return new BodyLimit(BatchController.PATH, settings.maxBytes().toBytes());
  }

  @Bean
  BodyLimit batchPart(BatchSettings settings) {
    return new BodyLimit(BatchUploadController.PART, settings.maxPart().toBytes() + 1);
  }

  /** What an interrupted upload left behind is no batch: nobody works on it, and it is removed. */
  @Bean
  PlainRoutes batchRoutes() {
    return PlainRoutes.of(
        BatchController.PLACE.route(),
        BatchController.PLACE.cancelRoute(),
        BatchUploadController.OPEN,
        BatchUploadController.COMPLETE);
  }

  @Bean
  EncryptedColumns batchPartColumns() {
    return EncryptedColumns.of("licence_batch_part", "digest");
  }

  @Bean
  EncryptedColumns batchChunkColumns() {
    return EncryptedColumns.of("licence_batch_chunk", "content");
  }

  @Bean
  EncryptedColumns batchLineColumns() {
    return EncryptedColumns.of("licence_batch_line", "allotted", "problem");
  }
}

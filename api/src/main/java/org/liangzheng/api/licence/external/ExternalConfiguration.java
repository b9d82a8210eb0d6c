package org.liangzheng.api.licence.external;

import org.liangzheng.api.custody.BlindIndexTable;
import org.liangzheng.api.web.BodyLimit;
import org.liangzheng.api.web.EncryptedColumns;
import org.liangzheng.api.web.idempotency.PlainRoutes;
import org.liangzheng.verifier.crypto.MalformedException;
import org.liangzheng.verifier.format.licence.LicenceId;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ExternalSettings.class)
class ExternalConfiguration {

  @Bean
  BodyLimit externalBody(ExternalSettings settings) {
    return new BodyLimit(ExternalController.PATH, settings.maxBody().toBytes());
  }

  @Bean
  BodyLimit externalBatchBody(ExternalSettings settings) {
    return new BodyLimit(ExternalBatchController.PATH, settings.maxBatch().toBytes());
  }

  @Bean
  PlainRoutes externalRoutes() {
    return PlainRoutes.of(
        ExternalController.ROUTE,
        ExternalIssuerController.REGISTER,
        ExternalIssuerController.HEARTBEAT,
        ExternalIssuerController.DISABLE,
        ExternalIssuerController.CHANGE_KEY,
        ExternalBatchController.PLACE.route(),
        ExternalBatchController.PLACE.cancelRoute());
  }

  @Bean
  EncryptedColumns externalLicenceColumns() {
    return EncryptedColumns.of("external_licence", "content");
  }

  @Bean
  BlindIndexTable externalIdentifierIndex(ExternalReading reading) {
    return BlindIndexTable.of(
        ExternalRegister.IDENTIFIERS,
        "licence",
        licence ->
            reading.find(licence).map(found -> canonical(found.stored().identifier())).stream()
                .toList());
  }

  @Bean
  BlindIndexTable externalHolderIndex(ExternalReading reading) {
    return BlindIndexTable.of(ExternalHolders.TABLE, "holder", reading::holderKeys);
  }

  /** With the check character it should have. */
  private static String canonical(String identifier) {
    try {
      return LicenceId.read(identifier).id().text();
    } catch (MalformedException damaged) {
      throw new IllegalStateException("a stored identifier does not read back", damaged);
    }
  }
}

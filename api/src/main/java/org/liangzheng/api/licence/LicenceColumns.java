package org.liangzheng.api.licence;

import org.liangzheng.api.custody.BlindIndexTable;
import org.liangzheng.api.web.EncryptedColumns;
import org.liangzheng.verifier.format.licence.LicenceFacts;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What of the register is encrypted, and how its indexes are keyed anew. */
@Configuration(proxyBeanMethods = false)
class LicenceColumns {

  @Bean
  EncryptedColumns licenceVersionColumns() {
    return EncryptedColumns.of("licence_version", "content");
  }

  @Bean
  EncryptedColumns licenceActColumns() {
    return EncryptedColumns.of("licence_act", "reason");
  }

  @Bean
  EncryptedColumns annotatedCopyColumns() {
    return EncryptedColumns.of("licence_annotated_copy", "content");
  }

  @Bean
  BlindIndexTable numberIndex(LicenceRegister register) {
    return BlindIndexTable.of(
        "licence_number",
        "licence",
        licence -> register.factsOfLicence(licence).stream().map(LicenceFacts::number).toList());
  }

  @Bean
  BlindIndexTable identifierIndex(LicenceRegister register) {
    return BlindIndexTable.of(
        "licence_identifier",
        "version_id",
        version -> register.factsOfVersion(version).stream().map(f -> f.id().text()).toList());
  }

  @Bean
  BlindIndexTable holderIndex(LicenceRegister register) {
    return BlindIndexTable.of(
        LicenceHolders.TABLE,
        "holder",
        holder ->
            register.factsOfHolder(holder).stream()
                .map(LicenceFacts::holder)
                .map(LicenceHolders::key)
                .toList());
  }
}

package org.liangzheng.api.licence;

import java.util.List;
import java.util.UUID;
import java.util.function.Function;
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
  BlindIndexTable identifierIndex(LicenceRegister register) {
    return new Index(
        "licence_identifier",
        "version_id",
        version -> texts(register.factsOfVersion(version).stream().map(f -> f.id().text())));
  }

  @Bean
  BlindIndexTable holderIndex(LicenceRegister register) {
    return new Index(
        "licence_holder",
        "holder",
        holder ->
            texts(
                register.factsOfHolder(holder).stream()
                    .map(LicenceFacts::holder)
                    .map(LicenceRegister::text)));
  }

  private static List<String> texts(java.util.stream.Stream<String> values) {
    return values.toList();
  }

  private record Index(String table, String owner, Function<UUID, List<String>> of)
      implements BlindIndexTable {
    @Override
    public List<String> values(UUID id) {
      return of.apply(id);
    }
  }
}

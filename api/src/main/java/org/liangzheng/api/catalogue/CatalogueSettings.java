package org.liangzheng.api.catalogue;

import java.util.Set;
import org.liangzheng.verifier.format.licence.OrganizationId;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings {@code liangzheng.catalogue}.
 *
 * @param keepers USCCs of the authorities whose catalogue managers may publish and withdraw types
 *     that other bodies define; everybody else only those whose code begins with the own USCC
 */
@ConfigurationProperties("liangzheng.catalogue")
record CatalogueSettings(@DefaultValue Set<String> keepers) {
  CatalogueSettings {
    keepers = Set.copyOf(keepers);
    for (String keeper : keepers) {
      if (!OrganizationId.isValid(keeper)) {
        throw new IllegalArgumentException("liangzheng.catalogue.keepers: not a USCC: " + keeper);
      }
    }
  }
}

package org.liangzheng.api.custody;

import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings {@code liangzheng.custody}.
 *
 * @param vaults opened at start, all of them or the service does not start; where several serve one
 *     use, the first that signs by the suite takes it; their settings are those of {@link
 *     org.liangzheng.hsm.config.VaultDescription}, which the command line reads as well
 * @param wrappingLabel label of the key that wraps the database's keys, in the first vault that
 *     serves WRAPPING
 * @param leaseBlock 1 to 100,000: counts a node takes at a time; what a crash burns at most per key
 * @param fuses signatures a day a key may make, each as {@code vault:label=number}; written to the
 *     database at each start, and what is not named is left as it is there
 */
@ConfigurationProperties("liangzheng.custody")
record CustodySettings(
    @DefaultValue List<Map<String, String>> vaults,
    @DefaultValue("data-keys") String wrappingLabel,
    @DefaultValue("64") int leaseBlock,
    @DefaultValue List<String> fuses) {

  CustodySettings {
    if (leaseBlock < 1 || leaseBlock > 100_000) {
      throw new IllegalArgumentException("lease-block lies between 1 and 100000");
    }
  }
}

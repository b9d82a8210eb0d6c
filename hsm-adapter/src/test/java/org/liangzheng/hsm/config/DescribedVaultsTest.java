package org.liangzheng.hsm.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.liangzheng.hsm.CountingLedger;
import org.liangzheng.hsm.Pin;

/** Settings that are good one by one and do not fit each other are refused like a bad one. */
class DescribedVaultsTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tokens=a,a|each once",
        "tokens=a;wrapping=sm2-envelope|AES",
        "tokens=a;foreign-keys=label:x@seal/log,label:y@seal/log|one label",
      })
  void whatDoesNotFitEachOtherIsASettingRefused(String settings, String reason) {
    Map<String, String> all =
        new HashMap<>(Map.of("kind", "pkcs11", "name", "hsm", "module", "p11.so"));
    for (String one : settings.split(";", -1)) {
      String[] pair = one.split("=", 2);
      all.put(pair[0], pair[1].replace('@', '='));
    }
    Clock clock = Clock.systemUTC();
    DescribedVaults vaults =
        new DescribedVaults(
            clock,
            new SecureRandom(),
            new CountingLedger(clock, Map.of()),
            folder,
            Optional.empty());
    VaultDescription description = VaultDescription.read("v", all);
    try (Pin pin = Pin.of("1234".toCharArray())) {
      assertThatThrownBy(() -> vaults.open(description, pin))
          .isInstanceOfSatisfying(
              SettingRefused.class,
              refused -> {
                assertThat(refused.key()).isEqualTo("hsm");
                assertThat(refused.reason()).contains(reason);
              });
    }
  }
}

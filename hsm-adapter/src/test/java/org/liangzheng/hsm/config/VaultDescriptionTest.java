package org.liangzheng.hsm.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.liangzheng.hsm.KeyPurpose;
import org.liangzheng.hsm.VaultKind;

class VaultDescriptionTest {
  private static VaultDescription read(String... pairs) {
    Map<String, String> settings = new HashMap<>(Map.of("kind", "software", "name", "soft"));
    for (int i = 0; i < pairs.length; i += 2) {
      settings.put(pairs[i], pairs[i + 1]);
    }
    return VaultDescription.readAll(List.of(settings)).getFirst();
  }

  @Test
  void defaultsAreThoseOfAService() {
    VaultDescription vault = read();
    assertThat(vault.place()).isEqualTo(new VaultPlace.SoftwareFile(Optional.empty()));
    assertThat(vault.place().kind()).isEqualTo(VaultKind.SOFTWARE);
    assertThat(vault.createIfAbsent()).isFalse();
    assertThat(vault.selfCheckRate()).isEqualTo(1.0);
    assertThat(vault.pool().threads()).isEqualTo(4);
    assertThat(vault.pool().maxAbandoned()).isEqualTo(4);
    assertThat(vault.pool().callTimeout()).isEqualTo(Duration.ofSeconds(5));
    assertThat(vault.serves(KeyPurpose.LOG)).isTrue();
  }

  @Test
  void namesAreLenientAndListsComeInBothForms() {
    VaultDescription vault =
        read(
            "callTimeout",
            "750ms",
            "SELF_CHECK_RATE",
            "0.5",
            "uses[0]",
            "licence-seal",
            "uses[1]",
            "OFFICE_SEAL",
            "pin-file",
            "/run/pin",
            "file",
            "keys.json");
    assertThat(vault.pool().callTimeout()).isEqualTo(Duration.ofMillis(750));
    assertThat(vault.selfCheckRate()).isEqualTo(0.5);
    assertThat(vault.uses())
        .containsExactlyInAnyOrder(KeyPurpose.LICENCE_SEAL, KeyPurpose.OFFICE_SEAL);
    assertThat(vault.pinFile()).contains(Path.of("/run/pin"));
    assertThat(read("uses", "licence-seal, log").uses())
        .containsExactlyInAnyOrder(KeyPurpose.LICENCE_SEAL, KeyPurpose.LOG);
  }

  @ParameterizedTest
  @CsvSource({
    "call-timeout,soon",
    "call-timeout,11m",
    "threads,257",
    "threads,many",
    "self-check-rate,1.5",
    "self-check-rate,NaN",
    "create-if-absent,maybe",
    "uses,everything",
    "kind,safe",
    "name,Soft Vault",
    "self-chek-rate,1.0",
    "module,libsofthsm2.so",
  })
  void whatDoesNotFitIsRefusedByName(String name, String value) {
    assertThatThrownBy(() -> read(name, value))
        .isInstanceOfSatisfying(
            SettingRefused.class,
            refused -> {
              assertThat(refused.key()).startsWith("liangzheng.custody.vaults[0].").contains(name);
              assertThat(refused.getMessage()).doesNotContain(value);
            });
  }

  @Test
  void aSettingThatIsMissingOrThereTwiceIsRefused() {
    assertThatThrownBy(() -> VaultDescription.read("v", Map.of("kind", "software")))
        .hasMessage("v.name: it is required");
    assertThatThrownBy(() -> VaultDescription.read("v", Map.of("name", "soft")))
        .hasMessageContaining("v.kind");
    assertThatThrownBy(() -> read("call-timeout", "1s", "callTimeout", "2s"))
        .isInstanceOf(SettingRefused.class)
        .hasMessageContaining("twice");
  }
}

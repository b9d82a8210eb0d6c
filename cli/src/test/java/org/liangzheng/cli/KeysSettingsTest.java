package org.liangzheng.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Which vaults there are: those of the service's own settings, read as the service reads them. */
class KeysSettingsTest {
  @TempDir Path folder;
  private KeysHome keys;

  @BeforeEach
  void makeVault() throws IOException {
    keys = KeysHome.in(folder);
  }

  @Test
  void vaultsAreDescribedAsInTheServicesSettings() throws IOException {
    Files.createDirectories(keys.path().resolve("config"));
    Files.writeString(
        keys.path().resolve("config/application.yml"),
        """
        liangzheng:
          custody:
            vaults:
              - kind: software
                name: seals
                file: ${LZ_HOME}/keys/soft.json
                pin-file: ${NO_SUCH:%s}
                uses: [licence-seal]
                threads: 2
        ---
        spring.config.activate.on-profile: other
        liangzheng.custody.vaults[0].name: elsewhere
        """
            .formatted(keys.path().resolve("vault.pin")));
    Shell.Ended vaults = keys.lz("keys", "vaults", "--json");
    assertThat(vaults.code()).as(vaults.err()).isZero();
    JsonNode vault = KeysHome.json(vaults.lines().getFirst());
    assertThat(vault.get("vault").asString()).isEqualTo("seals");
    assertThat(vault.get("kind").asString()).isEqualTo("SOFTWARE");
    assertThat(vault.get("status").asString()).isEqualTo("UP");
    assertThat(vault.get("suites")).hasSize(2);
    assertThat(keys.lz("keys", "vaults").out()).contains("GENERATE_SIGNING_KEY", "seals");
    Path other = folder.resolve("vaults.properties");
    Files.writeString(
        other,
        "liangzheng.custody.vaults[0].kind=software\nliangzheng.custody.vaults[0].name=soft\n");
    assertThat(keys.lz("keys", "health", "--vaults", other, "--json").out())
        .contains("\"vault\":\"soft\"", "\"selfCheckRate\":1.0", "\"abandonedCalls\":0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{kind: software, name: soft, call-timeout: soon}|[vault-setting]|call-timeout",
        "{kind: software, name: soft, pin: geheim}|[vault-setting]|vaults[0].pin",
        "{kind: software, name: soft, file: '${NO_SUCH}'}|[vault-setting]|NO_SUCH",
        "{kind: software, kind: sdf}|[vaults-unreadable]|bad.yml",
        "&a [*a, *a]|[vaults-unreadable]|bad.yml",
        "!!javax.script.ScriptEngineManager []|[vaults-unreadable]|bad.yml",
      })
  void settingsThatDoNotFitAreNamedAndNotQuoted(String vault, String code, String named)
      throws IOException {
    Path file = folder.resolve("bad.yml");
    Files.writeString(file, "liangzheng:\n  custody:\n    vaults:\n      - " + vault + "\n");
    Shell.Ended ended = keys.lz("keys", "vaults", "--vaults", file);
    assertThat(ended.code()).isIn(64, 66);
    assertThat(ended.err()).contains(code, named).doesNotContain("geheim");
  }

  @Test
  void aMissingKeyStoreIsToldAndTheOthersAreShown() throws IOException {
    Path file = folder.resolve("two.yml");
    Files.writeString(
        file,
        """
        liangzheng:
          custody:
            vaults:
              - {kind: software, name: gone}
              - {kind: software, name: soft}
        """);
    Shell.Ended health = keys.lz("keys", "health", "--vaults", file);
    assertThat(health.code()).isEqualTo(69);
    assertThat(health.out()).contains("gone", "[key-store-absent]", "soft", "正常 up");
  }
}

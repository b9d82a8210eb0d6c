package org.liangzheng.hsm.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.liangzheng.hsm.KeyPurpose;
import org.liangzheng.hsm.VaultKind;
import org.liangzheng.hsm.WrappingScheme;
import org.liangzheng.hsm.pkcs11.ForeignKey;
import org.liangzheng.hsm.pkcs11.Sm2Numbers;
import org.liangzheng.hsm.pkcs11.TokenName;
import org.liangzheng.hsm.sdf.FixedKey;
import org.liangzheng.hsm.sdf.SdfBinding;
import org.liangzheng.hsm.sdf.SdfEdition;
import org.liangzheng.verifier.crypto.ByteString;

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
    assertThat(read("uses.0", "log", "uses.1", "pack").uses())
        .containsExactlyInAnyOrder(KeyPurpose.LOG, KeyPurpose.PACK);
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

  private static VaultPlace place(String kind, String... pairs) {
    Map<String, String> settings = new HashMap<>(Map.of("kind", kind, "name", "hsm"));
    for (int i = 0; i < pairs.length; i += 2) {
      settings.put(pairs[i], pairs[i + 1]);
    }
    return VaultDescription.read("v", settings).place();
  }

  @Test
  void tokensAreDescribed() {
    VaultPlace.Pkcs11Tokens tokens =
        (VaultPlace.Pkcs11Tokens)
            place(
                "pkcs11",
                "module",
                "/opt/vendor/p11.so",
                "tokens.0",
                "seals",
                "tokens.1",
                "serial:0123",
                "sm2",
                "tass",
                "wrapping",
                "aes-key-wrap",
                "foreign-keys.0",
                "id:01:02=market-seal/licence-seal",
                "rest-first",
                "100ms");
    assertThat(tokens.tokens())
        .containsExactly(new TokenName.Label("seals"), new TokenName.Serial("0123"));
    assertThat(tokens.sm2()).contains(Sm2Numbers.TASS);
    assertThat(tokens.wrapping()).contains(WrappingScheme.AES_KEY_WRAP);
    assertThat(tokens.foreignKeys())
        .containsExactly(
            new ForeignKey(
                new ForeignKey.Match.Id(ByteString.ofHex("0102")),
                "market-seal",
                KeyPurpose.LICENCE_SEAL));
    assertThat(tokens.rest().first()).isEqualTo(Duration.ofMillis(100));
    VaultPlace.Pkcs11Tokens own =
        (VaultPlace.Pkcs11Tokens)
            place(
                "pkcs11",
                "module",
                "p11.so",
                "tokens",
                "seals",
                "sm2-key-type",
                "0x80000004",
                "sm2-generation",
                "0x80008001",
                "sm2-signature",
                "0x80008104",
                "sm2-form",
                "raw");
    assertThat(own.sm2()).contains(Sm2Numbers.SANSEC);
  }

  /** An operator who writes 010 means ten. */
  @Test
  void aLeadingZeroChangesNoNumber() {
    assertThat(read("threads", "010").pool().threads()).isEqualTo(10);
    assertThatThrownBy(() -> read("threads", "0x10")).isInstanceOf(SettingRefused.class);
  }

  @Test
  void devicesAreDescribed() {
    VaultPlace.SdfDevices devices =
        (VaultPlace.SdfDevices)
            place(
                "sdf",
                "libraries",
                "/opt/vendor/libsdf.so",
                "edition",
                "2023",
                "array-length",
                "32",
                "signing-indices",
                "1-3, 9",
                "wrapping-indices",
                "20",
                "fixed-keys",
                "7=market-seal/licence-seal",
                "index-pin-files",
                "9=/run/pin-9",
                "envelope",
                "device",
                "key-table",
                "/var/lib/table.json");
    assertThat(devices.binding()).isEqualTo(new SdfBinding(SdfEdition.GMT_0018_2023, 32));
    assertThat(devices.indices().signing()).containsExactly(1, 2, 3, 9);
    assertThat(devices.indices().wrapping()).containsExactly(20);
    assertThat(devices.indices().fixed())
        .containsExactly(new FixedKey(7, "market-seal", KeyPurpose.LICENCE_SEAL));
    assertThat(devices.indices().pinFiles()).containsEntry(9, Path.of("/run/pin-9"));
    assertThat(devices.keyTable()).contains(Path.of("/var/lib/table.json"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "pkcs11|tokens=seals|v.module",
        "pkcs11|module=p11.so|v.tokens",
        "pkcs11|module=p11.so;tokens=a;sm2-form=raw|v.sm2-key-type",
        "pkcs11|module=p11.so;tokens=a;sm2=other|v.sm2",
        "pkcs11|module=p11.so;tokens=a;foreign-keys=01|v.foreign-keys",
        "pkcs11|module=p11.so;tokens=a;foreign-keys=x:1@seal/log|v.foreign-keys",
        "pkcs11|module=p11.so;tokens=a;file=x|v.file",
        "sdf|signing-indices=1|v.libraries",
        "sdf|libraries=l.so;signing-indices=3-1|v.signing-indices",
        "sdf|libraries=l.so;signing-indices=1-3;wrapping-indices=3|v.signing-indices",
        "sdf|libraries=l.so;edition=2020|v.edition",
        "sdf|libraries=l.so;array-length=48|v.array-length",
        "sdf|libraries=l.so;index-pin-files=x|v.index-pin-files",
        "sdf|libraries=l.so;max-attempts=0|v.max-attempts",
        "pkcs11|module=p11.so;tokens=a;max-attempts=17|v.max-attempts",
        "pkcs11|module=p11.so;tokens=a;rest-longest=25h|v.rest-first, rest-longest",
        "pkcs11|module=p11.so;tokens=市场监督管理局令牌一号|v.tokens",
        "pkcs11|module=p11.so;tokens=a;sm2-key-type=1x|v.sm2-key-type",
      })
  void whatDoesNotFitADeviceIsRefusedByName(String kind, String settings, String key) {
    String[] pairs =
        Arrays.stream(settings.split(";", -1))
            .flatMap(one -> Arrays.stream(one.split("=", 2)))
            .map(one -> one.replace('@', '='))
            .toArray(String[]::new);
    assertThatThrownBy(() -> place(kind, pairs))
        .isInstanceOfSatisfying(
            SettingRefused.class, refused -> assertThat(refused.key()).startsWith(key));
  }
}

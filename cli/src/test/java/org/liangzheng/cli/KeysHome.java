package org.liangzheng.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Map;
import org.liangzheng.hsm.CountingLedger;
import org.liangzheng.hsm.Pin;
import org.liangzheng.hsm.software.PassphraseCost;
import org.liangzheng.hsm.software.SoftwareVaultSettings;
import org.liangzheng.hsm.software.SoftwareVaults;
import org.liangzheng.testkit.TestWorld;
import org.liangzheng.verifier.crypto.SignatureSuite;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A state folder with one software vault, {@code soft}, and the command line that knows it. */
final class KeysHome {
  private final Path folder;
  private final Path home;

  private KeysHome(Path folder) {
    this.folder = folder;
    this.home = folder.resolve("数据");
  }

  /** Makes it below a folder, its PIN in {@code vault.pin}. */
  static KeysHome in(Path folder) throws IOException {
    KeysHome made = new KeysHome(folder);
    Files.createDirectories(made.home.resolve("keys"));
    Path pinFile = made.home.resolve("vault.pin");
    Files.writeString(pinFile, "correct horse\n");
    Files.setPosixFilePermissions(pinFile, PosixFilePermissions.fromString("rw-------"));
    Clock clock = Clock.fixed(TestWorld.NOW, ZoneOffset.UTC);
    try (Pin pin = Pin.readFile(pinFile)) {
      new SoftwareVaults(clock, new SecureRandom(), new CountingLedger(clock, Map.of()))
          .create(
              SoftwareVaultSettings.of("soft", made.home.resolve("keys/soft.json"))
                  .withCost(new PassphraseCost(1024, 1, 1)),
              pin);
    }
    return made;
  }

  Path path() {
    return home;
  }

  Shell shell() {
    return new Shell(folder.resolve("state")).with("LZ_HOME", home.toString());
  }

  Shell.Ended lz(Object... arguments) {
    return shell().run(arguments);
  }

  void generate(String label, String purpose, SignatureSuite suite) {
    Shell.Ended ended =
        lz("keys", "generate", "soft:" + label, "--purpose", purpose, "--suite", suite);
    assertThat(ended.code()).as(ended.err()).isZero();
  }

  static JsonNode json(String line) {
    return JsonMapper.builder().build().readTree(line);
  }
}

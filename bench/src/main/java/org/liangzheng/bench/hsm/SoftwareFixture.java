package org.liangzheng.bench.hsm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.liangzheng.hsm.Pin;
import org.liangzheng.hsm.SigningKey;
import org.liangzheng.hsm.Vault;
import org.liangzheng.hsm.pool.PoolSettings;
import org.liangzheng.hsm.software.PassphraseCost;
import org.liangzheng.hsm.software.SoftwareVaultSettings;
import org.liangzheng.hsm.software.SoftwareVaults;
import org.liangzheng.verifier.crypto.SignatureSuite;

/** A software vault with one key, in a folder that goes with it. */
final class SoftwareFixture implements AutoCloseable {
  private final Path folder;
  private final Vault vault;
  private final SigningKey key;

  SoftwareFixture(SignatureSuite suite, double selfCheckRate) {
    try (Pin pin = Pin.of("bench".toCharArray())) {
      folder = Files.createTempDirectory("lz-bench");
      SoftwareVaults vaults =
          new SoftwareVaults(PortSigning.CLOCK, new SecureRandom(), new PortSigning.Counting());
      SoftwareVaultSettings settings =
          new SoftwareVaultSettings(
              "soft",
              folder.resolve("vault.json"),
              new PassphraseCost(1_024, 1, 1),
              PoolSettings.ofThreads(4),
              selfCheckRate);
      vault = vaults.openOrCreate(settings, pin);
      key = vault.administration().generateSigningKey("key", PortSigning.PURPOSE, suite);
    } catch (IOException failed) {
      throw new UncheckedIOException("no folder for a key store", failed);
    }
  }

  SigningKey key() {
    return key;
  }

  @Override
  public void close() {
    vault.close();
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
      Files.delete(folder);
    } catch (IOException failed) {
      throw new UncheckedIOException("a key store of the bench stays behind", failed);
    }
  }
}

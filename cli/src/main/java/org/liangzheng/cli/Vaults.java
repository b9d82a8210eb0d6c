package org.liangzheng.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.liangzheng.hsm.CountingLedger;
import org.liangzheng.hsm.CustodyException;
import org.liangzheng.hsm.CustodyMessages;
import org.liangzheng.hsm.Pin;
import org.liangzheng.hsm.Vault;
import org.liangzheng.hsm.VaultNotice;
import org.liangzheng.hsm.pool.PoolSettings;
import org.liangzheng.hsm.software.SoftwareVaultSettings;
import org.liangzheng.hsm.software.SoftwareVaults;

/**
 * The software vaults of the service: {@code keys/NAME.json} in its state folder, opened with the
 * PIN of LZ_VAULT_PIN_FILE or {@code vault.pin} there. Vaults in devices are for the service alone.
 */
final class Vaults {
  private final Surroundings surroundings;
  private final Path home;

  Vaults(Surroundings surroundings, Path home) {
    this.surroundings = surroundings;
    this.home = home;
  }

  /**
   * Opens one vault after the other.
   *
   * @throws CliProblem if there is none, or one does not open
   */
  void each(Consumer<Vault> action) {
    List<Path> files = files();
    Path pinFile =
        surroundings
            .variable("LZ_VAULT_PIN_FILE")
            .map(Path::of)
            .orElseGet(() -> home.resolve("vault.pin"));
    SoftwareVaults software =
        new SoftwareVaults(
            surroundings.clock(),
            surroundings.random(),
            new CountingLedger(surroundings.clock(), Map.of()));
    try (Pin pin = Pin.readFile(pinFile)) {
      for (Path file : files) {
        SoftwareVaultSettings settings =
            SoftwareVaultSettings.of(name(file), file).withPool(PoolSettings.ofThreads(1));
        try (Vault vault = software.open(settings, pin)) {
          notices(vault);
          action.accept(vault);
        }
      }
    } catch (CustodyException failure) {
      throw CliProblem.of(failure);
    }
  }

  private List<Path> files() {
    Path keys = home.resolve("keys");
    List<Path> files = new ArrayList<>();
    if (Files.isDirectory(keys)) {
      try (Stream<Path> entries = Files.list(keys)) {
        entries.filter(file -> !name(file).isEmpty()).sorted().forEach(files::add);
      } catch (IOException unreadable) {
        throw CliProblem.of(CliFault.FILE_UNREADABLE, keys);
      }
    }
    if (files.isEmpty()) {
      throw CliProblem.of(CliFault.SERVICE_NEVER_RAN, home);
    }
    return files;
  }

  /** The vault's name by its file, or empty for other files. */
  private static String name(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.matches("[a-z][a-z0-9-]{0,31}\\.json")
        ? name.substring(0, name.length() - ".json".length())
        : "";
  }

  private void notices(Vault vault) {
    for (VaultNotice notice : vault.notices()) {
      for (Locale locale : List.of(Locale.CHINESE, Locale.ENGLISH)) {
        surroundings.err().println(CustodyMessages.in(locale).notice(notice, vault.name()));
      }
    }
    surroundings.err().flush();
  }
}

package org.liangzheng.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.liangzheng.hsm.CustodyException;
import org.liangzheng.hsm.CustodyMessages;
import org.liangzheng.hsm.KeyReference;
import org.liangzheng.hsm.Pin;
import org.liangzheng.hsm.Vault;
import org.liangzheng.hsm.VaultNotice;
import org.liangzheng.hsm.config.DescribedVaults;
import org.liangzheng.hsm.config.SettingRefused;
import org.liangzheng.hsm.config.VaultDescription;

/**
 * The vaults of the service, opened one after the other by this process itself. They are described
 * by a settings file; without one they are the software vaults {@code keys/NAME.json} in the state
 * folder.
 */
final class Vaults {
  private static final String KEY_STORE = "[a-z][a-z0-9-]{0,31}\\.json";

  private final Surroundings surroundings;
  private final VaultOptions options;
  private final Path home;

  Vaults(Surroundings surroundings, VaultOptions options) {
    this.surroundings = surroundings;
    this.options = options;
    this.home = surroundings.serviceHome(options.home());
  }

  /**
   * Opens one vault after the other.
   *
   * @throws CliProblem if there is none, or one does not open
   */
  void each(Consumer<Vault> action) {
    for (VaultDescription one : descriptions()) {
      try {
        open(
            one,
            vault -> {
              action.accept(vault);
              return true;
            });
      } catch (CustodyException failure) {
        throw CliProblem.of(failure);
      }
    }
  }

  /** Opens one vault after the other; of one that does not open, tells why and goes on. */
  void each(
      BiConsumer<VaultDescription, Vault> action,
      BiConsumer<VaultDescription, CustodyException> failed) {
    for (VaultDescription one : descriptions()) {
      try {
        open(
            one,
            vault -> {
              action.accept(one, vault);
              return true;
            });
      } catch (CustodyException failure) {
        failed.accept(one, failure);
      }
    }
  }

  /**
   * Opens the vault of that name.
   *
   * @throws CliProblem if there is none, or it does not open
   */
  <R> R with(String name, Function<Vault, R> action) {
    VaultDescription description = description(name);
    try {
      return open(description, action);
    } catch (CustodyException failure) {
      throw CliProblem.of(failure);
    }
  }

  /**
   * Makes the empty place of a vault.
   *
   * @throws CliProblem if it is there, or cannot be made
   */
  void create(String name) {
    VaultDescription description = description(name);
    DescribedVaults vaults = vaults();
    try (Pin pin = pin(description)) {
      if (vaults.exists(description)) {
        throw new CustodyException.KeyStoreExists(name);
      }
      vaults.create(description, pin);
    } catch (CustodyException failure) {
      throw CliProblem.of(failure);
    } catch (SettingRefused refused) {
      throw refused(refused);
    }
  }

  private VaultDescription description(String name) {
    return descriptions().stream()
        .filter(one -> one.name().equals(name))
        .findFirst()
        .orElseThrow(() -> CliProblem.of(CliFault.VAULT_UNKNOWN, name));
  }

  private static CliProblem refused(SettingRefused refused) {
    return CliProblem.of(CliFault.VAULT_SETTING, refused.key() + " (" + refused.reason() + ")");
  }

  /**
   * Reads {@code vault:label}.
   *
   * @throws CliProblem if it is anything else
   */
  static KeyReference reference(String text) {
    try {
      return KeyReference.parse(text);
    } catch (IllegalArgumentException malformed) {
      throw CliProblem.of(CliFault.KEY_REFERENCE, text);
    }
  }

  /** All vaults that are described. */
  List<VaultDescription> descriptions() {
    Optional<Path> file = options.vaults().or(() -> VaultsFile.in(home));
    if (file.isPresent()) {
      List<VaultDescription> described =
          new VaultsFile(surroundings.environment()).read(file.get());
      if (!described.isEmpty()) {
        return described;
      }
      if (options.vaults().isPresent()) {
        throw CliProblem.of(CliFault.VAULTS_NONE, file.get());
      }
    }
    return keyStores();
  }

  private List<VaultDescription> keyStores() {
    Path keys = home.resolve("keys");
    if (Files.isDirectory(keys)) {
      try (Stream<Path> entries = Files.list(keys)) {
        List<VaultDescription> found =
            entries
                .map(file -> String.valueOf(file.getFileName()))
                .filter(name -> name.matches(KEY_STORE))
                .sorted()
                .map(name ->
                    VaultDescription.software(name.substring(0, name.length() - ".json".length())))
                .toList();
        if (!found.isEmpty()) {
          return found;
        }
      } catch (IOException unreadable) {
        throw CliProblem.of(CliFault.FILE_UNREADABLE, keys);
      }
    }
    throw CliProblem.of(CliFault.SERVICE_NEVER_RAN, home);
  }

  private <R> R open(VaultDescription description, Function<Vault, R> action) {
    try (Pin pin = pin(description);
        Vault vault = vaults().open(description.withThreads(1), pin)) {
      notices(vault);
      return action.apply(vault);
    } catch (SettingRefused refused) {
      throw refused(refused);
    }
  }

  private DescribedVaults vaults() {
    return new DescribedVaults(
        surroundings.clock(),
        surroundings.random(),
        new UsageFile(UsageFile.in(home), surroundings.clock()),
        home.resolve("keys"),
        Optional.empty());
  }

  private Pin pin(VaultDescription description) {
    if (options.askPin) {
      return asked(description.name());
    }
    return Pin.readFile(
        options
            .pinFile()
            .or(description::pinFile)
            .or(() -> surroundings.variable("LZ_VAULT_PIN_FILE").map(Path::of))
            .orElseGet(() -> home.resolve("vault.pin")));
  }

  private Pin asked(String vault) {
    char[] typed =
        surroundings
            .prompt()
            .secret(Bilingual.line("pin-question", vault))
            .orElseThrow(() -> CliProblem.of(CliFault.PIN_NOT_ENTERED, vault));
    try {
      return Pin.of(typed);
    } catch (IllegalArgumentException empty) {
      throw CliProblem.of(CliFault.PIN_NOT_ENTERED, vault);
    } finally {
      Arrays.fill(typed, '\0');
    }
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

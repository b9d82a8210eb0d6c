package org.liangzheng.hsm.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import org.liangzheng.hsm.CustodyException;
import org.liangzheng.hsm.Pin;
import org.liangzheng.hsm.UsageLedger;
import org.liangzheng.hsm.Vault;
import org.liangzheng.hsm.pkcs11.Pkcs11Tokens;
import org.liangzheng.hsm.pkcs11.Pkcs11VaultSettings;
import org.liangzheng.hsm.pkcs11.Pkcs11Vaults;
import org.liangzheng.hsm.pkcs11.TokenName;
import org.liangzheng.hsm.sdf.FileKeyTable;
import org.liangzheng.hsm.sdf.KeyTable;
import org.liangzheng.hsm.sdf.SdfVaultSettings;
import org.liangzheng.hsm.sdf.SdfVaults;
import org.liangzheng.hsm.software.PassphraseCost;
import org.liangzheng.hsm.software.SoftwareVaultSettings;
import org.liangzheng.hsm.software.SoftwareVaults;

/** Makes and opens vaults by their description, whatever their kind. */
public final class DescribedVaults {
  private final SoftwareVaults software;
  private final Pkcs11Vaults pkcs11;
  private final SdfVaults sdf;
  private final Path folder;
  private final Optional<KeyTable> keyTable;

  /**
   * Ready to open vaults.
   *
   * @param ledger counts every signature of every vault opened here
   * @param folder where key stores without a file of their own lie
   * @param keyTable of SDF vaults that name no file for theirs; empty where there is no database
   */
  public DescribedVaults(
      Clock clock,
      SecureRandom random,
      UsageLedger ledger,
      Path folder,
      Optional<KeyTable> keyTable) {
    this.software = new SoftwareVaults(clock, random, ledger);
    this.pkcs11 = new Pkcs11Vaults(clock, random, ledger);
    this.sdf = new SdfVaults(clock, random, ledger);
    this.folder = folder;
    this.keyTable = keyTable;
  }

  /**
   * Whether what {@link #create} would make is there already.
   *
   * @throws CustodyException if a device must be asked and does not answer
   */
  public boolean exists(VaultDescription vault) {
    return switch (vault.place()) {
      case VaultPlace.SoftwareFile place -> Files.exists(settings(vault, place).file());
      case VaultPlace.Pkcs11Tokens place ->
          Pkcs11Tokens.exists(vault.name(), place.module(), place.tokens().getFirst());
      case VaultPlace.SdfDevices place -> place.keyTable().map(Files::exists).orElse(true);
    };
  }

  /**
   * Makes an empty place for keys; the PIN is the caller's to close. For a software vault the key
   * store; in a PKCS#11 module with free slots a token, whose security officer gets the same PIN;
   * for an SDF vault an empty key table.
   *
   * @throws CustodyException if it is there, or cannot be made
   * @throws SettingRefused if the settings do not say enough to make it
   */
  public void create(VaultDescription vault, Pin pin) {
    try {
      createFitting(vault, pin);
    } catch (IllegalArgumentException doesNotFit) {
      throw refused(vault, doesNotFit);
    }
  }

  private void createFitting(VaultDescription vault, Pin pin) {
    switch (vault.place()) {
      case VaultPlace.SoftwareFile place -> software.create(settings(vault, place), pin);
      case VaultPlace.Pkcs11Tokens place -> {
        if (place.tokens().size() != 1
            || !(place.tokens().getFirst() instanceof TokenName.Label name)) {
          throw new SettingRefused(
              vault.name() + ".tokens", "a token is made by its label, and one only");
        }
        Pkcs11Tokens.make(vault.name(), place.module(), name.label(), pin, pin);
      }
      case VaultPlace.SdfDevices place -> place.keyTable().ifPresent(FileKeyTable::create);
    }
  }

  /**
   * Opens the vault; the PIN is the caller's to close.
   *
   * @throws CustodyException each failure its own type
   * @throws SettingRefused if the settings do not fit each other
   */
  public Vault open(VaultDescription vault, Pin pin) {
    try {
      return switch (vault.place()) {
        case VaultPlace.SoftwareFile place -> software.open(settings(vault, place), pin);
        case VaultPlace.Pkcs11Tokens place -> pkcs11.open(settings(vault, place), pin);
        case VaultPlace.SdfDevices place ->
            sdf.open(settings(vault, place), pin, keyTable(vault, place));
      };
    } catch (IllegalArgumentException doesNotFit) {
      throw refused(vault, doesNotFit);
    }
  }

  /** Settings that are well formed one by one, and do not fit each other. */
  private static SettingRefused refused(VaultDescription vault, IllegalArgumentException why) {
    return new SettingRefused(vault.name(), String.valueOf(why.getMessage()));
  }

  private SoftwareVaultSettings settings(VaultDescription vault, VaultPlace.SoftwareFile place) {
    return new SoftwareVaultSettings(
        vault.name(),
        place.file().orElseGet(() -> folder.resolve(vault.name() + ".json")),
        PassphraseCost.DEFAULT,
        vault.pool(),
        vault.selfCheckRate());
  }

  private static Pkcs11VaultSettings settings(
      VaultDescription vault, VaultPlace.Pkcs11Tokens place) {
    return new Pkcs11VaultSettings(
        vault.name(),
        place.module(),
        place.tokens(),
        place.foreignKeys(),
        place.sm2(),
        place.wrapping(),
        vault.pool(),
        place.rest(),
        vault.selfCheckRate(),
        place.maxAttempts());
  }

  private static SdfVaultSettings settings(VaultDescription vault, VaultPlace.SdfDevices place) {
    return new SdfVaultSettings(
        vault.name(),
        place.libraries(),
        place.binding(),
        place.indices(),
        place.envelope(),
        vault.pool(),
        vault.selfCheckRate(),
        place.maxAttempts(),
        place.rest());
  }

  private KeyTable keyTable(VaultDescription vault, VaultPlace.SdfDevices place) {
    return place
        .keyTable()
        .<KeyTable>map(FileKeyTable::open)
        .or(() -> keyTable)
        .orElseThrow(() ->
            new SettingRefused(
                vault.name() + ".key-table",
                "without it the key table lies in the service's database, out of reach here"));
  }
}

package org.liangzheng.hsm.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import org.liangzheng.hsm.CustodyException;
import org.liangzheng.hsm.Pin;
import org.liangzheng.hsm.UsageLedger;
import org.liangzheng.hsm.Vault;
import org.liangzheng.hsm.software.PassphraseCost;
import org.liangzheng.hsm.software.SoftwareVaultSettings;
import org.liangzheng.hsm.software.SoftwareVaults;

/** Makes and opens vaults by their description, whatever their kind. */
public final class DescribedVaults {
  private final SoftwareVaults software;
  private final Path folder;

  /**
   * Ready to open vaults.
   *
   * @param ledger counts every signature of every vault opened here
   * @param folder where key stores without a file of their own lie
   */
  public DescribedVaults(Clock clock, SecureRandom random, UsageLedger ledger, Path folder) {
    this.software = new SoftwareVaults(clock, random, ledger);
    this.folder = folder;
  }

  /** Whether the place of the keys is there; of devices it is only told by opening. */
  public boolean exists(VaultDescription vault) {
    return switch (vault.place()) {
      case VaultPlace.SoftwareFile file -> Files.exists(settings(vault, file).file());
    };
  }

  /**
   * Makes the place of the keys; the PIN is the caller's to close.
   *
   * @throws CustodyException if it is there, or cannot be made
   */
  public void create(VaultDescription vault, Pin pin) {
    switch (vault.place()) {
      case VaultPlace.SoftwareFile file -> software.create(settings(vault, file), pin);
    }
  }

  /**
   * Opens the vault; the PIN is the caller's to close.
   *
   * @throws CustodyException each failure its own type
   */
  public Vault open(VaultDescription vault, Pin pin) {
    return switch (vault.place()) {
      case VaultPlace.SoftwareFile file -> software.open(settings(vault, file), pin);
    };
  }

  private SoftwareVaultSettings settings(VaultDescription vault, VaultPlace.SoftwareFile place) {
    return new SoftwareVaultSettings(
        vault.name(),
        place.file().orElseGet(() -> folder.resolve(vault.name() + ".json")),
        PassphraseCost.DEFAULT,
        vault.pool(),
        vault.selfCheckRate());
  }
}

package org.liangzheng.hsm.sdf;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.liangzheng.hsm.CustodyException;
import org.liangzheng.hsm.Pin;
import org.liangzheng.hsm.UsageLedger;
import org.liangzheng.hsm.Vault;

/** Opens SDF vaults. */
public final class SdfVaults {
  private final Clock clock;
  private final SecureRandom random;
  private final UsageLedger ledger;

  /**
   * Ready to open vaults.
   *
   * @param ledger counts every signature of every vault opened here
   */
  public SdfVaults(Clock clock, SecureRandom random, UsageLedger ledger) {
    this.clock = clock;
    this.random = random;
    this.ledger = ledger;
  }

  /**
   * Opens the vault: loads its libraries, opens a session, binds the fixed keys, makes sure that
   * every assigned key lies under its index and that its access password is right. Needs {@code
   * --enable-native-access}.
   *
   * @param pin access password of every index without a PIN file; the caller's to close
   * @param table what labels stand for; shared with all nodes that use the devices
   * @throws CustodyException.LibraryAbsent if a library is missing
   * @throws CustodyException.LibraryForeign if one is for another system or processor
   * @throws CustodyException.LibraryUnloadable if the system cannot load one
   * @throws CustodyException.LibraryOtherKind if one is not an SDF library
   * @throws CustodyException.VaultUnavailable if no device answers
   * @throws CustodyException.KeySwapped if no device holds the keys that were bound
   * @throws CustodyException.IndexTaken if settings and table do not agree on a fixed key
   * @throws CustodyException.PinRejected if an access password is wrong; asked once
   * @throws CustodyException.PinFileRefused if a PIN file cannot be used
   * @throws IllegalArgumentException if two libraries are one file
   */
  public Vault open(SdfVaultSettings settings, Pin pin, KeyTable table) {
    List<SdfDevice> devices = new ArrayList<>();
    for (Path file : settings.libraries()) {
      SdfLibrary library = SdfLibrary.load(file);
      if (devices.stream().anyMatch(device -> device.library == library)) {
        throw new IllegalArgumentException(
            "two libraries of vault " + settings.name() + " are one file: one device");
      }
      devices.add(new SdfDevice(settings.name(), file.toString(), library));
    }
    AccessPasswords passwords =
        new AccessPasswords(
            settings.name(), pin, settings.indices().pinFiles(), settings.pool().callTimeout());
    SdfVault vault = new SdfVault(settings, devices, passwords, table, clock, random, ledger);
    boolean started = false;
    try {
      vault.start();
      started = true;
      return vault;
    } finally {
      if (!started) {
        vault.close();
      }
    }
  }
}

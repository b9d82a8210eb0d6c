package org.liangzheng.hsm.software;

import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Clock;
import org.liangzheng.hsm.CustodyException;
import org.liangzheng.hsm.Pin;
import org.liangzheng.hsm.UsageLedger;
import org.liangzheng.hsm.Vault;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes and opens software vaults. */
public final class SoftwareVaults {
  private static final Logger LOG = LoggerFactory.getLogger(SoftwareVaults.class);

  private final Clock clock;
  private final SecureRandom random;
  private final UsageLedger ledger;

  /**
   * Ready to open vaults.
   *
   * @param ledger counts every signature of every vault opened here
   */
  public SoftwareVaults(Clock clock, SecureRandom random, UsageLedger ledger) {
    this.clock = clock;
    this.random = random;
    this.ledger = ledger;
  }

  /**
   * Makes the key store file, without keys; the passphrase is the caller's to close.
   *
   * @throws CustodyException.KeyStoreExists if the file is there
   */
  public void create(SoftwareVaultSettings settings, Pin pin) {
    KeyStore.create(settings.name(), settings.file(), pin, settings.cost(), random);
  }

  /**
   * Opens the vault and warns that it is not for production; the passphrase is the caller's to
   * close.
   *
   * @throws CustodyException.KeyStoreAbsent if there is no file
   * @throws CustodyException.PinRejected if the passphrase is wrong
   * @throws CustodyException.KeyStoreDamaged if the file is not as it was written
   */
  public Vault open(SoftwareVaultSettings settings, Pin pin) {
    return open(settings, pin, SoftwareSigner::of, () -> {});
  }

  /** Makes the file if there is none, then opens. */
  public Vault openOrCreate(SoftwareVaultSettings settings, Pin pin) {
    if (!Files.exists(settings.file())) {
      create(settings, pin);
    }
    return open(settings, pin);
  }

  Vault open(
      SoftwareVaultSettings settings, Pin pin, SoftwareSigner.Maker maker, Runnable beforeRename) {
    KeyStore store = KeyStore.open(settings.name(), settings.file(), pin, random, beforeRename);
    LOG.warn(
        "Vault {} is a software vault: its keys lie in a file and in this process; not for"
            + " production",
        settings.name());
    return new SoftwareVault(settings, store, clock, random, ledger, maker);
  }
}

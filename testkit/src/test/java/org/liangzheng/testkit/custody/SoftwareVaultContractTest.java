package org.liangzheng.testkit.custody;

import java.nio.file.Path;
import java.security.SecureRandom;
import org.junit.jupiter.api.io.TempDir;
import org.liangzheng.hsm.Pin;
import org.liangzheng.hsm.Vault;
import org.liangzheng.hsm.software.PassphraseCost;
import org.liangzheng.hsm.software.SoftwareFaults;
import org.liangzheng.hsm.software.SoftwareVaultSettings;
import org.liangzheng.hsm.software.SoftwareVaults;

class SoftwareVaultContractTest extends VaultContract {
  private static final PassphraseCost CHEAP = new PassphraseCost(1_024, 1, 1);

  @TempDir Path folder;
  private final SoftwareFaults faults = new SoftwareFaults();
  private final SecureRandom random = new SecureRandom();

  @Override
  protected Vault open(VaultSetup setup) {
    SoftwareVaults vaults = new SoftwareVaults(setup.clock(), random, setup.ledger());
    SoftwareVaultSettings settings = settings(setup);
    try (Pin pin = Pin.of("contract test".toCharArray())) {
      if (!settings.file().toFile().exists()) {
        vaults.create(settings, pin);
      }
      return faults.open(vaults, settings, pin);
    }
  }

  @Override
  protected void openWithWrongPin(VaultSetup setup) {
    try (Pin pin = Pin.of("contract tent".toCharArray());
        Vault vault =
            new SoftwareVaults(setup.clock(), random, setup.ledger()).open(settings(setup), pin)) {
      vault.signingKey("office");
    }
  }

  @Override
  protected void inject(Fault fault) {
    faults.inject(fault);
  }

  @Override
  protected boolean callsMayStick() {
    return false;
  }

  private SoftwareVaultSettings settings(VaultSetup setup) {
    return SoftwareVaultSettings.of("soft", folder.resolve("vault.json"))
        .withCost(CHEAP)
        .withPool(setup.pool());
  }
}

package org.liangzheng.testkit.custody;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.liangzheng.hsm.Pin;
import org.liangzheng.hsm.Vault;
import org.liangzheng.hsm.pkcs11.Pkcs11VaultSettings;
import org.liangzheng.hsm.pkcs11.Pkcs11Vaults;
import org.liangzheng.hsm.pkcs11.TokenName;
import org.liangzheng.hsm.pool.DeviceRota;
import org.liangzheng.testkit.custody.natives.FaultyPkcs11;
import org.liangzheng.testkit.custody.natives.ModuleFault;
import org.liangzheng.testkit.custody.natives.Sm2Numbers;
import org.liangzheng.testkit.custody.natives.SoftHsm;

/** The contract over real SoftHSM tokens, through the module that can be made to fail. */
abstract class Pkcs11Contract extends VaultContract {
  private final SecureRandom random = new SecureRandom();
  private final Sm2Numbers numbers;

  @TempDir Path folder;
  private FaultyPkcs11 module;

  Pkcs11Contract(Sm2Numbers numbers) {
    this.numbers = numbers;
  }

  /** The settings of this kind of module. */
  abstract Pkcs11VaultSettings adapted(Pkcs11VaultSettings settings);

  @BeforeEach
  void makeToken() {
    SoftHsm hsm = SoftHsm.in(folder);
    hsm.token("seals");
    module = FaultyPkcs11.over(hsm, folder, numbers);
  }

  @Override
  protected Vault open(VaultSetup setup) {
    return open(setup, SoftHsm.USER_PIN);
  }

  @Override
  protected void openWithWrongPin(VaultSetup setup) {
    open(setup, "000000").close();
  }

  private Vault open(VaultSetup setup, String text) {
    Pkcs11VaultSettings settings =
        Pkcs11VaultSettings.of("hsm", module.path(), new TokenName.Label("seals"))
            .withPool(setup.pool())
            .withRest(new DeviceRota.Rest(Duration.ofMillis(20), Duration.ofMillis(200)));
    try (Pin pin = Pin.of(text.toCharArray())) {
      return new Pkcs11Vaults(setup.clock(), random, setup.ledger()).open(adapted(settings), pin);
    }
  }

  @Override
  protected void inject(Fault fault) {
    module.clear();
    switch (fault) {
      case Fault.None _ -> {}
      case Fault.Slow slow -> module.inject(ModuleFault.delay(slow.delay()));
      case Fault.Garbage _ -> module.inject(ModuleFault.garbage());
      case Fault.SessionDies dies -> module.inject(ModuleFault.sessionKilled().times(dies.times()));
    }
  }
}

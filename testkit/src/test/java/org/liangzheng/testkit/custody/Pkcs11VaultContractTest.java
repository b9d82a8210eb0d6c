package org.liangzheng.testkit.custody;

import org.liangzheng.hsm.pkcs11.Pkcs11VaultSettings;
import org.liangzheng.testkit.custody.natives.Sm2Numbers;

/** SoftHSM as it is: P-256, wrapping by AES-GCM. */
class Pkcs11VaultContractTest extends Pkcs11Contract {
  Pkcs11VaultContractTest() {
    super(Sm2Numbers.NONE);
  }

  @Override
  Pkcs11VaultSettings adapted(Pkcs11VaultSettings settings) {
    return settings;
  }
}

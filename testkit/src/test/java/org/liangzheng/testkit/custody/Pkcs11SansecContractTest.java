package org.liangzheng.testkit.custody;

import org.liangzheng.hsm.pkcs11.Pkcs11VaultSettings;
import org.liangzheng.testkit.custody.natives.Sm2Numbers;

/** P-256 and SM2 under the numbers of Sansec, signatures raw. */
class Pkcs11SansecContractTest extends Pkcs11Contract {
  Pkcs11SansecContractTest() {
    super(Sm2Numbers.SANSEC);
  }

  @Override
  Pkcs11VaultSettings adapted(Pkcs11VaultSettings settings) {
    return settings.withSm2(org.liangzheng.hsm.pkcs11.Sm2Numbers.SANSEC);
  }
}

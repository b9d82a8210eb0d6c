package org.liangzheng.testkit.custody;

import org.liangzheng.hsm.WrappingScheme;
import org.liangzheng.hsm.pkcs11.Pkcs11VaultSettings;
import org.liangzheng.testkit.custody.natives.Sm2Numbers;

/** P-256 and SM2 under the numbers of Tass, signatures in DER; wrapping by AES key wrap. */
class Pkcs11TassContractTest extends Pkcs11Contract {
  Pkcs11TassContractTest() {
    super(Sm2Numbers.TASS);
  }

  @Override
  Pkcs11VaultSettings adapted(Pkcs11VaultSettings settings) {
    return settings
        .withSm2(org.liangzheng.hsm.pkcs11.Sm2Numbers.TASS)
        .withWrapping(WrappingScheme.AES_KEY_WRAP);
  }
}

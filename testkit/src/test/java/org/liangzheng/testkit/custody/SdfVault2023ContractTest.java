package org.liangzheng.testkit.custody;

import org.liangzheng.hsm.sdf.SdfEnvelope;

/** 2023 edition, 64-byte arrays, envelopes made by the device in that edition's form. */
class SdfVault2023ContractTest extends SdfVaultContractTest {
  @Override
  protected int edition() {
    return 2023;
  }

  @Override
  protected SdfEnvelope envelope() {
    return SdfEnvelope.DEVICE;
  }
}

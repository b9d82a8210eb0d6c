package org.liangzheng.testkit.custody;

import org.liangzheng.hsm.sdf.SdfEnvelope;

/** 2012 edition, 32-byte arrays, envelopes made by the device in that edition's form. */
class SdfVaultShortArraysContractTest extends SdfVaultContractTest {
  @Override
  protected int arrayLength() {
    return 32;
  }

  @Override
  protected SdfEnvelope envelope() {
    return SdfEnvelope.DEVICE;
  }
}

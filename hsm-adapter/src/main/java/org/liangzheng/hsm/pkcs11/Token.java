package org.liangzheng.hsm.pkcs11;

import org.liangzheng.hsm.pool.Device;

/** A token of a vault, by the name in its settings. */
record Token(TokenName id) implements Device {
  @Override
  public String name() {
    return id.toString();
  }
}

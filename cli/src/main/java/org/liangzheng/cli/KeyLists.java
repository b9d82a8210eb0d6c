package org.liangzheng.cli;

import java.util.Set;
import org.liangzheng.hsm.Capability;
import org.liangzheng.hsm.Vault;

/** Whether a vault can say what is in it. */
final class KeyLists {
  private KeyLists() {}

  static boolean canList(Vault vault) {
    Set<Capability> capabilities = vault.administration().capabilities();
    return capabilities.contains(Capability.LIST)
        || capabilities.contains(Capability.LIST_ASSIGNED);
  }
}

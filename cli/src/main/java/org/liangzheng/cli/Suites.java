package org.liangzheng.cli;

import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.liangzheng.hsm.Vault;
import org.liangzheng.verifier.crypto.SignatureSuite;

/** Which suite a new key is of. */
final class Suites {
  private Suites() {}

  /** The named one, else the vault's only one, else SM2. */
  static SignatureSuite chosen(Vault vault, @Nullable SignatureSuite named) {
    Set<SignatureSuite> suites = vault.suites();
    return Optional.ofNullable(named)
        .orElseGet(() -> suites.size() == 1 ? suites.iterator().next() : SignatureSuite.SM2_SM3);
  }
}

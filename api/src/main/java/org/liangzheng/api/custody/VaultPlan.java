package org.liangzheng.api.custody;

import java.util.List;
import java.util.Optional;
import org.liangzheng.hsm.CustodyException;
import org.liangzheng.hsm.KeyPurpose;
import org.liangzheng.hsm.Vault;
import org.liangzheng.hsm.VaultRegistry;
import org.liangzheng.hsm.config.VaultDescription;
import org.liangzheng.verifier.crypto.SignatureSuite;

/** The open vaults, and which of them keeps new keys of which use. */
final class VaultPlan implements AutoCloseable {

  private final List<VaultDescription> descriptions;
  private final VaultRegistry registry;

  VaultPlan(List<VaultDescription> descriptions, VaultRegistry registry) {
    this.descriptions = List.copyOf(descriptions);
    this.registry = registry;
  }

  VaultRegistry registry() {
    return registry;
  }

  /**
   * @throws CustodyException.VaultUnavailable if no vault serves the use by that suite
   */
  Vault vaultFor(KeyUse use, SignatureSuite suite) {
    return find(use, suite)
        .orElseThrow(() ->
            new CustodyException.VaultUnavailable("-", "no vault serves " + use + " by " + suite));
  }

  boolean serves(KeyUse use, SignatureSuite suite) {
    return find(use, suite).isPresent();
  }

  private Optional<Vault> find(KeyUse use, SignatureSuite suite) {
    return descriptions.stream()
        .filter(one -> one.serves(use.purpose()))
        .map(one -> registry.vault(one.name()))
        .filter(vault -> vault.suites().contains(suite))
        .findFirst();
  }

  /**
   * @throws CustodyException.VaultUnavailable if no vault serves WRAPPING
   */
  Vault wrappingVault() {
    for (VaultDescription one : descriptions) {
      if (one.serves(KeyPurpose.WRAPPING)) {
        return registry.vault(one.name());
      }
    }
    throw new CustodyException.VaultUnavailable("-", "no vault serves WRAPPING");
  }

  @Override
  public void close() {
    registry.close();
  }
}

package org.liangzheng.hsm;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.liangzheng.verifier.crypto.Certificate;

/** The open vaults by name. There is no fallback: a name that is not here has no keys. */
public final class VaultRegistry implements AutoCloseable {
  private final Map<String, Vault> vaults = new LinkedHashMap<>();

  /**
   * Takes over the vaults and closes them with itself.
   *
   * @throws IllegalArgumentException if two bear one name
   */
  public VaultRegistry(Collection<? extends Vault> vaults) {
    for (Vault vault : vaults) {
      if (this.vaults.put(vault.name(), vault) != null) {
        throw new IllegalArgumentException("two vaults are named " + vault.name());
      }
    }
  }

  /** All vaults in the order given. */
  public Collection<Vault> vaults() {
    return List.copyOf(vaults.values());
  }

  /**
   * A vault by name.
   *
   * @throws CustodyException.VaultUnavailable if there is none of that name
   */
  public Vault vault(String name) {
    Vault vault = vaults.get(name);
    if (vault == null) {
      throw new CustodyException.VaultUnavailable(name, "no vault of this name is configured");
    }
    return vault;
  }

  /** A signing key; failures as {@link Vault#signingKey}. */
  public SigningKey signingKey(KeyReference key) {
    return vault(key.vault()).signingKey(key.label());
  }

  /** A wrapping key; failures as {@link Vault#wrappingKey}. */
  public WrappingKey wrappingKey(KeyReference key) {
    return vault(key.vault()).wrappingKey(key.label());
  }

  /** The certificate beside a key; failures as {@link Vault#certificate}. */
  public Optional<Certificate> certificate(KeyReference key) {
    return vault(key.vault()).certificate(key.label());
  }

  @Override
  public void close() {
    vaults.values().forEach(Vault::close);
  }
}

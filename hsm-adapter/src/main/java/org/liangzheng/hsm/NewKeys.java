package org.liangzheng.hsm;

import org.liangzheng.verifier.crypto.SignatureSuite;

/** New keys by whichever way a vault offers: made inside, or taken from those made before. */
public final class NewKeys {
  private NewKeys() {}

  /** Whether new keys are taken from those that were made in the device before. */
  public static boolean assigns(Vault vault) {
    return has(vault, Capability.ASSIGN_KEY);
  }

  /**
   * A new signing key; failures as {@link KeyAdministration#generateSigningKey} and {@link
   * KeyAdministration#assignSigningKey}.
   *
   * @throws CustodyException.CapabilityMissing if the vault offers no way
   */
  public static SigningKey signing(
      Vault vault, String label, KeyPurpose purpose, SignatureSuite suite) {
    KeyAdministration administration = vault.administration();
    return assigns(vault)
        ? administration.assignSigningKey(label, purpose, suite)
        : administration.generateSigningKey(label, purpose, suite);
  }

  /**
   * A new wrapping key; failures as {@link KeyAdministration#generateWrappingKey} and {@link
   * KeyAdministration#assignWrappingKey}.
   *
   * @throws CustodyException.CapabilityMissing if the vault offers no way
   */
  public static WrappingKey wrapping(Vault vault, String label) {
    KeyAdministration administration = vault.administration();
    return assigns(vault)
        ? administration.assignWrappingKey(label)
        : administration.generateWrappingKey(label);
  }

  /** Whether the vault offers any way to new signing keys. */
  public static boolean canMakeSigning(Vault vault) {
    return assigns(vault) || has(vault, Capability.GENERATE_SIGNING_KEY);
  }

  /** Whether the vault offers any way to new wrapping keys. */
  public static boolean canMakeWrapping(Vault vault) {
    return assigns(vault) || has(vault, Capability.GENERATE_WRAPPING_KEY);
  }

  private static boolean has(Vault vault, Capability capability) {
    return vault.administration().capabilities().contains(capability);
  }
}

package org.liangzheng.hsm;

import org.liangzheng.verifier.crypto.SignatureSuite;

/** New keys by whichever way a vault offers: made inside, or taken from those made before. */
public final class NewKeys {
  private NewKeys() {}

  /** Whether new keys are taken from those made before. */
  public static boolean assigns(Vault vault) {
    return false;
  }

  /**
   * A new signing key; failures as {@link KeyAdministration#generateSigningKey}.
   *
   * @throws CustodyException.CapabilityMissing if the vault offers no way
   */
  public static SigningKey signing(
      Vault vault, String label, KeyPurpose purpose, SignatureSuite suite) {
    return vault.administration().generateSigningKey(label, purpose, suite);
  }

  /**
   * A new wrapping key; failures as {@link KeyAdministration#generateWrappingKey}.
   *
   * @throws CustodyException.CapabilityMissing if the vault offers no way
   */
  public static WrappingKey wrapping(Vault vault, String label) {
    return vault.administration().generateWrappingKey(label);
  }
}

package org.liangzheng.signer.sample;

/** Keys of the sample world. */
public enum SampleRole {
  /** The city's invented root authority. */
  ROOT("sample-root"),
  /** Issues the certificates of departments and of the seal maker. */
  ISSUING_CA("sample-issuing-ca"),
  /** Makes the seals. */
  SEAL_MAKER("sample-seal-maker"),
  /** Licence seal of the market regulator. */
  MARKET_LICENCE_SEAL("sample-market-licence-seal"),
  /** Licence seal of the housing department. */
  HOUSING_LICENCE_SEAL("sample-housing-licence-seal");

  private final String label;

  SampleRole(String label) {
    this.label = label;
  }

  /** Label of the key in its vault. */
  public String label() {
    return label;
  }
}

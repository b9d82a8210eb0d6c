package org.liangzheng.signer.sample;

import java.util.Arrays;
import java.util.List;

/** Keys of the sample world. */
public enum SampleRole {
  /** The city's invented root authority. */
  ROOT("sample-root", true),
  /** Issues the certificates of departments and of the seal maker. */
  ISSUING_CA("sample-issuing-ca", true),
  /** Makes the seals. */
  SEAL_MAKER("sample-seal-maker", true),
  /** Licence seal of the market regulator. */
  MARKET_LICENCE_SEAL("sample-market-licence-seal", true),
  /** Licence seal of the housing department. */
  HOUSING_LICENCE_SEAL("sample-housing-licence-seal", true),
  /** Timestamps of seals. */
  TIMESTAMP("sample-timestamp", true),
  /** First owner of the trust list; in a real city each owner keeps the key elsewhere. */
  TRUST_ROOT_1("sample-trust-root-1", false),
  /** Second owner of the trust list. */
  TRUST_ROOT_2("sample-trust-root-2", false),
  /** Third owner of the trust list. */
  TRUST_ROOT_3("sample-trust-root-3", false),
  /** Signs evidence packs; named by the trust list. */
  PACK("sample-pack", false);

  private final String label;
  private final boolean certified;

  SampleRole(String label, boolean certified) {
    this.label = label;
    this.certified = certified;
  }

  /** Label of the key in its vault. */
  public String label() {
    return label;
  }

  /** Whether the key has a certificate; the others are vouched for by anchor or trust list. */
  public boolean isCertified() {
    return certified;
  }

  /** Roles that have a certificate. */
  public static List<SampleRole> certified() {
    return Arrays.stream(values()).filter(SampleRole::isCertified).toList();
  }

  /** The three owners of the trust list. */
  public static List<SampleRole> trustRoots() {
    return List.of(TRUST_ROOT_1, TRUST_ROOT_2, TRUST_ROOT_3);
  }
}

package org.liangzheng.signer.sample;

import java.util.Arrays;
import java.util.List;

/** Keys of the sample world. */
public enum SampleRole {
  /** The city's invented root authority. */
  ROOT("sample-root", Use.ISSUING_CA, Voucher.CERTIFICATE),
  /** Issues the certificates of departments and of the seal maker. */
  ISSUING_CA("sample-issuing-ca", Use.ISSUING_CA, Voucher.CERTIFICATE),
  /** Makes the seals. */
  SEAL_MAKER("sample-seal-maker", Use.SEAL_MAKER, Voucher.CERTIFICATE),
  /** Licence seal of the market regulator. */
  MARKET_LICENCE_SEAL("sample-market-licence-seal", Use.LICENCE_SEAL, Voucher.CERTIFICATE),
  /** Licence seal of the housing department. */
  HOUSING_LICENCE_SEAL("sample-housing-licence-seal", Use.LICENCE_SEAL, Voucher.CERTIFICATE),
  /** Licence seal of the data bureau. */
  DATA_LICENCE_SEAL("sample-data-licence-seal", Use.LICENCE_SEAL, Voucher.CERTIFICATE),
  /** The data bureau's seal on annotated copies. */
  COPY_SEAL("sample-copy-seal", Use.COPY_SEAL, Voucher.CERTIFICATE),
  /** A department's key whose certificate has ended: nothing of it may pass. */
  EXPIRED_SEAL("sample-expired-licence-seal", Use.LICENCE_SEAL, Voucher.CERTIFICATE),
  /** A department's key whose certificate was revoked as compromised: nothing of it may pass. */
  REVOKED_SEAL("sample-revoked-licence-seal", Use.LICENCE_SEAL, Voucher.CERTIFICATE),
  /** Timestamps. */
  TIMESTAMP("sample-timestamp", Use.TIMESTAMP, Voucher.CERTIFICATE),
  /** Certifies keys of presentation codes; below the root, and trusted for nothing else. */
  PRESENTATION_CA("sample-presentation-ca", Use.PRESENTATION_CA, Voucher.CERTIFICATE),
  /** First owner of the trust list; in a real city each owner keeps the key elsewhere. */
  TRUST_ROOT_1("sample-trust-root-1", Use.TRUST_ROOT, Voucher.ANCHOR),
  /** Second owner of the trust list. */
  TRUST_ROOT_2("sample-trust-root-2", Use.TRUST_ROOT, Voucher.ANCHOR),
  /** Third owner of the trust list. */
  TRUST_ROOT_3("sample-trust-root-3", Use.TRUST_ROOT, Voucher.ANCHOR),
  /** Signs evidence packs. */
  PACK("sample-pack", Use.PACK, Voucher.TRUST_LIST),
  /** Signs usage receipts. */
  RECEIPT("sample-receipt", Use.RECEIPT, Voucher.TRUST_LIST),
  /** Signs checkpoints of the audit log. */
  LOG("sample-log", Use.LOG, Voucher.TRUST_LIST),
  /** Licence seal of the human resources department; the committed world was made before it. */
  HUMAN_RESOURCES_LICENCE_SEAL(
      "sample-human-resources-licence-seal", Use.LICENCE_SEAL, Voucher.CERTIFICATE),
  /** Licence seal of the police; the committed world was made before it. */
  PUBLIC_SECURITY_LICENCE_SEAL(
      "sample-public-security-licence-seal", Use.LICENCE_SEAL, Voucher.CERTIFICATE);

  /** What a key is for, under the names that custody uses. */
  public enum Use {
    TRUST_ROOT,
    ISSUING_CA,
    SEAL_MAKER,
    LICENCE_SEAL,
    COPY_SEAL,
    TIMESTAMP,
    PRESENTATION_CA,
    PACK,
    RECEIPT,
    LOG
  }

  /** Who vouches for a key. */
  private enum Voucher {
    CERTIFICATE,
    TRUST_LIST,
    ANCHOR
  }

  private final String label;
  private final Use use;
  private final Voucher voucher;

  SampleRole(String label, Use use, Voucher voucher) {
    this.label = label;
    this.use = use;
    this.voucher = voucher;
  }

  /** Label of the key in its vault. */
  public String label() {
    return label;
  }

  public Use use() {
    return use;
  }

  /** Whether the key has a certificate; the others are vouched for by anchor or trust list. */
  public boolean isCertified() {
    return voucher == Voucher.CERTIFICATE;
  }

  /** Whether the committed sample world, which was made once and is kept, has the key. */
  public boolean isCommitted() {
    return this != HUMAN_RESOURCES_LICENCE_SEAL && this != PUBLIC_SECURITY_LICENCE_SEAL;
  }

  /** Roles that have a certificate. */
  public static List<SampleRole> certified() {
    return Arrays.stream(values()).filter(SampleRole::isCertified).toList();
  }

  /** Roles that the trust list names by their keys. */
  public static List<SampleRole> listed() {
    return Arrays.stream(values()).filter(role -> role.voucher == Voucher.TRUST_LIST).toList();
  }

  /** The three owners of the trust list. */
  public static List<SampleRole> trustRoots() {
    return Arrays.stream(values()).filter(role -> role.voucher == Voucher.ANCHOR).toList();
  }
}

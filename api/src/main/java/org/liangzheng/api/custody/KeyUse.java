package org.liangzheng.api.custody;

import org.liangzheng.hsm.KeyPurpose;

/** What a key is for, for life; the vaults' own purposes under the same names. */
public enum KeyUse {
  TRUST_ROOT,
  ISSUING_CA,
  SEAL_MAKER,
  LICENCE_SEAL,
  OFFICE_SEAL,
  COPY_SEAL,
  TIMESTAMP,
  PRESENTATION,
  PRESENTATION_CA,
  RECEIPT,
  PACK,
  LOG,
  TOKEN,
  WRAPPING,
  INDEX_MAC;

  KeyPurpose purpose() {
    return KeyPurpose.valueOf(name());
  }
}

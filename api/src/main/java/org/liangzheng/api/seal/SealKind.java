package org.liangzheng.api.seal;

import org.liangzheng.api.custody.KeyUse;

/** What a seal may stamp; for life. Names are stored. */
public enum SealKind {
  /** Licences: 证照专用章. */
  LICENCE(KeyUse.LICENCE_SEAL),
  /** Other documents and digests: 公务用章. */
  OFFICE(KeyUse.OFFICE_SEAL),
  /** Annotated copies: 副本专用章. */
  COPY(KeyUse.COPY_SEAL);

  private final KeyUse use;

  SealKind(KeyUse use) {
    this.use = use;
  }

  /** What its keys are for. */
  public KeyUse use() {
    return use;
  }
}

package org.liangzheng.api.planted;

import org.liangzheng.hsm.Vault;

/** What no feature but custody may do; the test of the drawing sees it caught. */
public interface HoldsAVault {
  Vault vault();
}

package org.liangzheng.api.trust;

/** What was last done to what an index belongs to. */
public enum StatusAct {
  IN_FORCE,
  /** 暂扣: may come back into force. */
  SUSPENDED,
  /** 撤销: should never have been. */
  ANNULLED,
  /** 吊销: taken away. */
  REVOKED,
  /** 注销: given up, or without purpose. */
  CANCELLED
}

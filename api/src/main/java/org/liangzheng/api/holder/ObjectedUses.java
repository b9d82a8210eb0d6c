package org.liangzheng.api.holder;

import java.util.Collection;
import java.util.Map;
import java.util.UUID;

/** Tells which uses were objected to; who keeps objections is a bean of this type. */
public interface ObjectedUses {
  /**
   * Ids of objections by receipt; receipts of uses that nobody objected to are left out.
   *
   * @param receipts ids of receipts, which are those of their fetches
   */
  Map<UUID, UUID> objections(Collection<UUID> receipts);
}

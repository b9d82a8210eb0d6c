package org.liangzheng.api.identity;

import java.util.UUID;

/** Who may act for whom, as the register of mandates answers it. */
public interface Representation {

  /** Whether a mandate is in force today by which the agent may do this for the principal. */
  boolean mayAct(UUID agent, UUID principal, MandateScope scope);
}

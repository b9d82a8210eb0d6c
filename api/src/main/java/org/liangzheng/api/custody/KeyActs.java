package org.liangzheng.api.custody;

import java.util.Map;
import java.util.UUID;

/** Where acts on the keys of the database are written down; the audit log has it. */
public interface KeyActs {

  /**
   * In the transaction of the act.
   *
   * @param act UPPER_SNAKE
   * @param rotation id of the replacement
   * @param facts short words and numbers, nothing about anybody
   */
  void record(String act, UUID rotation, Map<String, String> facts);
}

package org.liangzheng.hsm.pool;

/** One of several devices or tokens that hold the same keys. */
public interface Device {
  /** Its name in health reports and failures: what the operator calls it. */
  String name();
}

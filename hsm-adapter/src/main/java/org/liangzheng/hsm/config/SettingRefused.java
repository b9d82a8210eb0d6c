package org.liangzheng.hsm.config;

import java.io.Serial;

/**
 * A setting of a vault is missing, unknown or out of range. Quotes the name of the setting, never a
 * value: a PIN may stand in the wrong place.
 */
public final class SettingRefused extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final String key;
  private final String reason;

  /**
   * Says which and why.
   *
   * @param key full name of the setting, for instance {@code
   *     liangzheng.custody.vaults[0].call-timeout}
   * @param reason what it should be
   */
  public SettingRefused(String key, String reason) {
    super(key + ": " + reason);
    this.key = key;
    this.reason = reason;
  }

  /** Full name of the setting. */
  public String key() {
    return key;
  }

  /** What it should be. */
  public String reason() {
    return reason;
  }
}

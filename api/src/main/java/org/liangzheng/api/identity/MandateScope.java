package org.liangzheng.api.identity;

/** What somebody with a mandate may do for the one it acts for. Names are stored. */
public enum MandateScope {
  /** See licences and who used them. */
  VIEW,
  /** Show licences by code. 亮证 */
  SHOW,
  /** Agree to the use of licences, or refuse. */
  CONSENT,
  /** Object to a use. */
  OBJECT,
  /** Give mandates of these rights to others, and revoke them. */
  DELEGATE
}

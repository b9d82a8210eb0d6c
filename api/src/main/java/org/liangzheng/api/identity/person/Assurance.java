package org.liangzheng.api.identity.person;

/** How surely a person was recognised at sign-in, weakest first. Names are stored. */
public enum Assurance {
  /** One factor, such as a password. */
  BASIC,
  /** Two factors, or an identity proven to an outside issuer. */
  SUBSTANTIAL,
  /** Two factors, one of them in hardware, of a person identified face to face. */
  HIGH;

  public boolean isAtLeast(Assurance needed) {
    return compareTo(needed) >= 0;
  }
}

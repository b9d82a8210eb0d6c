package org.liangzheng.api.identity;

/** This service's address as others reach it; never taken from a request. */
public final class PublicAddress {
  private final Issuer issuer;

  PublicAddress(Issuer issuer) {
    this.issuer = issuer;
  }

  /** Scheme, host and port. */
  public String value() {
    return issuer.value();
  }
}

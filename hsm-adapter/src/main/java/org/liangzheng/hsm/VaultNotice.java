package org.liangzheng.hsm;

/** What an operator must be told about a vault at each start. Texts: {@link CustodyMessages}. */
public enum VaultNotice {
  /** Keys lie in a file and in the memory of the process. */
  SOFTWARE_NOT_FOR_PRODUCTION("software-vault-not-for-production"),
  /** The token is SoftHSM: keys lie in files and in the memory of the process. */
  SOFT_TOKEN_NOT_FOR_PRODUCTION("soft-token-not-for-production"),
  /** Not every signature is verified before it leaves. */
  SELF_CHECK_REDUCED("self-check-reduced");

  private final String code;

  VaultNotice(String code) {
    this.code = code;
  }

  /** Stable code, lower-case with hyphens. */
  public String code() {
    return code;
  }
}

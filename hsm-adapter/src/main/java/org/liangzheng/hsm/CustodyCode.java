package org.liangzheng.hsm;

/**
 * Stable codes of what can fail in custody; lower-case with hyphens, as in problem documents and
 * message bundles.
 */
public enum CustodyCode {
  VAULT_UNAVAILABLE("vault-unavailable", true),
  VAULT_BUSY("vault-busy", true),
  VAULT_TIMED_OUT("vault-timed-out", true),
  VAULT_SESSION_LOST("vault-session-lost", true),
  VAULT_CLOSED("vault-closed", true),
  VAULT_FAULT("vault-fault", false),
  PIN_REJECTED("vault-pin-rejected", false),
  PIN_LOCKED("vault-pin-locked", false),
  PIN_FILE_REFUSED("vault-pin-file-refused", false),
  KEY_ABSENT("key-absent", false),
  SUITE_REFUSED("key-suite-refused", false),
  PURPOSE_REFUSED("key-purpose-refused", false),
  AUTHORISATION_REFUSED("signing-authorisation-refused", false),
  AUTHORISATION_EXPIRED("signing-authorisation-expired", false),
  SELF_CHECK_FAILED("signature-self-check-failed", false),
  FUSE_BLOWN("key-fuse-blown", false),
  LEDGER_UNAVAILABLE("usage-ledger-unavailable", true),
  UNWRAP_REFUSED("unwrap-refused", false),
  CAPABILITY_MISSING("vault-capability-missing", false),
  INDEX_POOL_EXHAUSTED("key-index-pool-exhausted", false),
  INDEX_TAKEN("key-index-taken", false),
  KEY_SWAPPED("key-swapped", false),
  KEY_TABLE_UNAVAILABLE("key-table-unavailable", true),
  DUPLICATE_LABEL("key-label-duplicate", false),
  CERTIFICATE_REFUSED("key-certificate-refused", false),
  KEY_STORE_ABSENT("key-store-absent", false),
  KEY_STORE_EXISTS("key-store-exists", false),
  KEY_STORE_DAMAGED("key-store-damaged", false),
  KEY_STORE_LOCKED("key-store-locked", true),
  PLATFORM_UNSUPPORTED("platform-unsupported", false),
  LIBRARY_ABSENT("library-absent", false),
  LIBRARY_FOREIGN("library-foreign", false),
  LIBRARY_UNLOADABLE("library-unloadable", false),
  LIBRARY_OTHER_KIND("library-other-kind", false),
  TOKEN_ABSENT("token-absent", true),
  TOKEN_AMBIGUOUS("token-ambiguous", false),
  TOKEN_FULL("token-full", false),
  KEY_AMBIGUOUS("key-ambiguous", false),
  KEY_EXPOSED("key-exposed", false);

  private final String code;
  private final boolean temporary;

  CustodyCode(String code, boolean temporary) {
    this.code = code;
    this.temporary = temporary;
  }

  /** The code as shown. */
  public String code() {
    return code;
  }

  /** Whether the same call may succeed later without anybody doing anything. */
  public boolean temporary() {
    return temporary;
  }
}

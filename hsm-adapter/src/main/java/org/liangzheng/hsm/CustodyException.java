package org.liangzheng.hsm;

import java.io.Serial;
import org.jspecify.annotations.Nullable;
import org.liangzheng.verifier.crypto.SignatureSuite;

/**
 * A failure of custody. Its text is the code, the vault or key, and a short English detail for
 * engineers; people read the sentences of {@link CustodyMessages}. No PIN, key or personal data is
 * ever in it.
 */
public abstract sealed class CustodyException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final CustodyCode code;
  private final String about;

  private CustodyException(
      CustodyCode code, String about, @Nullable String detail, @Nullable Throwable cause) {
    super(code.code() + ": " + about + (detail == null ? "" : " (" + detail + ")"), cause);
    this.code = code;
    this.about = about;
  }

  private CustodyException(CustodyCode code, Object about, @Nullable String detail) {
    this(code, about.toString(), detail, null);
  }

  public final CustodyCode code() {
    return code;
  }

  /** The vault, key reference or file it is about. */
  public final String about() {
    return about;
  }

  /** The vault cannot be reached, or is not configured. No call was made. */
  public static final class VaultUnavailable extends CustodyException {
    public VaultUnavailable(String vault, String detail) {
      super(CustodyCode.VAULT_UNAVAILABLE, vault, detail);
    }

    public VaultUnavailable(String vault, String detail, Throwable cause) {
      super(CustodyCode.VAULT_UNAVAILABLE, vault, detail, cause);
    }
  }

  /** No session came free within the bounded wait. No call was made. */
  public static final class VaultBusy extends CustodyException {
    public VaultBusy(String vault) {
      super(CustodyCode.VAULT_BUSY, vault, null);
    }
  }

  /** A call was made and did not come back in time. */
  public static final class TimedOut extends CustodyException {
    public TimedOut(String vault) {
      super(CustodyCode.VAULT_TIMED_OUT, vault, null);
    }
  }

  /** The session died in a call, and in every repetition the request was allowed. */
  public static final class SessionLost extends CustodyException {
    public SessionLost(String vault, String detail) {
      super(CustodyCode.VAULT_SESSION_LOST, vault, detail);
    }

    public SessionLost(String vault, String detail, Throwable cause) {
      super(CustodyCode.VAULT_SESSION_LOST, vault, detail, cause);
    }
  }

  /** The vault was closed. No call was made. */
  public static final class VaultClosed extends CustodyException {
    public VaultClosed(String vault) {
      super(CustodyCode.VAULT_CLOSED, vault, null);
    }
  }

  /** The vault answered in a way that has no better name; the detail carries its own code. */
  public static final class VaultFault extends CustodyException {
    public VaultFault(String vault, String detail) {
      super(CustodyCode.VAULT_FAULT, vault, detail);
    }

    public VaultFault(String vault, String detail, Throwable cause) {
      super(CustodyCode.VAULT_FAULT, vault, detail, cause);
    }
  }

  /** The PIN or passphrase is wrong. Never tried again by itself: tokens count and lock. */
  public static final class PinRejected extends CustodyException {
    public PinRejected(String vault) {
      super(CustodyCode.PIN_REJECTED, vault, null);
    }

    public PinRejected(String vault, String detail) {
      super(CustodyCode.PIN_REJECTED, vault, detail);
    }
  }

  /** The PIN is locked after wrong ones, expired, or was never set; no PIN helps now. */
  public static final class PinLocked extends CustodyException {
    public PinLocked(String vault, String detail) {
      super(CustodyCode.PIN_LOCKED, vault, detail);
    }
  }

  /** The PIN file is missing, empty, too large, or open to other users. */
  public static final class PinFileRefused extends CustodyException {
    public PinFileRefused(String file, String detail) {
      super(CustodyCode.PIN_FILE_REFUSED, file, detail);
    }

    public PinFileRefused(String file, String detail, Throwable cause) {
      super(CustodyCode.PIN_FILE_REFUSED, file, detail, cause);
    }
  }

  /** There is no key of that name. */
  public static final class KeyAbsent extends CustodyException {
    public KeyAbsent(KeyReference key) {
      super(CustodyCode.KEY_ABSENT, key, null);
    }
  }

  /** Digest, key and vault do not speak the same suite. */
  public static final class SuiteRefused extends CustodyException {
    public SuiteRefused(String about, SignatureSuite suite) {
      super(CustodyCode.SUITE_REFUSED, about, suite.name());
    }
  }

  /** The key is not for this. */
  public static final class PurposeRefused extends CustodyException {
    public PurposeRefused(KeyReference key, KeyPurpose purpose, String use) {
      super(CustodyCode.PURPOSE_REFUSED, key, purpose + " does not serve " + use);
    }
  }

  /** The authorisation is not for this signature. */
  public static final class AuthorisationRefused extends CustodyException {
    public AuthorisationRefused(KeyReference key, String detail) {
      super(CustodyCode.AUTHORISATION_REFUSED, key, detail);
    }
  }

  /** The authorisation's time is over. */
  public static final class AuthorisationExpired extends CustodyException {
    public AuthorisationExpired(KeyReference key) {
      super(CustodyCode.AUTHORISATION_EXPIRED, key, null);
    }
  }

  /** The vault returned something that is not the key's signature; it was thrown away. */
  public static final class SelfCheckFailed extends CustodyException {
    public SelfCheckFailed(KeyReference key) {
      super(CustodyCode.SELF_CHECK_FAILED, key, null);
    }
  }

  /** The key has signed as often today as it may. */
  public static final class FuseBlown extends CustodyException {
    public FuseBlown(KeyReference key) {
      super(CustodyCode.FUSE_BLOWN, key, null);
    }
  }

  /** The counts cannot be kept; so nothing is signed. */
  public static final class LedgerUnavailable extends CustodyException {
    public LedgerUnavailable(KeyReference key, Throwable cause) {
      super(CustodyCode.LEDGER_UNAVAILABLE, key.toString(), null, cause);
    }
  }

  /** The bytes were not wrapped by this key, or were changed. */
  public static final class UnwrapRefused extends CustodyException {
    public UnwrapRefused(KeyReference key) {
      super(CustodyCode.UNWRAP_REFUSED, key, null);
    }
  }

  /** The vault does not have this capability. */
  public static final class CapabilityMissing extends CustodyException {
    public CapabilityMissing(String vault, Capability capability) {
      super(CustodyCode.CAPABILITY_MISSING, vault, capability.name());
    }
  }

  /** No key of the index pool is free. */
  public static final class IndexPoolExhausted extends CustodyException {
    public IndexPoolExhausted(String vault, String detail) {
      super(CustodyCode.INDEX_POOL_EXHAUSTED, vault, detail);
    }
  }

  /** The settings bind an index to one label, the key table to another. */
  public static final class IndexTaken extends CustodyException {
    public IndexTaken(KeyReference key, String detail) {
      super(CustodyCode.INDEX_TAKEN, key, detail);
    }
  }

  /** Under the key's index lies another key than the one that was bound: a swapped device. */
  public static final class KeySwapped extends CustodyException {
    public KeySwapped(KeyReference key, String detail) {
      super(CustodyCode.KEY_SWAPPED, key, detail);
    }
  }

  /** The table of assigned keys cannot be read or written. */
  public static final class KeyTableUnavailable extends CustodyException {
    public KeyTableUnavailable(String vault, Throwable cause) {
      super(CustodyCode.KEY_TABLE_UNAVAILABLE, vault, null, cause);
    }
  }

  /** The label is taken. */
  public static final class DuplicateLabel extends CustodyException {
    public DuplicateLabel(KeyReference key) {
      super(CustodyCode.DUPLICATE_LABEL, key, null);
    }
  }

  /** The certificate is not this key's. */
  public static final class CertificateRefused extends CustodyException {
    public CertificateRefused(KeyReference key) {
      super(CustodyCode.CERTIFICATE_REFUSED, key, null);
    }
  }

  /** There is no key store file. */
  public static final class KeyStoreAbsent extends CustodyException {
    public KeyStoreAbsent(String vault) {
      super(CustodyCode.KEY_STORE_ABSENT, vault, null);
    }
  }

  /** A key store file is there already and will not be overwritten. */
  public static final class KeyStoreExists extends CustodyException {
    public KeyStoreExists(String vault) {
      super(CustodyCode.KEY_STORE_EXISTS, vault, null);
    }
  }

  /** The key store file was changed or cut, or is older than what was read before. */
  public static final class KeyStoreDamaged extends CustodyException {
    public KeyStoreDamaged(String vault, String detail) {
      super(CustodyCode.KEY_STORE_DAMAGED, vault, detail);
    }

    public KeyStoreDamaged(String vault, String detail, Throwable cause) {
      super(CustodyCode.KEY_STORE_DAMAGED, vault, detail, cause);
    }
  }

  /** Another process is writing the key store. */
  public static final class KeyStoreLocked extends CustodyException {
    public KeyStoreLocked(String vault) {
      super(CustodyCode.KEY_STORE_LOCKED, vault, null);
    }
  }

  /** Native libraries cannot be called here: the memory layout of this platform is not known. */
  public static final class PlatformUnsupported extends CustodyException {
    public PlatformUnsupported(String platform) {
      super(CustodyCode.PLATFORM_UNSUPPORTED, platform, null);
    }
  }

  /** There is no library file at that path. */
  public static final class LibraryAbsent extends CustodyException {
    public LibraryAbsent(String file, String detail) {
      super(CustodyCode.LIBRARY_ABSENT, file, detail);
    }
  }

  /** The file is no library of this system and processor. */
  public static final class LibraryForeign extends CustodyException {
    public LibraryForeign(String file, String detail) {
      super(CustodyCode.LIBRARY_FOREIGN, file, detail);
    }
  }

  /** The library cannot be loaded: another one that it needs is missing, or it is cut short. */
  public static final class LibraryUnloadable extends CustodyException {
    public LibraryUnloadable(String file, String detail) {
      super(CustodyCode.LIBRARY_UNLOADABLE, file, detail);
    }

    public LibraryUnloadable(String file, Throwable cause) {
      super(CustodyCode.LIBRARY_UNLOADABLE, file, null, cause);
    }
  }

  /** The library was loaded and does not have the functions of its kind. */
  public static final class LibraryOtherKind extends CustodyException {
    public LibraryOtherKind(String file, String detail) {
      super(CustodyCode.LIBRARY_OTHER_KIND, file, detail);
    }
  }

  /** There is no token of that label or serial number. No call was made. */
  public static final class TokenAbsent extends CustodyException {
    public TokenAbsent(String vault, String token) {
      super(CustodyCode.TOKEN_ABSENT, vault, token);
    }
  }

  /** Two tokens bear the name. */
  public static final class TokenAmbiguous extends CustodyException {
    public TokenAmbiguous(String vault, String token) {
      super(CustodyCode.TOKEN_AMBIGUOUS, vault, token);
    }
  }

  /** The token, key store or key table has no room for more. */
  public static final class TokenFull extends CustodyException {
    public TokenFull(String vault, String detail) {
      super(CustodyCode.TOKEN_FULL, vault, detail);
    }
  }

  /** Two keys answer to the name; none is used. */
  public static final class KeyAmbiguous extends CustodyException {
    public KeyAmbiguous(KeyReference key, String detail) {
      super(CustodyCode.KEY_AMBIGUOUS, key.toString(), detail, null);
    }
  }

  /** The private key could be read out of its token; it is not used. */
  public static final class KeyExposed extends CustodyException {
    public KeyExposed(KeyReference key, String detail) {
      super(CustodyCode.KEY_EXPOSED, key.toString(), detail, null);
    }
  }
}

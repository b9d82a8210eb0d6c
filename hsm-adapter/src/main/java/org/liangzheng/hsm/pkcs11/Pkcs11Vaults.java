package org.liangzheng.hsm.pkcs11;

import java.security.SecureRandom;
import java.time.Clock;
import org.liangzheng.hsm.CustodyException;
import org.liangzheng.hsm.Pin;
import org.liangzheng.hsm.UsageLedger;

/** Opens PKCS#11 vaults. */
public final class Pkcs11Vaults {
  private final Clock clock;
  private final SecureRandom random;
  private final UsageLedger ledger;

  /**
   * Ready to open vaults.
   *
   * @param ledger counts every signature of every vault opened here
   */
  public Pkcs11Vaults(Clock clock, SecureRandom random, UsageLedger ledger) {
    this.clock = clock;
    this.random = random;
    this.ledger = ledger;
  }

  /**
   * Loads the module, logs in to a token and reads what it can do. The PIN is the caller's to
   * close; the vault keeps a copy while it is open, because a token that comes back wants it again.
   *
   * @throws CustodyException.PlatformUnsupported if native libraries cannot be called here
   * @throws CustodyException.LibraryAbsent if the module is not there
   * @throws CustodyException.LibraryForeign if it is for another system or processor
   * @throws CustodyException.LibraryUnloadable if the system does not load it
   * @throws CustodyException.LibraryOtherKind if it is no PKCS#11 module
   * @throws CustodyException.TokenAbsent if none of the tokens is there
   * @throws CustodyException.TokenAmbiguous if a name fits two tokens
   * @throws CustodyException.PinRejected if the PIN is wrong; it was offered once
   * @throws CustodyException.PinLocked if no PIN helps now
   * @throws CustodyException.VaultUnavailable if the module or its tokens do not serve
   */
  public Pkcs11Vault open(Pkcs11VaultSettings settings, Pin pin) {
    TokenModule module = TokenModule.acquire(settings.name(), settings.module());
    TokenVault vault =
        new TokenVault(
            settings, new TokenAccess(settings, module, pin, random), clock, random, ledger);
    try {
      vault.start();
      return vault;
    } catch (CustodyException failure) {
      vault.close();
      throw failure;
    }
  }
}

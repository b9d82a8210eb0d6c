package org.liangzheng.hsm;

import org.liangzheng.verifier.crypto.SignatureValue;
import org.liangzheng.verifier.crypto.SigningDigest;

/** The bare signature of one key, as an adapter makes it. Only {@link SigningGuard} calls it. */
@FunctionalInterface
public interface SigningOperation {
  /**
   * Makes one call into the vault; does not repeat it.
   *
   * @throws CustodyException.SessionLost if the session died: the guard repeats the call on another
   * @throws CustodyException.VaultUnavailable if no call was made
   * @throws CustodyException.VaultBusy if no call was made
   * @throws CustodyException.TimedOut if the call was made and has not come back
   * @throws CustodyException if the vault refused
   */
  SignatureValue sign(SigningDigest digest);
}

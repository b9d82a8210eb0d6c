package org.liangzheng.hsm.pkcs11;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;
import org.liangzheng.hsm.Pin;

/**
 * What this process knows of one token's PIN. A module takes any PIN once one session is logged in,
 * and counts every wrong one; so the PIN accepted is compared here, and one that was rejected is
 * not offered again. Salted hashes only; the monitor of this object orders log-ins.
 */
final class LoginMemory {
  private final byte[] salt = new byte[32];
  private byte @Nullable [] accepted;
  private byte @Nullable [] rejected;

  LoginMemory(SecureRandom random) {
    random.nextBytes(salt);
  }

  /** Whether another PIN than this was accepted before. */
  boolean differsFromAccepted(Pin pin) {
    return accepted != null && !MessageDigest.isEqual(accepted, hash(pin));
  }

  boolean wasRejected(Pin pin) {
    return rejected != null && MessageDigest.isEqual(rejected, hash(pin));
  }

  void accept(Pin pin) {
    accepted = hash(pin);
    rejected = null;
  }

  void reject(Pin pin) {
    rejected = hash(pin);
  }

  private byte[] hash(Pin pin) {
    return pin.use(bytes -> {
      try {
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        sha256.update(salt);
        return sha256.digest(bytes);
      } catch (GeneralSecurityException impossible) {
        throw new IllegalStateException("every Java platform has SHA-256", impossible);
      }
    });
  }
}

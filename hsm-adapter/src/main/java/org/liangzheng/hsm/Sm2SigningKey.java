package org.liangzheng.hsm;

import org.liangzheng.verifier.crypto.SignatureValue;
import org.liangzheng.verifier.crypto.SigningDigest;
import org.liangzheng.verifier.crypto.Sm2Digest;
import org.liangzheng.verifier.crypto.Sm2PublicKey;
import org.liangzheng.verifier.crypto.Sm2Signature;

/** An SM2 signing key; what it is given is e = SM3(Z ‖ M), so no vault hashes. */
public final class Sm2SigningKey implements SigningKey {
  private final KeyReference reference;
  private final KeyPurpose purpose;
  private final Sm2PublicKey publicKey;
  private final SigningGuard guard;
  private final SigningOperation operation;

  /**
   * For adapters.
   *
   * @param operation the bare signature, called only by the guard
   */
  public Sm2SigningKey(
      KeyReference reference,
      KeyPurpose purpose,
      Sm2PublicKey publicKey,
      SigningGuard guard,
      SigningOperation operation) {
    this.reference = reference;
    this.purpose = purpose;
    this.publicKey = publicKey;
    this.guard = guard;
    this.operation = operation;
  }

  /** Signs, as {@link SigningKey#sign}, with the suite known at compile time. */
  public Sm2Signature sign(
      Sm2Digest digest, SigningAuthorisation authorisation, AttemptJournal journal) {
    SignatureValue signature = guard.sign(this, digest, authorisation, journal, operation);
    if (signature instanceof Sm2Signature value) {
      return value;
    }
    throw new CustodyException.SelfCheckFailed(reference);
  }

  @Override
  public SignatureValue sign(
      SigningDigest digest, SigningAuthorisation authorisation, AttemptJournal journal) {
    if (digest instanceof Sm2Digest e) {
      return sign(e, authorisation, journal);
    }
    throw new CustodyException.SuiteRefused(reference.toString(), digest.suite());
  }

  @Override
  public KeyReference reference() {
    return reference;
  }

  @Override
  public KeyPurpose purpose() {
    return purpose;
  }

  @Override
  public Sm2PublicKey publicKey() {
    return publicKey;
  }

  @Override
  public String toString() {
    return "Sm2SigningKey[" + reference + ", " + purpose + "]";
  }
}

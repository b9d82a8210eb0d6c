package org.liangzheng.hsm;

import org.liangzheng.verifier.crypto.P256Digest;
import org.liangzheng.verifier.crypto.P256PublicKey;
import org.liangzheng.verifier.crypto.P256Signature;
import org.liangzheng.verifier.crypto.SignatureValue;
import org.liangzheng.verifier.crypto.SigningDigest;

/** A P-256 signing key; what it is given is SHA-256(M), so no vault hashes. */
public final class P256SigningKey implements SigningKey {
  private final KeyReference reference;
  private final KeyPurpose purpose;
  private final P256PublicKey publicKey;
  private final SigningGuard guard;
  private final SigningOperation operation;

  /**
   * For adapters.
   *
   * @param operation the bare signature, called only by the guard
   */
  public P256SigningKey(
      KeyReference reference,
      KeyPurpose purpose,
      P256PublicKey publicKey,
      SigningGuard guard,
      SigningOperation operation) {
    this.reference = reference;
    this.purpose = purpose;
    this.publicKey = publicKey;
    this.guard = guard;
    this.operation = operation;
  }

  /** Signs, as {@link SigningKey#sign}, with the suite known at compile time. */
  public P256Signature sign(
      P256Digest digest, SigningAuthorisation authorisation, AttemptJournal journal) {
    SignatureValue signature = guard.sign(this, digest, authorisation, journal, operation);
    if (signature instanceof P256Signature value) {
      return value;
    }
    throw new CustodyException.SelfCheckFailed(reference);
  }

  @Override
  public SignatureValue sign(
      SigningDigest digest, SigningAuthorisation authorisation, AttemptJournal journal) {
    if (digest instanceof P256Digest hash) {
      return sign(hash, authorisation, journal);
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
  public P256PublicKey publicKey() {
    return publicKey;
  }

  @Override
  public String toString() {
    return "P256SigningKey[" + reference + ", " + purpose + "]";
  }
}

package org.liangzheng.verifier.crypto;

/** e = SM3(Z ‖ M) (GB/T 32918.2 §6.1), 32 bytes, bound to one public key and user id. */
public final class Sm2Digest implements SigningDigest {
  private final ByteString value;

  private Sm2Digest(ByteString value) {
    this.value = value;
  }

  /**
   * Digest of a message for one key.
   *
   * @param message parts, one after the other
   */
  public static Sm2Digest of(Sm2PublicKey key, Sm2UserId userId, byte[]... message) {
    Sm3 sm3 = new Sm3();
    byte[] z = key.z(userId).toByteArray();
    sm3.update(z);
    for (byte[] part : message) {
      sm3.update(part);
    }
    return finish(sm3);
  }

  /** Digest of a message, which is not copied, for one key. */
  public static Sm2Digest of(Sm2PublicKey key, Sm2UserId userId, ByteString message) {
    Sm3 sm3 = new Sm3();
    byte[] z = key.z(userId).toByteArray();
    sm3.update(z);
    sm3.update(message.memory(), message.offset(), message.size());
    return finish(sm3);
  }

  private static Sm2Digest finish(Sm3 sm3) {
    return new Sm2Digest(ByteString.wrap(sm3.finish()));
  }

  @Override
  public ByteString value() {
    return value;
  }

  @Override
  public SignatureSuite suite() {
    return SignatureSuite.SM2_SM3;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Sm2Digest that && value.equals(that.value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public String toString() {
    return "Sm2Digest[" + value + "]";
  }
}

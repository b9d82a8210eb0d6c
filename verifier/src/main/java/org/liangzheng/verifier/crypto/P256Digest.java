package org.liangzheng.verifier.crypto;

/** SHA-256 of a message that a P-256 key is to sign, 32 bytes. */
public final class P256Digest implements SigningDigest {
  private final ByteString value;

  private P256Digest(ByteString value) {
    this.value = value;
  }

  /**
   * Digest of a message.
   *
   * @param message parts, one after the other
   */
  public static P256Digest of(byte[]... message) {
    return new P256Digest(Sha256Digest.of(message).value());
  }

  /** Digest of a message, which is not copied. */
  public static P256Digest of(ByteString message) {
    return new P256Digest(Sha256Digest.of(message).value());
  }

  @Override
  public ByteString value() {
    return value;
  }

  @Override
  public SignatureSuite suite() {
    return SignatureSuite.P256_SHA256;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof P256Digest that && value.equals(that.value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public String toString() {
    return "P256Digest[" + value + "]";
  }
}

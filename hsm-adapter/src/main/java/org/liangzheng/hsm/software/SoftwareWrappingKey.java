package org.liangzheng.hsm.software;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.liangzheng.hsm.CustodyException;
import org.liangzheng.hsm.KeyMaterial;
import org.liangzheng.hsm.KeyReference;
import org.liangzheng.hsm.WrappingKey;
import org.liangzheng.hsm.WrappingScheme;
import org.liangzheng.verifier.crypto.ByteString;

/** AES-256-GCM: 01 ‖ nonce (12) ‖ ciphertext (32) ‖ tag (16), 61 bytes; AAD is the byte 01. */
final class SoftwareWrappingKey implements WrappingKey {
  private static final byte VERSION = 1;
  private static final int NONCE_SIZE = 12;
  private static final int SIZE = 1 + NONCE_SIZE + KeyMaterial.SIZE + 16;

  /** Runs while one of the vault's sessions is held. */
  interface Runner {
    <R> R run(Supplier<R> work);
  }

  private final KeyReference reference;
  private final Supplier<StoredKey.Wrapping> stored;
  private final SecureRandom random;
  private final Runner runner;

  SoftwareWrappingKey(
      KeyReference reference,
      Supplier<StoredKey.Wrapping> stored,
      SecureRandom random,
      Runner runner) {
    this.reference = reference;
    this.stored = stored;
    this.random = random;
    this.runner = runner;
  }

  @Override
  public KeyReference reference() {
    return reference;
  }

  @Override
  public WrappingScheme scheme() {
    return WrappingScheme.AES_256_GCM;
  }

  @Override
  public ByteString wrap(KeyMaterial material) {
    return runner.run(() -> material.use(this::wrapBytes));
  }

  @Override
  public KeyMaterial unwrap(ByteString wrapped) {
    byte[] bytes = wrapped.toByteArray();
    if (bytes.length != SIZE || bytes[0] != VERSION) {
      throw new CustodyException.UnwrapRefused(reference);
    }
    return runner.run(() -> unwrapBytes(bytes));
  }

  private ByteString wrapBytes(byte[] clear) {
    byte[] nonce = new byte[NONCE_SIZE];
    random.nextBytes(nonce);
    byte[] out = new byte[SIZE];
    out[0] = VERSION;
    System.arraycopy(nonce, 0, out, 1, NONCE_SIZE);
    return withKey(secret -> {
      try {
        gcm(Cipher.ENCRYPT_MODE, secret, nonce)
            .doFinal(clear, 0, clear.length, out, 1 + NONCE_SIZE);
        return ByteString.of(out);
      } catch (GeneralSecurityException impossible) {
        throw new IllegalStateException("every Java platform has AES-GCM", impossible);
      }
    });
  }

  private KeyMaterial unwrapBytes(byte[] wrapped) {
    return withKey(secret -> {
      byte[] nonce = Arrays.copyOfRange(wrapped, 1, 1 + NONCE_SIZE);
      try {
        byte[] clear =
            gcm(Cipher.DECRYPT_MODE, secret, nonce)
                .doFinal(wrapped, 1 + NONCE_SIZE, SIZE - 1 - NONCE_SIZE);
        try {
          return KeyMaterial.copyOf(clear);
        } finally {
          Arrays.fill(clear, (byte) 0);
        }
      } catch (GeneralSecurityException changed) {
        throw new CustodyException.UnwrapRefused(reference);
      }
    });
  }

  private <R> R withKey(Function<byte[], R> work) {
    byte[] secret = stored.get().secret().toByteArray();
    try {
      return work.apply(secret);
    } finally {
      Arrays.fill(secret, (byte) 0);
    }
  }

  private static Cipher gcm(int mode, byte[] secret, byte[] nonce) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, new SecretKeySpec(secret, "AES"), new GCMParameterSpec(128, nonce));
    cipher.updateAAD(new byte[] {VERSION});
    return cipher;
  }

  @Override
  public String toString() {
    return "SoftwareWrappingKey[" + reference + "]";
  }
}

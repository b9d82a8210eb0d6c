package org.liangzheng.hsm.software;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.liangzheng.hsm.KeyMaterial;
import org.liangzheng.hsm.KeyPurpose;
import org.liangzheng.hsm.KeyReference;
import org.liangzheng.verifier.crypto.MalformedException;
import org.liangzheng.verifier.crypto.SignatureSuite;
import org.liangzheng.verifier.crypto.SignatureValue;
import org.liangzheng.verifier.crypto.SigningDigest;
import org.liangzheng.verifier.crypto.VerificationKey;

/**
 * The one kind of private key that leaves its vault, wrapped by it: keys of presentation codes,
 * which every node signs with many times a second and which live 48 hours. Safe for many threads.
 * Prints nothing secret.
 */
public final class LooseKey {
  private static final KeyReference NOWHERE = KeyReference.parse("none:presentation");

  private final StoredKey.Signing key;
  private final SecureRandom random;
  private final ConcurrentLinkedQueue<SoftwareSigner> idle = new ConcurrentLinkedQueue<>();

  private LooseKey(StoredKey.Signing key, SecureRandom random) {
    this.key = key;
    this.random = random;
  }

  /** Secret bytes that are a private key of the suite; the caller closes them. */
  public static KeyMaterial newMaterial(SignatureSuite suite, SecureRandom random) {
    byte[] bytes = new byte[KeyMaterial.SIZE];
    try {
      while (true) {
        random.nextBytes(bytes);
        KeyMaterial material = KeyMaterial.copyOf(bytes);
        try {
          var _ = stored(suite, material);
          return material;
        } catch (MalformedException outOfRange) {
          material.close(); // one in some billions; draw again
        }
      }
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  /**
   * A key of these bytes.
   *
   * @throws IllegalArgumentException if they are no private key of the suite
   */
  public static LooseKey of(SignatureSuite suite, KeyMaterial material, SecureRandom random) {
    try {
      return new LooseKey(stored(suite, material), random);
    } catch (MalformedException outOfRange) {
      throw new IllegalArgumentException("no private key", outOfRange);
    }
  }

  private static StoredKey.Signing stored(SignatureSuite suite, KeyMaterial material)
      throws MalformedException {
    BigInteger d = material.use(bytes -> new BigInteger(1, bytes));
    return StoredKey.Signing.of(
        "loose", NOWHERE, KeyPurpose.PRESENTATION, suite, d, Optional.empty());
  }

  public VerificationKey publicKey() {
    return key.publicKey();
  }

  /** Signs a digest of the key's suite. */
  public SignatureValue sign(SigningDigest digest) {
    SoftwareSigner signer = idle.poll();
    if (signer == null) {
      signer = SoftwareSigner.of(key, random);
    }
    SignatureValue signature = signer.sign(digest);
    var _ = idle.offer(signer);
    return signature;
  }

  @Override
  public String toString() {
    return "LooseKey[redacted]";
  }
}

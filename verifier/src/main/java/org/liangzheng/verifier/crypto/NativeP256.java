package org.liangzheng.verifier.crypto;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * P-256 by native code, where this platform has it and it proves itself. Whoever lives long asks
 * for it once with {@link #load}; a process that checks one file does not, because loading takes
 * longer than it saves. Without it everything works the same, in Java.
 *
 * <p>The provider is held here and never registered with the process. It is used for the two
 * operations that are measured to gain: signing and checking P-256 (decision 0012).
 */
public final class NativeP256 {
  /** What a request for native code led to. */
  public sealed interface Outcome {
    /** Native code is in use. */
    record Native(String provider) implements Outcome {}

    /** Java is in use, and why: no name of a file or machine in it. */
    record Java(String reason) implements Outcome {}
  }

  /** ECDSA over a finished digest; signatures in DER. */
  private static final String ALGORITHM = "NONEwithECDSA";

  private static volatile @Nullable Provider loaded;
  private static @Nullable Outcome outcome;

  private NativeP256() {}

  /**
   * Loads the native code and tries it out, at the first call; later calls tell what came of it.
   */
  public static synchronized Outcome load() {
    Outcome known = outcome;
    if (known == null) {
      known = tryToLoad();
      outcome = known;
    }
    return known;
  }

  /** The provider, once it is loaded and proven: for signers. */
  public static Optional<Provider> provider() {
    return Optional.ofNullable(loaded);
  }

  private static Outcome tryToLoad() {
    try {
      Provider provider = CorrettoProvider.healthy();
      if (provider == null) {
        return new Outcome.Java("there is no native code for this platform, or it cannot be read");
      }
      if (!answersRight(provider)) {
        return new Outcome.Java("the native code fails the example of RFC 6979");
      }
      loaded = provider;
      return new Outcome.Native(provider.getName() + " " + provider.getVersionStr());
    } catch (LinkageError absent) {
      return new Outcome.Java("the library is not on the class path");
    } catch (GeneralSecurityException | MalformedException | RuntimeException unhealthy) {
      return new Outcome.Java("the native code fails its own tests");
    }
  }

  /** RFC 6979 A.2.5, P-256 with SHA-256, message "sample"; and the same with one bit changed. */
  private static boolean answersRight(Provider provider)
      throws GeneralSecurityException, MalformedException {
    byte[] point =
        ByteString.ofHex(
                "0460FED4BA255A9D31C961EB74C6356D68C049B8923B61FA6CE669622E60F29FB6"
                    + "7903FE1008B8BC99A41AE9E95628BC64F2F1B20C2D7E9F5177A3C294D4462299")
            .toByteArray();
    byte[] raw =
        ByteString.ofHex(
                "EFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716"
                    + "F7CB1C942D657C41D436C7A1B6E29F65F3E900DBB9AFF4064DC4AB2F843ACDA8")
            .toByteArray();
    byte[] hash = Sha256Digest.of(new byte[] {'s', 'a', 'm', 'p', 'l', 'e'}).value().toByteArray();
    PublicKey key = key(provider, P256PublicKey.of(point));
    byte[] der = SignatureValue.fromRaw(SignatureSuite.P256_SHA256, raw).toDer();
    boolean right = check(provider, key, hash, der);
    hash[0] ^= 1;
    return right && !check(provider, key, hash, der);
  }

  static PublicKey key(Provider provider, P256PublicKey key) throws GeneralSecurityException {
    return KeyFactory.getInstance("EC", provider)
        .generatePublic(new X509EncodedKeySpec(SubjectPublicKey.encode(key)));
  }

  static boolean check(Provider provider, PublicKey key, byte[] hash, byte[] der)
      throws GeneralSecurityException {
    // Made anew each time: that costs two in a hundred, and the key stays free of threads.
    Signature signature = Signature.getInstance(ALGORITHM, provider);
    signature.initVerify(key);
    signature.update(hash);
    return signature.verify(der);
  }
}

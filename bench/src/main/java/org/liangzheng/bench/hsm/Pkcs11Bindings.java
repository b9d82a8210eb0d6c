package org.liangzheng.bench.hsm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Security;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.List;
import java.util.Objects;
import org.liangzheng.hsm.pool.PoolSettings;
import org.liangzheng.hsm.pool.Session;
import org.liangzheng.hsm.pool.SessionPool;
import org.liangzheng.testkit.custody.natives.SoftHsm;
import org.liangzheng.verifier.crypto.SignatureSuite;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.xipki.pkcs11.wrapper.AttributeVector;
import org.xipki.pkcs11.wrapper.Mechanism;
import org.xipki.pkcs11.wrapper.PKCS11Constants;
import org.xipki.pkcs11.wrapper.PKCS11Exception;
import org.xipki.pkcs11.wrapper.PKCS11Module;
import org.xipki.pkcs11.wrapper.Slot;

/**
 * Other bindings of Java to PKCS#11, behind the same pool with a session for each thread (decision
 * 0004).
 */
public class Pkcs11Bindings {
  private static final PoolSettings POOL = PoolSettings.ofThreads(8);

  /** What a binding does with a digest in its session. */
  private interface BareSession extends Session {
    byte[] sign(byte[] digest);

    @Override
    default boolean usable() {
      return true;
    }

    @Override
    default void close() {}
  }

  /** A pool of a binding's sessions. */
  private static final class Bare {
    private final SessionPool<BareSession> pool;
    private final List<byte[]> digests =
        Digests.bytes(
            Samples.of(SignatureSuite.P256_SHA256, new java.security.SecureRandom()).key());

    Bare(String name, java.util.function.Supplier<BareSession> sessions) {
      pool = new SessionPool<>(name, POOL, sessions::get);
    }

    byte[] sign(Turn turn) {
      byte[] digest = digests.get(turn.next());
      return pool.call(session -> session.sign(digest));
    }
  }

  private static final class IaikHolder {
    private static final Bare BARE = iaik();
  }

  private static final class SunHolder {
    private static final Bare BARE = sun();
  }

  /** IAIK's wrapper as xipki keeps it. */
  @State(Scope.Benchmark)
  public static class Iaik {
    private final Bare bare = IaikHolder.BARE;
  }

  /** The JDK's own provider. */
  @State(Scope.Benchmark)
  public static class Sun {
    private final Bare bare = SunHolder.BARE;
  }

  @Benchmark
  public byte[] iaik(Iaik iaik, Turn turn) {
    return iaik.bare.sign(turn);
  }

  @Benchmark
  public byte[] sunPkcs11(Sun sun, Turn turn) {
    return sun.bare.sign(turn);
  }

  private static Bare iaik() {
    try {
      Devices devices = Devices.found();
      PKCS11Module module = PKCS11Module.getInstance(devices.module().toString());
      tolerating(PKCS11Constants.CKR_CRYPTOKI_ALREADY_INITIALIZED, module::initialize);
      Slot slot = slot(module);
      var login = slot.getToken().openSession(true);
      tolerating(
          PKCS11Constants.CKR_USER_ALREADY_LOGGED_IN,
          () -> login.login(PKCS11Constants.CKU_USER, SoftHsm.USER_PIN.toCharArray()));
      Mechanism mechanism = new Mechanism(PKCS11Constants.CKM_ECDSA);
      return new Bare("iaik", () -> session(slot, mechanism));
    } catch (IOException | PKCS11Exception failed) {
      throw new IllegalStateException("IAIK's wrapper does not start", failed);
    }
  }

  private interface Step {
    void take() throws PKCS11Exception;
  }

  /** The port's binding may have been here before: initialising and login are of the process. */
  private static void tolerating(long code, Step step) throws PKCS11Exception {
    try {
      step.take();
    } catch (PKCS11Exception failed) {
      if (failed.getErrorCode() != code) {
        throw failed;
      }
    }
  }

  private static Slot slot(PKCS11Module module) throws PKCS11Exception {
    for (Slot slot : module.getSlotList(true)) {
      if (slot.getToken().getTokenInfo().getLabel().strip().equals(Devices.TOKEN)) {
        return slot;
      }
    }
    throw new IllegalStateException("the token is not there");
  }

  private static BareSession session(Slot slot, Mechanism mechanism) {
    try {
      var session = slot.getToken().openSession(true);
      session.findObjectsInit(
          new AttributeVector().class_(PKCS11Constants.CKO_PRIVATE_KEY).label(Devices.KEY));
      long key = session.findObjects(1)[0];
      session.findObjectsFinal();
      return digest -> {
        try {
          session.signInit(mechanism, key);
          return session.sign(digest);
        } catch (PKCS11Exception failed) {
          throw new IllegalStateException("IAIK's wrapper does not sign", failed);
        }
      };
    } catch (PKCS11Exception failed) {
      throw new IllegalStateException("IAIK's wrapper opens no session", failed);
    }
  }

  /** Makes its key itself, in the session's life: it shows no key that has no certificate. */
  private static Bare sun() {
    try {
      Devices devices = Devices.found();
      Path file = devices.folder().resolve("sunpkcs11.cfg");
      Files.writeString(
          file,
          "name=Bench\nlibrary="
              + devices.module()
              + "\nslotListIndex=0\nattributes(generate,CKO_PRIVATE_KEY,CKK_EC)={\n"
              + "CKA_SIGN=true\n}\n");
      Provider provider =
          Objects.requireNonNull(Security.getProvider("SunPKCS11")).configure(file.toString());
      KeyStore store = KeyStore.getInstance("PKCS11", provider);
      store.load(null, SoftHsm.USER_PIN.toCharArray());
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", provider);
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      PrivateKey key = generator.generateKeyPair().getPrivate();
      return new Bare("sun", () -> signature(provider, key));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (GeneralSecurityException failed) {
      throw new IllegalStateException("SunPKCS11 does not start", failed);
    }
  }

  private static BareSession signature(Provider provider, PrivateKey key) {
    try {
      Signature signature = Signature.getInstance("NONEwithECDSA", provider);
      signature.initSign(key);
      return digest -> {
        try {
          signature.update(digest);
          return signature.sign();
        } catch (GeneralSecurityException failed) {
          throw new IllegalStateException("SunPKCS11 does not sign", failed);
        }
      };
    } catch (GeneralSecurityException failed) {
      throw new IllegalStateException("SunPKCS11 does not sign", failed);
    }
  }
}

package org.liangzheng.hsm.sdf;

import java.security.SecureRandom;
import java.util.Arrays;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.engines.SM2Engine;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.liangzheng.hsm.KeyMaterial;
import org.liangzheng.verifier.crypto.ByteString;
import org.liangzheng.verifier.crypto.Curves;
import org.liangzheng.verifier.crypto.MalformedException;
import org.liangzheng.verifier.crypto.Sm2PublicKey;

/**
 * The wrapped form of 32 bytes: {@code 01 ‖ x (32) ‖ y (32) ‖ C3 (32) ‖ C2 (32)}, 129 bytes. C1 =
 * (x, y), C3 and C2 are those of SM2 encryption (GB/T 32918.4) in the order C1 C3 C2. C3 is a
 * keyless digest over the text and the shared point: whoever knows the public key can make a new
 * envelope, nobody can change one.
 */
final class Sm2Envelope {
  private static final byte VERSION = 1;
  private static final int SIZE = 1 + 3 * SdfLayout.VALUE + KeyMaterial.SIZE;

  private Sm2Envelope() {}

  /** x‖y‖C3‖C2, made by this process. */
  static byte[] seal(Sm2PublicKey key, byte[] secret, SecureRandom random) {
    SM2Engine engine = new SM2Engine(SM2Engine.Mode.C1C3C2);
    ECPublicKeyParameters parameters =
        new ECPublicKeyParameters(
            Curves.SM2.getCurve().decodePoint(key.point().toByteArray()), Curves.SM2);
    engine.init(true, new ParametersWithRandom(parameters, random));
    try {
      byte[] sealed = engine.processBlock(secret, 0, secret.length);
      // Without the 04 before x.
      return Arrays.copyOfRange(sealed, 1, sealed.length);
    } catch (InvalidCipherTextException impossible) {
      throw new IllegalStateException("32 bytes can be encrypted", impossible);
    }
  }

  static ByteString write(byte[] envelope) {
    byte[] out = new byte[SIZE];
    out[0] = VERSION;
    System.arraycopy(envelope, 0, out, 1, envelope.length);
    return ByteString.of(out);
  }

  /**
   * Reads the wrapped form. The point is checked here: a device must not be handed one from another
   * curve.
   *
   * @return x‖y‖C3‖C2
   * @throws MalformedException if it is not one
   */
  static byte[] read(ByteString wrapped) throws MalformedException {
    byte[] bytes = wrapped.toByteArray();
    if (bytes.length != SIZE || bytes[0] != VERSION) {
      throw new MalformedException("a wrapped key has 129 bytes, 01 first");
    }
    byte[] point = Arrays.copyOf(bytes, 1 + 2 * SdfLayout.VALUE);
    point[0] = 4;
    var _ = Sm2PublicKey.of(point);
    return Arrays.copyOfRange(bytes, 1, SIZE);
  }
}

package org.liangzheng.verifier.crypto;

import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.math.ec.ECPoint;

/**
 * The two curves. Taken from {@link CustomNamedCurves}: BouncyCastle's generic curves are six times
 * slower.
 */
public final class Curves {
  /** sm2p256v1 (GB/T 32918.5). */
  public static final ECDomainParameters SM2 = named("sm2p256v1");

  /** secp256r1 (FIPS 186-5). */
  public static final ECDomainParameters P256 = named("secp256r1");

  private Curves() {}

  private static ECDomainParameters named(String name) {
    X9ECParameters parameters = CustomNamedCurves.getByName(name);
    return new ECDomainParameters(parameters);
  }

  /** A valid point of the curve, not infinity. */
  static ECPoint decodePoint(ECDomainParameters curve, byte[] point) throws MalformedException {
    if (point.length != 65 || point[0] != 0x04) {
      throw new MalformedException("a public key point has 65 bytes 04‖x‖y");
    }
    try {
      return curve.validatePublicPoint(curve.getCurve().decodePoint(point));
    } catch (IllegalArgumentException off) {
      throw new MalformedException("the point is not on its curve", off);
    }
  }
}

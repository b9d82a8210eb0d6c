package org.liangzheng.verifier.crypto;

import java.nio.ByteBuffer;
import org.bouncycastle.math.ec.ECPoint;

/** An SM2 public key on sm2p256v1. */
public final class Sm2PublicKey implements VerificationKey {
  /** a ‖ b ‖ Gx ‖ Gy, the curve's share of Z. */
  private static final byte[] CURVE_IN_Z = curveInZ();

  private final ByteString point;
  private final Sm2Check check;
  private final Sm3Digest defaultZ;

  private Sm2PublicKey(ByteString point, ECPoint decoded) {
    this.point = point;
    this.check = new Sm2Check(decoded);
    this.defaultZ = computeZ(Sm2UserId.DEFAULT, point);
  }

  /**
   * Reads an uncompressed point.
   *
   * @param point 65 bytes 04‖x‖y
   * @throws MalformedException if it is not a point of the curve
   */
  public static Sm2PublicKey of(byte[] point) throws MalformedException {
    return new Sm2PublicKey(ByteString.of(point), Curves.decodePoint(Curves.SM2, point));
  }

  /** Z = SM3(ENTL ‖ ID ‖ a ‖ b ‖ Gx ‖ Gy ‖ Px ‖ Py), 32 bytes (GB/T 32918.2 §5.5). */
  public ByteString z(Sm2UserId userId) {
    return (userId.equals(Sm2UserId.DEFAULT) ? defaultZ : computeZ(userId, point)).value();
  }

  @Override
  public SignatureSuite suite() {
    return SignatureSuite.SM2_SM3;
  }

  @Override
  public ByteString point() {
    return point;
  }

  @Override
  public Sm2Digest digest(byte[]... message) {
    return Sm2Digest.of(this, Sm2UserId.DEFAULT, message);
  }

  @Override
  public Sm2Digest digest(ByteString message) {
    return Sm2Digest.of(this, Sm2UserId.DEFAULT, message);
  }

  @Override
  public boolean verifies(SigningDigest digest, SignatureValue signature) {
    return digest instanceof Sm2Digest e
        && signature instanceof Sm2Signature value
        && check.verifies(e.value().toByteArray(), value.r(), value.s());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Sm2PublicKey that && point.equals(that.point);
  }

  @Override
  public int hashCode() {
    return point.hashCode();
  }

  @Override
  public String toString() {
    return "Sm2PublicKey[" + point + "]";
  }

  private static Sm3Digest computeZ(Sm2UserId userId, ByteString point) {
    byte[] id = userId.value().toByteArray();
    byte[] entl = ByteBuffer.allocate(2).putShort((short) (id.length * 8)).array();
    byte[] xy = new byte[64];
    System.arraycopy(point.toByteArray(), 1, xy, 0, 64);
    return Sm3Digest.of(entl, id, CURVE_IN_Z, xy);
  }

  private static byte[] curveInZ() {
    byte[] out = new byte[128];
    var curve = Curves.SM2.getCurve();
    Scalars.write(curve.getA().toBigInteger(), out, 0);
    Scalars.write(curve.getB().toBigInteger(), out, 32);
    Scalars.write(Curves.SM2.getG().getAffineXCoord().toBigInteger(), out, 64);
    Scalars.write(Curves.SM2.getG().getAffineYCoord().toBigInteger(), out, 96);
    return out;
  }
}

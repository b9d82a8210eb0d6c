package org.liangzheng.verifier.crypto;

import static org.liangzheng.verifier.crypto.Sm2Field.SIZE;

import java.math.BigInteger;

/**
 * A sum of points of sm2p256v1 in Jacobian coordinates (X / Z², Y / Z³), and the room it is
 * computed in. For one thread.
 */
final class Sm2Points {
  /** Limbs of a point (x, y). */
  static final int AFFINE = 2 * SIZE;

  /** Limbs of a point (X, Y, Z). */
  static final int JACOBIAN = 3 * SIZE;

  private static final int X = 0;
  private static final int Y = SIZE;
  private static final int Z = 2 * SIZE;

  private static final int T0 = 0;
  private static final int T1 = SIZE;
  private static final int T2 = 2 * SIZE;
  private static final int T3 = 3 * SIZE;
  private static final int T4 = 4 * SIZE;
  private static final int T5 = 5 * SIZE;
  private static final int T6 = 6 * SIZE;

  private static final long[] ONE = one();

  private final long[] sum = new long[JACOBIAN];
  private final long[] t = new long[7 * SIZE];
  private boolean infinity = true;

  private static long[] one() {
    long[] one = new long[SIZE];
    Sm2Field.set(one, 0, BigInteger.ONE);
    return one;
  }

  boolean isInfinity() {
    return infinity;
  }

  /** Sets the sum to a point (x, y). */
  void start(long[] point, int at) {
    System.arraycopy(point, at, sum, 0, AFFINE);
    Sm2Field.copy(sum, Z, ONE, 0);
    infinity = false;
  }

  /** Writes the sum, which is not infinity, as (X, Y, Z). */
  void write(long[] out, int at) {
    System.arraycopy(sum, 0, out, at, JACOBIAN);
  }

  /** Twice the sum; a = −3. No point of this curve has y = 0. */
  void twice() {
    if (infinity) {
      return;
    }
    Sm2Field.square(t, T0, sum, Z);
    Sm2Field.square(t, T1, sum, Y);
    Sm2Field.multiply(t, T2, sum, X, t, T1);
    Sm2Field.subtract(t, T3, sum, X, t, T0);
    Sm2Field.add(t, T4, sum, X, t, T0);
    Sm2Field.multiply(t, T3, t, T3, t, T4);
    Sm2Field.combine(t, T3, 3, t, T3, 0, t, T3);
    // Z = (Y + Z)² − Y² − Z²
    Sm2Field.add(t, T4, sum, Y, sum, Z);
    Sm2Field.square(t, T4, t, T4);
    Sm2Field.add(t, T0, t, T0, t, T1);
    Sm2Field.subtract(sum, Z, t, T4, t, T0);
    // X = α² − 8β, Y = α (4β − X) − 8γ²
    Sm2Field.square(t, T4, t, T3);
    Sm2Field.combine(sum, X, 1, t, T4, 8, t, T2);
    Sm2Field.combine(t, T2, 4, t, T2, 1, sum, X);
    Sm2Field.multiply(t, T2, t, T2, t, T3);
    Sm2Field.square(t, T1, t, T1);
    Sm2Field.combine(sum, Y, 1, t, T2, 8, t, T1);
  }

  /** Adds ±(x, y). */
  void addAffine(long[] point, int at, boolean negative) {
    if (infinity) {
      start(point, at);
      if (negative) {
        Sm2Field.combine(sum, Y, 0, sum, Y, 1, sum, Y);
      }
      return;
    }
    Sm2Field.square(t, T0, sum, Z);
    Sm2Field.multiply(t, T1, point, at + X, t, T0);
    Sm2Field.multiply(t, T2, sum, Z, t, T0);
    Sm2Field.multiply(t, T2, point, at + Y, t, T2);
    Sm2Field.copy(t, T3, sum, X);
    Sm2Field.copy(t, T4, sum, Y);
    if (join(negative)) {
      Sm2Field.multiply(sum, Z, sum, Z, t, T1);
    }
  }

  /** Adds ±(X, Y, Z), which is not infinity. */
  void addJacobian(long[] point, int at, boolean negative) {
    if (infinity) {
      System.arraycopy(point, at, sum, 0, JACOBIAN);
      infinity = false;
      if (negative) {
        Sm2Field.combine(sum, Y, 0, sum, Y, 1, sum, Y);
      }
      return;
    }
    Sm2Field.square(t, T0, sum, Z);
    Sm2Field.multiply(t, T1, point, at + X, t, T0);
    Sm2Field.multiply(t, T2, sum, Z, t, T0);
    Sm2Field.multiply(t, T2, point, at + Y, t, T2);
    Sm2Field.square(t, T0, point, at + Z);
    Sm2Field.multiply(t, T3, sum, X, t, T0);
    Sm2Field.multiply(t, T4, point, at + Z, t, T0);
    Sm2Field.multiply(t, T4, sum, Y, t, T4);
    if (join(negative)) {
      Sm2Field.multiply(t, T1, t, T1, point, at + Z);
      Sm2Field.multiply(sum, Z, sum, Z, t, T1);
    }
  }

  /**
   * X and Y of the sum from both points over one denominator: U₂ in t1, S₂ in t2, U₁ in t3, S₁ in
   * t4. Leaves H = U₂ − U₁ in t1 for Z.
   *
   * @return whether Z is still to be multiplied: not if the points were equal or opposite
   */
  private boolean join(boolean negative) {
    Sm2Field.subtract(t, T1, t, T1, t, T3);
    if (negative) {
      Sm2Field.combine(t, T2, 0, t, T2, 1, t, T2);
    }
    Sm2Field.subtract(t, T2, t, T2, t, T4);
    if (Sm2Field.isZero(t, T1)) {
      if (Sm2Field.isZero(t, T2)) {
        twice();
      } else {
        infinity = true;
      }
      return false;
    }
    Sm2Field.square(t, T5, t, T1);
    Sm2Field.multiply(t, T6, t, T5, t, T1);
    Sm2Field.multiply(t, T3, t, T3, t, T5);
    // X = r² − H³ − 2V, Y = r (V − X) − S₁ H³
    Sm2Field.square(t, T5, t, T2);
    Sm2Field.subtract(t, T5, t, T5, t, T6);
    Sm2Field.combine(sum, X, 1, t, T5, 2, t, T3);
    Sm2Field.subtract(t, T3, t, T3, sum, X);
    Sm2Field.multiply(t, T3, t, T3, t, T2);
    Sm2Field.multiply(t, T4, t, T4, t, T6);
    Sm2Field.subtract(sum, Y, t, T3, t, T4);
    return true;
  }

  /**
   * Whether the sum's x is a number.
   *
   * @param value below p, in Montgomery's form
   */
  boolean hasX(long[] value) {
    if (infinity) {
      return false;
    }
    Sm2Field.square(t, T0, sum, Z);
    Sm2Field.multiply(t, T0, t, T0, value, 0);
    Sm2Field.subtract(t, T0, t, T0, sum, X);
    return Sm2Field.isZero(t, T0);
  }
}

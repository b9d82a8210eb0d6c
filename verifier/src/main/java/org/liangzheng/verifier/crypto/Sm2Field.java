package org.liangzheng.verifier.crypto;

import java.math.BigInteger;

/**
 * Numbers modulo p = 2²⁵⁶ − 2²²⁴ − 2⁹⁶ + 2⁶⁴ − 1 of sm2p256v1, for checking signatures: what is
 * computed here is public, and the time it takes depends on it. Five limbs of 52 bits from the
 * lowest, in Montgomery's form with R = 2²⁶⁰. Between operations limbs 0 to 3 are below 2⁵² and
 * limb 4 below 2⁴⁹, so that a number is below 2²⁵⁷ and may stand for itself plus p or 2p. Numbers
 * lie in arrays at an offset; results may overwrite operands.
 */
final class Sm2Field {
  /** Limbs of a number. */
  static final int SIZE = 5;

  static final BigInteger P =
      BigInteger.ONE
          .shiftLeft(256)
          .subtract(BigInteger.ONE.shiftLeft(224))
          .subtract(BigInteger.ONE.shiftLeft(96))
          .add(BigInteger.ONE.shiftLeft(64))
          .subtract(BigInteger.ONE);

  private static final int LIMB_BITS = 52;
  private static final long MASK = (1L << LIMB_BITS) - 1;

  /**
   * Bits above a limb: a product's bits from 52 on are its high word once it is shifted by these.
   */
  private static final int TOP = 64 - LIMB_BITS;

  /** Bits of p in limb 4. */
  private static final int LAST_BITS = 48;

  private static final long LAST_MASK = (1L << LAST_BITS) - 1;

  private static final long[] ZERO = new long[SIZE];
  private static final long[] ONCE = limbs(P);
  private static final long[] TWICE = limbs(P.shiftLeft(1));

  /** Added so that a difference with factors up to 8 is not negative: 8 · 2²⁵⁷ is less than 32p. */
  private static final long[] LIFT = limbs(P.shiftLeft(5));

  private static final BigInteger R = BigInteger.ONE.shiftLeft(LIMB_BITS * SIZE);

  private Sm2Field() {}

  /** A number below p, in Montgomery's form. */
  static void set(long[] z, int zo, BigInteger value) {
    System.arraycopy(limbs(value.multiply(R).mod(P)), 0, z, zo, SIZE);
  }

  private static long[] limbs(BigInteger value) {
    long[] limbs = new long[SIZE];
    for (int i = 0; i < SIZE; i++) {
      // The last limb of a lifted number may be longer than the others.
      BigInteger rest = value.shiftRight(LIMB_BITS * i);
      limbs[i] = i < SIZE - 1 ? rest.longValue() & MASK : rest.longValueExact();
    }
    return limbs;
  }

  static void copy(long[] z, int zo, long[] x, int xo) {
    System.arraycopy(x, xo, z, zo, SIZE);
  }

  static boolean isZero(long[] x, int xo) {
    return same(x, xo, ZERO) || same(x, xo, ONCE) || same(x, xo, TWICE);
  }

  private static boolean same(long[] x, int xo, long[] y) {
    return x[xo] == y[0]
        && x[xo + 1] == y[1]
        && x[xo + 2] == y[2]
        && x[xo + 3] == y[3]
        && x[xo + 4] == y[4];
  }

  /**
   * z = ka · a − kb · b.
   *
   * @param ka 0 to 8
   * @param kb 0 to 8
   */
  static void combine(long[] z, int zo, long ka, long[] a, int ao, long kb, long[] b, int bo) {
    long s4 = ka * a[ao + 4] - kb * b[bo + 4] + LIFT[4];
    // What stands above 2²⁵⁶ comes back as 2²²⁴ + 2⁹⁶ − 2⁶⁴ + 1 times as much.
    long q = s4 >> LAST_BITS;
    long c0 = ka * a[ao] - kb * b[bo] + LIFT[0] + q;
    long c1 = ka * a[ao + 1] - kb * b[bo + 1] + LIFT[1] + (q << 44) - (q << 12) + (c0 >> LIMB_BITS);
    long c2 = ka * a[ao + 2] - kb * b[bo + 2] + LIFT[2] + (c1 >> LIMB_BITS);
    long c3 = ka * a[ao + 3] - kb * b[bo + 3] + LIFT[3] + (c2 >> LIMB_BITS);
    z[zo] = c0 & MASK;
    z[zo + 1] = c1 & MASK;
    z[zo + 2] = c2 & MASK;
    z[zo + 3] = c3 & MASK;
    z[zo + 4] = (s4 & LAST_MASK) + (q << 16) + (c3 >> LIMB_BITS);
  }

  /** z = a − b. */
  static void subtract(long[] z, int zo, long[] a, int ao, long[] b, int bo) {
    combine(z, zo, 1, a, ao, 1, b, bo);
  }

  /** z = a + b. */
  static void add(long[] z, int zo, long[] a, int ao, long[] b, int bo) {
    long s4 = a[ao + 4] + b[bo + 4];
    long q = s4 >> LAST_BITS;
    long c0 = a[ao] + b[bo] + q;
    long c1 = a[ao + 1] + b[bo + 1] + (q << 44) - (q << 12) + (c0 >> LIMB_BITS);
    long c2 = a[ao + 2] + b[bo + 2] + (c1 >> LIMB_BITS);
    long c3 = a[ao + 3] + b[bo + 3] + (c2 >> LIMB_BITS);
    z[zo] = c0 & MASK;
    z[zo + 1] = c1 & MASK;
    z[zo + 2] = c2 & MASK;
    z[zo + 3] = c3 & MASK;
    z[zo + 4] = (s4 & LAST_MASK) + (q << 16) + (c3 >> LIMB_BITS);
  }

  /** z = x · y / R. */
  static void multiply(long[] z, int zo, long[] x, int xo, long[] y, int yo) {
    long a0 = x[xo];
    long a1 = x[xo + 1];
    long a2 = x[xo + 2];
    long a3 = x[xo + 3];
    long a4 = x[xo + 4];
    long b0 = y[yo];
    long b1 = y[yo + 1];
    long b2 = y[yo + 2];
    long b3 = y[yo + 3];
    long b4 = y[yo + 4];
    long s0 = a0 << TOP;
    long s1 = a1 << TOP;
    long s2 = a2 << TOP;
    long s3 = a3 << TOP;
    long s4 = a4 << TOP;
    long c0 = ((a0 * b0) & MASK);
    long c1 = ((a0 * b1) & MASK) + ((a1 * b0) & MASK) + high(s0, b0);
    long c2 =
        ((a0 * b2) & MASK) + ((a1 * b1) & MASK) + ((a2 * b0) & MASK) + high(s0, b1) + high(s1, b0);
    long c3 =
        ((a0 * b3) & MASK)
            + ((a1 * b2) & MASK)
            + ((a2 * b1) & MASK)
            + ((a3 * b0) & MASK)
            + high(s0, b2)
            + high(s1, b1)
            + high(s2, b0);
    long c4 =
        ((a0 * b4) & MASK)
            + ((a1 * b3) & MASK)
            + ((a2 * b2) & MASK)
            + ((a3 * b1) & MASK)
            + ((a4 * b0) & MASK)
            + high(s0, b3)
            + high(s1, b2)
            + high(s2, b1)
            + high(s3, b0);
    long c5 =
        ((a1 * b4) & MASK)
            + ((a2 * b3) & MASK)
            + ((a3 * b2) & MASK)
            + ((a4 * b1) & MASK)
            + high(s0, b4)
            + high(s1, b3)
            + high(s2, b2)
            + high(s3, b1)
            + high(s4, b0);
    long c6 =
        ((a2 * b4) & MASK)
            + ((a3 * b3) & MASK)
            + ((a4 * b2) & MASK)
            + high(s1, b4)
            + high(s2, b3)
            + high(s3, b2)
            + high(s4, b1);
    long c7 = ((a3 * b4) & MASK) + ((a4 * b3) & MASK) + high(s2, b4) + high(s3, b3) + high(s4, b2);
    long c8 = ((a4 * b4) & MASK) + high(s3, b4) + high(s4, b3);
    long c9 = high(s4, b4);
    reduce(z, zo, c0, c1, c2, c3, c4, c5, c6, c7, c8, c9);
  }

  /** z = x² / R. */
  static void square(long[] z, int zo, long[] x, int xo) {
    long a0 = x[xo];
    long a1 = x[xo + 1];
    long a2 = x[xo + 2];
    long a3 = x[xo + 3];
    long a4 = x[xo + 4];
    long d1 = 2 * a1;
    long d2 = 2 * a2;
    long d3 = 2 * a3;
    long d4 = 2 * a4;
    long s0 = a0 << TOP;
    long s1 = a1 << TOP;
    long s2 = a2 << TOP;
    long s3 = a3 << TOP;
    long s4 = a4 << TOP;
    long c0 = ((a0 * a0) & MASK);
    long c1 = ((a0 * d1) & MASK) + high(s0, a0);
    long c2 = ((a0 * d2) & MASK) + ((a1 * a1) & MASK) + high(s0, d1);
    long c3 = ((a0 * d3) & MASK) + ((a1 * d2) & MASK) + high(s0, d2) + high(s1, a1);
    long c4 =
        ((a0 * d4) & MASK) + ((a1 * d3) & MASK) + ((a2 * a2) & MASK) + high(s0, d3) + high(s1, d2);
    long c5 = ((a1 * d4) & MASK) + ((a2 * d3) & MASK) + high(s0, d4) + high(s1, d3) + high(s2, a2);
    long c6 = ((a2 * d4) & MASK) + ((a3 * a3) & MASK) + high(s1, d4) + high(s2, d3);
    long c7 = ((a3 * d4) & MASK) + high(s2, d4) + high(s3, a3);
    long c8 = ((a4 * a4) & MASK) + high(s3, d4);
    long c9 = high(s4, a4);
    reduce(z, zo, c0, c1, c2, c3, c4, c5, c6, c7, c8, c9);
  }

  /** z = x⁻¹ · R² for a number in Montgomery's form, that is, its inverse in that form. */
  static void invert(long[] z, int zo, long[] x, int xo) {
    long[] base = new long[SIZE];
    long[] power = new long[SIZE];
    copy(base, 0, x, xo);
    copy(power, 0, x, xo);
    BigInteger exponent = P.subtract(BigInteger.TWO);
    for (int i = exponent.bitLength() - 2; i >= 0; i--) {
      square(power, 0, power, 0);
      if (exponent.testBit(i)) {
        multiply(power, 0, power, 0, base, 0);
      }
    }
    copy(z, zo, power, 0);
  }

  /** Bits 52 to 115 of a product. */
  private static long high(long shifted, long other) {
    return Math.unsignedMultiplyHigh(shifted, other);
  }

  /**
   * z = Σ cₖ · 2⁵²ᵏ / R. In each step the lowest limb m is taken away by adding m · p, which ends
   * in −m because p ≡ −1 modulo 2⁵².
   */
  private static void reduce(
      long[] z,
      int zo,
      long c0,
      long c1,
      long c2,
      long c3,
      long c4,
      long c5,
      long c6,
      long c7,
      long c8,
      long c9) {
    long m;
    m = c0 & MASK;
    c1 += (c0 >> LIMB_BITS) + ((m << 12) & MASK) - ((m << 44) & MASK);
    c2 += (m >> 40) - (m >> 8);
    c4 += ((m << 48) & MASK) - ((m << 16) & MASK);
    c5 += (m >> 4) - (m >> 36);
    m = c1 & MASK;
    c2 += (c1 >> LIMB_BITS) + ((m << 12) & MASK) - ((m << 44) & MASK);
    c3 += (m >> 40) - (m >> 8);
    c5 += ((m << 48) & MASK) - ((m << 16) & MASK);
    c6 += (m >> 4) - (m >> 36);
    m = c2 & MASK;
    c3 += (c2 >> LIMB_BITS) + ((m << 12) & MASK) - ((m << 44) & MASK);
    c4 += (m >> 40) - (m >> 8);
    c6 += ((m << 48) & MASK) - ((m << 16) & MASK);
    c7 += (m >> 4) - (m >> 36);
    m = c3 & MASK;
    c4 += (c3 >> LIMB_BITS) + ((m << 12) & MASK) - ((m << 44) & MASK);
    c5 += (m >> 40) - (m >> 8);
    c7 += ((m << 48) & MASK) - ((m << 16) & MASK);
    c8 += (m >> 4) - (m >> 36);
    m = c4 & MASK;
    c5 += (c4 >> LIMB_BITS) + ((m << 12) & MASK) - ((m << 44) & MASK);
    c6 += (m >> 40) - (m >> 8);
    c8 += ((m << 48) & MASK) - ((m << 16) & MASK);
    c9 += (m >> 4) - (m >> 36);
    c6 += c5 >> LIMB_BITS;
    c7 += c6 >> LIMB_BITS;
    c8 += c7 >> LIMB_BITS;
    z[zo] = c5 & MASK;
    z[zo + 1] = c6 & MASK;
    z[zo + 2] = c7 & MASK;
    z[zo + 3] = c8 & MASK;
    z[zo + 4] = c9 + (c8 >> LIMB_BITS);
  }
}

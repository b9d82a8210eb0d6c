package org.liangzheng.verifier.crypto;

import static org.liangzheng.verifier.crypto.Sm2Points.AFFINE;
import static org.liangzheng.verifier.crypto.Sm2Points.JACOBIAN;

import java.math.BigInteger;

/**
 * Multiples d · 2^(w·i) of one point of sm2p256v1, so that any multiple is a sum of one entry from
 * each window. Takes 66 kB for windows of 5 bits; made in about the time of ten checks.
 */
final class Sm2Multiples {
  private final int width;
  private final int windows;
  private final int half;
  private final long[] points;

  private Sm2Multiples(int width, int windows, int half, long[] points) {
    this.width = width;
    this.windows = windows;
    this.half = half;
    this.points = points;
  }

  /**
   * Computes them.
   *
   * @param point (x, y)
   * @param width bits of a window, 2 to 8
   */
  static Sm2Multiples of(long[] point, int width) {
    int windows = Math.ceilDiv(257, width);
    int half = 1 << (width - 1);
    long[] jacobian = new long[windows * half * JACOBIAN];
    long[] base = new long[JACOBIAN];
    Sm2Points sum = new Sm2Points();
    sum.start(point, 0);
    sum.write(base, 0);
    for (int i = 0; i < windows; i++) {
      for (int k = 0; k < half; k++) {
        if (k > 0) {
          sum.addJacobian(base, 0, false);
        }
        sum.write(jacobian, (i * half + k) * JACOBIAN);
      }
      // The last one is half of the next window's first.
      sum.twice();
      sum.write(base, 0);
    }
    return new Sm2Multiples(width, windows, half, affine(jacobian));
  }

  /** (X, Y, Z) to (x, y) with one inversion for all. */
  private static long[] affine(long[] jacobian) {
    int count = jacobian.length / JACOBIAN;
    int z = 2 * Sm2Field.SIZE;
    long[] products = new long[count * Sm2Field.SIZE];
    Sm2Field.copy(products, 0, jacobian, z);
    for (int i = 1; i < count; i++) {
      Sm2Field.multiply(
          products,
          i * Sm2Field.SIZE,
          products,
          (i - 1) * Sm2Field.SIZE,
          jacobian,
          i * JACOBIAN + z);
    }
    long[] rest = new long[Sm2Field.SIZE];
    long[] inverse = new long[Sm2Field.SIZE];
    long[] square = new long[Sm2Field.SIZE];
    Sm2Field.invert(rest, 0, products, (count - 1) * Sm2Field.SIZE);
    long[] affine = new long[count * AFFINE];
    for (int i = count - 1; i >= 0; i--) {
      if (i > 0) {
        Sm2Field.multiply(inverse, 0, rest, 0, products, (i - 1) * Sm2Field.SIZE);
        Sm2Field.multiply(rest, 0, rest, 0, jacobian, i * JACOBIAN + z);
      } else {
        Sm2Field.copy(inverse, 0, rest, 0);
      }
      Sm2Field.square(square, 0, inverse, 0);
      Sm2Field.multiply(affine, i * AFFINE, jacobian, i * JACOBIAN, square, 0);
      Sm2Field.multiply(square, 0, square, 0, inverse, 0);
      Sm2Field.multiply(
          affine, i * AFFINE + Sm2Field.SIZE, jacobian, i * JACOBIAN + Sm2Field.SIZE, square, 0);
    }
    return affine;
  }

  /**
   * Adds a multiple of the point to a sum.
   *
   * @param factor 0 to below 2²⁵⁶
   */
  void addTo(Sm2Points sum, BigInteger factor) {
    long[] words = words(factor);
    int carry = 0;
    for (int i = 0; i < windows; i++) {
      int digit = bits(words, width * i, width) + carry;
      carry = digit > half ? 1 : 0;
      digit -= carry << width;
      if (digit != 0) {
        int entry = i * half + Math.abs(digit) - 1;
        sum.addAffine(points, entry * AFFINE, digit < 0);
      }
    }
  }

  /** 64 bits each from the lowest; a fifth word of zeros. */
  static long[] words(BigInteger value) {
    long[] words = new long[5];
    for (int i = 0; i < 4; i++) {
      words[i] = value.shiftRight(64 * i).longValue();
    }
    return words;
  }

  private static int bits(long[] words, int from, int count) {
    int word = from >> 6;
    int shift = from & 63;
    long bits = words[word] >>> shift;
    if (shift + count > 64) {
      bits |= words[word + 1] << (64 - shift);
    }
    return (int) bits & ((1 << count) - 1);
  }
}

package org.liangzheng.verifier.crypto;

import static org.liangzheng.verifier.crypto.Sm2Points.JACOBIAN;

import java.lang.ref.SoftReference;
import java.math.BigInteger;
import java.util.concurrent.atomic.AtomicInteger;
import org.bouncycastle.math.ec.ECPoint;
import org.jspecify.annotations.Nullable;

/**
 * Checks SM2 signatures of one key (GB/T 32918.2 §7.1, from step B4 on): R = (e + x₁) mod n for
 * (x₁, y₁) = s·G + (r + s)·P. All of it is public, so nothing here hides how long it takes. A key
 * that is asked often gets {@link Sm2Multiples}.
 */
final class Sm2Check {
  /** Checks by one key before its multiples pay. */
  private static final int OFTEN = 40;

  private static final int KEY_WIDTH = 5;
  private static final int GENERATOR_WIDTH = 7;

  /** Odd multiples 1 to 15, signed digits of five bits. */
  private static final int ODD = 8;

  private static final int DIGIT_BITS = 5;

  private static final BigInteger N = Curves.SM2.getN();
  private static final Base GENERATOR = new Base(Curves.SM2.getG(), GENERATOR_WIDTH);

  private final Base key;

  /**
   * For one key.
   *
   * @param point a valid point of the curve, not infinity
   */
  Sm2Check(ECPoint point) {
    this.key = new Base(point, KEY_WIDTH);
  }

  /** A point that is multiplied, and how often that has been. */
  private static final class Base {
    private final long[] point = new long[Sm2Points.AFFINE];
    private final int width;
    private final AtomicInteger uses = new AtomicInteger();

    /** Given up when memory runs short, and made again where it is still asked for. */
    private volatile SoftReference<Sm2Multiples> multiples = new SoftReference<>(null);

    Base(ECPoint point, int width) {
      ECPoint affine = point.normalize();
      Sm2Field.set(this.point, 0, affine.getAffineXCoord().toBigInteger());
      Sm2Field.set(this.point, Sm2Field.SIZE, affine.getAffineYCoord().toBigInteger());
      this.width = width;
    }

    /** Null as long as they do not pay; one caller makes them, the others go on without. */
    @Nullable Sm2Multiples multiples() {
      Sm2Multiples made = multiples.get();
      if (made == null && uses.incrementAndGet() == OFTEN) {
        made = Sm2Multiples.of(point, width);
        multiples = new SoftReference<>(made);
        uses.set(0);
      }
      return made;
    }

    /** Odd multiples as (X, Y, Z). */
    long[] odd() {
      long[] odd = new long[ODD * JACOBIAN];
      Sm2Points sum = new Sm2Points();
      sum.start(point, 0);
      sum.twice();
      long[] twice = new long[JACOBIAN];
      sum.write(twice, 0);
      sum.start(point, 0);
      for (int i = 0; i < ODD; i++) {
        if (i > 0) {
          sum.addJacobian(twice, 0, false);
        }
        sum.write(odd, i * JACOBIAN);
      }
      return odd;
    }
  }

  /** Whether (r, s) is the key's signature over e, 32 bytes; r and s out of range are not. */
  boolean verifies(byte[] e, BigInteger r, BigInteger s) {
    if (!Scalars.inRange(r, N) || !Scalars.inRange(s, N)) {
      return false;
    }
    BigInteger t = r.add(s).mod(N);
    if (t.signum() == 0) {
      return false;
    }
    Sm2Points sum = new Sm2Points();
    Sm2Multiples ofG = GENERATOR.multiples();
    Sm2Multiples ofKey = key.multiples();
    if (ofG == null || ofKey == null) {
      byte[] none = new byte[0];
      slowly(
          sum,
          ofG == null ? digits(s) : none,
          ofG == null ? GENERATOR.odd() : new long[0],
          ofKey == null ? digits(t) : none,
          ofKey == null ? key.odd() : new long[0]);
    }
    if (ofG != null) {
      ofG.addTo(sum, s);
    }
    if (ofKey != null) {
      ofKey.addTo(sum, t);
    }
    // x₁ ≡ r − e modulo n, and n < p: at most two numbers below p.
    BigInteger x = r.subtract(new BigInteger(1, e)).mod(N);
    BigInteger above = x.add(N);
    return hasX(sum, x) || (above.compareTo(Sm2Field.P) < 0 && hasX(sum, above));
  }

  private static boolean hasX(Sm2Points sum, BigInteger x) {
    long[] value = new long[Sm2Field.SIZE];
    Sm2Field.set(value, 0, x);
    return sum.hasX(value);
  }

  /** Two multiples with the doublings shared (Straus). */
  private static void slowly(
      Sm2Points sum, byte[] first, long[] ofFirst, byte[] second, long[] ofSecond) {
    for (int i = Math.max(first.length, second.length) - 1; i >= 0; i--) {
      sum.twice();
      add(sum, first, ofFirst, i);
      add(sum, second, ofSecond, i);
    }
  }

  private static void add(Sm2Points sum, byte[] digits, long[] odd, int i) {
    if (i < digits.length && digits[i] != 0) {
      sum.addJacobian(odd, (Math.abs(digits[i]) >> 1) * JACOBIAN, digits[i] < 0);
    }
  }

  /** Digits from the lowest: zero or odd, −15 to 15, at least four zeros after each. */
  private static byte[] digits(BigInteger factor) {
    long[] words = Sm2Multiples.words(factor);
    byte[] digits = new byte[257];
    int carry = 0;
    int i = 0;
    while (i < digits.length) {
      int window = bits(words, i) + carry;
      if ((window & 1) == 0) {
        // Nothing here; a carry that met a one goes on.
        i++;
        continue;
      }
      window &= (1 << DIGIT_BITS) - 1;
      carry = window >= 1 << (DIGIT_BITS - 1) ? 1 : 0;
      digits[i] = (byte) (window - (carry << DIGIT_BITS));
      i += DIGIT_BITS;
    }
    return digits;
  }

  private static int bit(long[] words, int at) {
    return (int) (words[at >> 6] >>> (at & 63)) & 1;
  }

  private static int bits(long[] words, int at) {
    int bits = 0;
    for (int i = 0; i < DIGIT_BITS && at + i < 320; i++) {
      bits |= bit(words, at + i) << i;
    }
    return bits;
  }
}

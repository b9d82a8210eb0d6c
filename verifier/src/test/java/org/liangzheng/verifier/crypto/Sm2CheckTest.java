package org.liangzheng.verifier.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.PlainDSAEncoding;
import org.bouncycastle.crypto.signers.SM2Signer;
import org.bouncycastle.math.ec.ECPoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Our check of SM2 signatures against BouncyCastle's, on what is genuine, nearly genuine, at the
 * edges of the arithmetic, and random. Each key is asked without and with its multiples.
 */
class Sm2CheckTest {
  private static final BigInteger N = Curves.SM2.getN();
  private static final BigInteger P = Sm2Field.P;
  private static final ECPoint G = Curves.SM2.getG();

  /** More than a key is asked before its multiples are made. */
  private static final int OFTEN = 45;

  private final Random random = new Random(20_261_122);

  private BigInteger scalar() {
    return new BigInteger(320, random).mod(N.subtract(BigInteger.ONE)).add(BigInteger.ONE);
  }

  private static byte[] bytes(BigInteger value) {
    byte[] bytes = new byte[32];
    Scalars.write(value, bytes, 0);
    return bytes;
  }

  /** BouncyCastle's answer. */
  private static boolean expected(ECPoint key, byte[] e, BigInteger r, BigInteger s) {
    SM2Signer signer = new SM2Signer(PlainDSAEncoding.INSTANCE, new PrehashedSm2());
    signer.init(false, new ECPublicKeyParameters(key, Curves.SM2));
    signer.update(e, 0, e.length);
    byte[] raw = new byte[64];
    Scalars.write(r, raw, 0);
    Scalars.write(s, raw, 32);
    return signer.verifySignature(raw);
  }

  /**
   * The digest for which (t − s, s) is the key's signature: whoever may choose the digest can do so
   * without the private key. Null where s·G + t·P is infinity or r would be 0.
   */
  private static byte[] digestFor(ECPoint key, BigInteger s, BigInteger t) {
    ECPoint point = G.multiply(s).add(key.multiply(t)).normalize();
    BigInteger r = t.subtract(s).mod(N);
    return point.isInfinity() || r.signum() == 0
        ? null
        : bytes(r.subtract(point.getAffineXCoord().toBigInteger()).mod(N));
  }

  private static void warm(Sm2Check check) {
    for (int i = 0; i < OFTEN; i++) {
      check.verifies(new byte[32], BigInteger.ONE, BigInteger.ONE);
    }
  }

  /** A genuine signature and its neighbours, each held against BouncyCastle. */
  private void around(Sm2Check check, ECPoint key, BigInteger s, BigInteger t) {
    byte[] e = digestFor(key, s, t);
    if (e == null) {
      return;
    }
    BigInteger r = t.subtract(s).mod(N);
    assertThat(check.verifies(e, r, s)).as("s %s t %s", s, t).isTrue();
    assertThat(expected(key, e, r, s)).isTrue();
    List<BigInteger[]> others = new ArrayList<>();
    others.add(new BigInteger[] {r.add(BigInteger.ONE), s});
    others.add(new BigInteger[] {r, s.add(BigInteger.ONE)});
    others.add(new BigInteger[] {N.subtract(r), s});
    others.add(new BigInteger[] {r, N.subtract(s)});
    others.add(new BigInteger[] {s, r});
    others.add(new BigInteger[] {r.flipBit(random.nextInt(256)), s});
    others.add(new BigInteger[] {r, s.flipBit(random.nextInt(256))});
    for (BigInteger[] other : others) {
      if (other[0].bitLength() <= 256 && other[1].bitLength() <= 256) {
        assertThat(check.verifies(e, other[0], other[1]))
            .isEqualTo(expected(key, e, other[0], other[1]));
      }
    }
    byte[] altered = e.clone();
    altered[random.nextInt(32)] ^= (byte) (1 << random.nextInt(8));
    assertThat(check.verifies(altered, r, s)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void genuineAndAlteredOfManyKeys(boolean often) {
    for (int i = 0; i < 25; i++) {
      ECPoint key = G.multiply(scalar()).normalize();
      Sm2Check check = new Sm2Check(key);
      if (often) {
        warm(check);
      }
      for (int k = 0; k < 20; k++) {
        around(check, key, scalar(), scalar());
      }
    }
  }

  /** Keys that are small multiples of ±G and small factors: points meet themselves on the way. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void pointsThatMeet(boolean often) {
    for (int d : new int[] {1, 2, 3, 4, 7, 8, 15, 16, 17, 31, 32, 64, 128, 4096}) {
      for (boolean negative : new boolean[] {false, true}) {
        BigInteger secret = BigInteger.valueOf(d);
        ECPoint key = G.multiply(negative ? N.subtract(secret) : secret).normalize();
        Sm2Check check = new Sm2Check(key);
        if (often) {
          warm(check);
        }
        for (int k = 0; k < 30; k++) {
          int bits = 1 + random.nextInt(18);
          BigInteger small = new BigInteger(bits, random).add(BigInteger.ONE);
          BigInteger other = small.multiply(secret);
          around(check, key, small, BigInteger.ONE.shiftLeft(random.nextInt(12)));
          around(check, key, other, small);
          around(check, key, N.subtract(small), small);
          around(check, key, other.add(BigInteger.TWO), small);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theSumIsInfinity(boolean often) {
    for (int i = 0; i < 20; i++) {
      BigInteger d = i < 5 ? BigInteger.valueOf(i + 1) : scalar();
      ECPoint key = G.multiply(d).normalize();
      Sm2Check check = new Sm2Check(key);
      if (often) {
        warm(check);
      }
      BigInteger t = scalar();
      BigInteger s = N.subtract(t.multiply(d).mod(N));
      BigInteger r = t.subtract(s).mod(N);
      for (BigInteger e : List.of(r, BigInteger.ZERO, BigInteger.ONE, scalar())) {
        assertThat(check.verifies(bytes(e), r, s)).isFalse();
        assertThat(expected(key, bytes(e), r, s)).isFalse();
      }
    }
  }

  /** x₁ between n and p, where x₁ mod n is not x₁. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theSumIsBeyondTheOrder(boolean often) {
    int found = 0;
    for (BigInteger x = N; found < 5; x = x.add(BigInteger.ONE)) {
      ECPoint point;
      try {
        byte[] compressed = new byte[33];
        compressed[0] = 2;
        Scalars.write(x, compressed, 1);
        point = Curves.SM2.getCurve().decodePoint(compressed);
      } catch (IllegalArgumentException noPoint) {
        continue;
      }
      found++;
      BigInteger s = scalar();
      BigInteger t = scalar();
      ECPoint key = point.subtract(G.multiply(s)).multiply(t.modInverse(N)).normalize();
      Sm2Check check = new Sm2Check(key);
      if (often) {
        warm(check);
      }
      assertThat(G.multiply(s).add(key.multiply(t)).normalize().getAffineXCoord().toBigInteger())
          .isGreaterThanOrEqualTo(N);
      around(check, key, s, t);
    }
  }

  @Test
  void edgesOfTheRange() {
    ECPoint key = G.multiply(scalar()).normalize();
    Sm2Check check = new Sm2Check(key);
    List<BigInteger> edges =
        List.of(
            BigInteger.ZERO,
            BigInteger.ONE,
            BigInteger.TWO,
            N.subtract(BigInteger.TWO),
            N.subtract(BigInteger.ONE),
            N,
            N.add(BigInteger.ONE),
            P,
            BigInteger.ONE.shiftLeft(255),
            BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE));
    for (int round = 0; round < 3; round++) {
      for (BigInteger r : edges) {
        for (BigInteger s : edges) {
          for (BigInteger e : edges) {
            if (e.bitLength() <= 256) {
              assertThat(check.verifies(bytes(e), r, s))
                  .as("e %s r %s s %s", e, r, s)
                  .isEqualTo(expected(key, bytes(e), r, s));
            }
          }
        }
      }
    }
    assertThat(check.verifies(new byte[32], BigInteger.ONE.negate(), BigInteger.ONE)).isFalse();
    // Factors at the edges, each with the digest that makes them a signature.
    for (BigInteger s : edges) {
      for (BigInteger t : edges) {
        if (Scalars.inRange(s, N) && Scalars.inRange(t, N)) {
          around(check, key, s, t);
        }
      }
    }
  }

  // ---- the numbers below ----

  private static final BigInteger R = BigInteger.ONE.shiftLeft(260);

  private static BigInteger value(long[] x) {
    BigInteger value = BigInteger.ZERO;
    for (int i = Sm2Field.SIZE - 1; i >= 0; i--) {
      assertThat(x[i]).isBetween(0L, i < 4 ? (1L << 52) - 1 : (1L << 49) - 1);
      value = value.shiftLeft(52).add(BigInteger.valueOf(x[i]));
    }
    return value;
  }

  /** Any number that may stand between operations, those near multiples of p more often. */
  private long[] number() {
    BigInteger value =
        switch (random.nextInt(6)) {
          case 0 -> BigInteger.valueOf(random.nextInt(3));
          case 1 -> P.add(BigInteger.valueOf(random.nextInt(5) - 2));
          case 2 -> P.shiftLeft(1).subtract(BigInteger.valueOf(random.nextInt(3)));
          case 3 ->
              BigInteger.ONE.shiftLeft(257).subtract(BigInteger.valueOf(1 + random.nextInt(3)));
          default -> new BigInteger(257, random);
        };
    long[] limbs = new long[Sm2Field.SIZE];
    for (int i = 0; i < limbs.length; i++) {
      BigInteger rest = value.shiftRight(52 * i);
      limbs[i] = rest.longValue() & (i < 4 ? (1L << 52) - 1 : (1L << 49) - 1);
    }
    return limbs;
  }

  @Test
  void numbersAgreeWithBigInteger() {
    long[] z = new long[Sm2Field.SIZE];
    for (int i = 0; i < 4_000; i++) {
      long[] x = number();
      long[] y = number();
      BigInteger a = value(x);
      BigInteger b = value(y);
      Sm2Field.multiply(z, 0, x, 0, y, 0);
      assertThat(value(z).multiply(R).subtract(a.multiply(b)).mod(P)).isZero();
      Sm2Field.square(z, 0, x, 0);
      assertThat(value(z).multiply(R).subtract(a.multiply(a)).mod(P)).isZero();
      Sm2Field.add(z, 0, x, 0, y, 0);
      assertThat(value(z).subtract(a.add(b)).mod(P)).isZero();
      Sm2Field.subtract(z, 0, x, 0, y, 0);
      assertThat(value(z).subtract(a.subtract(b)).mod(P)).isZero();
      int ka = random.nextInt(9);
      int kb = random.nextInt(9);
      Sm2Field.combine(z, 0, ka, x, 0, kb, y, 0);
      assertThat(
              value(z)
                  .subtract(a.multiply(BigInteger.valueOf(ka)))
                  .add(b.multiply(BigInteger.valueOf(kb)))
                  .mod(P))
          .isZero();
      assertThat(Sm2Field.isZero(x, 0)).isEqualTo(a.mod(P).signum() == 0);
    }
  }

  @Test
  void inversesAgreeWithBigInteger() {
    long[] x = new long[Sm2Field.SIZE];
    for (int i = 0; i < 50; i++) {
      BigInteger a = i == 0 ? BigInteger.ONE : new BigInteger(300, random).mod(P);
      Sm2Field.set(x, 0, a);
      Sm2Field.invert(x, 0, x, 0);
      assertThat(value(x).mod(P)).isEqualTo(a.modInverse(P).multiply(R).mod(P));
    }
  }
}

package org.liangzheng.verifier.crypto;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * SM3 (GB/T 32905-2016) of bytes that come in pieces. The message is expanded as it is used, so
 * that a processor does both at once. For one thread, one message.
 */
final class Sm3 {
  private static final int BLOCK = 64;
  private static final int[] START = {
    0x7380166f, 0x4914b2b9, 0x172442d7, 0xda8a0600, 0xa96f30bc, 0x163138aa, 0xe38dee4d, 0xb0fb0e4e
  };

  /** T of each round, already rotated by the round's number (§5.3.3). */
  private static final int[] T = rotated();

  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private final int[] state = START.clone();
  private final int[] w = new int[BLOCK + 4];
  private final byte[] waiting = new byte[BLOCK];
  private long length;

  private static int[] rotated() {
    int[] t = new int[BLOCK];
    for (int j = 0; j < BLOCK; j++) {
      t[j] = Integer.rotateLeft(j < 16 ? 0x79cc4519 : 0x7a879d8a, j);
    }
    return t;
  }

  void update(byte[] in) {
    update(in, 0, in.length);
  }

  void update(byte[] in, int from, int count) {
    int at = from;
    int end = from + count;
    int filled = (int) length & (BLOCK - 1);
    length += count;
    if (filled > 0) {
      int take = Math.min(BLOCK - filled, count);
      System.arraycopy(in, at, waiting, filled, take);
      at += take;
      if (filled + take < BLOCK) {
        return;
      }
      block(waiting, 0);
    }
    for (; end - at >= BLOCK; at += BLOCK) {
      block(in, at);
    }
    System.arraycopy(in, at, waiting, 0, end - at);
  }

  /** The digest; nothing may be added any more. */
  byte[] finish() {
    int filled = (int) length & (BLOCK - 1);
    waiting[filled++] = (byte) 0x80;
    if (filled > BLOCK - 8) {
      Arrays.fill(waiting, filled, BLOCK, (byte) 0);
      block(waiting, 0);
      filled = 0;
    }
    Arrays.fill(waiting, filled, BLOCK - 8, (byte) 0);
    LONGS.set(waiting, BLOCK - 8, 8 * length);
    block(waiting, 0);
    byte[] digest = new byte[Sm3Digest.SIZE];
    for (int i = 0; i < state.length; i++) {
      INTS.set(digest, 4 * i, state[i]);
    }
    return digest;
  }

  /**
   * One block (§5.3). Four rounds are written out, after which the registers have their names
   * again. x are the words of these rounds, y those of the next four.
   */
  private void block(byte[] in, int at) {
    int a = state[0];
    int b = state[1];
    int c = state[2];
    int d = state[3];
    int e = state[4];
    int f = state[5];
    int g = state[6];
    int h = state[7];
    for (int i = 0; i < 16; i++) {
      w[i] = (int) INTS.get(in, at + 4 * i);
    }
    int r;
    int s;
    int x0 = w[0];
    int x1 = w[1];
    int x2 = w[2];
    int x3 = w[3];
    int y0;
    int y1;
    int y2;
    int y3;
    // Rounds 12 to 15 already need the first four words that are computed.
    for (int k = 16; k < 20; k++) {
      w[k] =
          p1(w[k - 16] ^ w[k - 9] ^ Integer.rotateLeft(w[k - 3], 15))
              ^ Integer.rotateLeft(w[k - 13], 7)
              ^ w[k - 6];
    }
    for (int j = 0; j < 16; j += 4) {
      y0 = w[j + 4];
      y1 = w[j + 5];
      y2 = w[j + 6];
      y3 = w[j + 7];
      r = Integer.rotateLeft(a, 12);
      s = Integer.rotateLeft(r + e + T[j], 7);
      d += (a ^ b ^ c) + (x0 ^ y0) + (s ^ r);
      h += (e ^ f ^ g) + x0 + s;
      b = Integer.rotateLeft(b, 9);
      f = Integer.rotateLeft(f, 19);
      h = p0(h);
      r = Integer.rotateLeft(d, 12);
      s = Integer.rotateLeft(r + h + T[j + 1], 7);
      c += (d ^ a ^ b) + (x1 ^ y1) + (s ^ r);
      g += (h ^ e ^ f) + x1 + s;
      a = Integer.rotateLeft(a, 9);
      e = Integer.rotateLeft(e, 19);
      g = p0(g);
      r = Integer.rotateLeft(c, 12);
      s = Integer.rotateLeft(r + g + T[j + 2], 7);
      b += (c ^ d ^ a) + (x2 ^ y2) + (s ^ r);
      f += (g ^ h ^ e) + x2 + s;
      d = Integer.rotateLeft(d, 9);
      h = Integer.rotateLeft(h, 19);
      f = p0(f);
      r = Integer.rotateLeft(b, 12);
      s = Integer.rotateLeft(r + f + T[j + 3], 7);
      a += (b ^ c ^ d) + (x3 ^ y3) + (s ^ r);
      e += (f ^ g ^ h) + x3 + s;
      c = Integer.rotateLeft(c, 9);
      g = Integer.rotateLeft(g, 19);
      e = p0(e);
      x0 = y0;
      x1 = y1;
      x2 = y2;
      x3 = y3;
    }
    for (int j = 16; j < BLOCK; j += 4) {
      r = w[j - 12] ^ w[j - 5] ^ Integer.rotateLeft(x1, 15);
      y0 = p1(r) ^ Integer.rotateLeft(w[j - 9], 7) ^ w[j - 2];
      w[j + 4] = y0;
      r = Integer.rotateLeft(a, 12);
      s = Integer.rotateLeft(r + e + T[j], 7);
      d += ((a & b) | (c & (a | b))) + (x0 ^ y0) + (s ^ r);
      h += (g ^ (e & (f ^ g))) + x0 + s;
      b = Integer.rotateLeft(b, 9);
      f = Integer.rotateLeft(f, 19);
      h = p0(h);
      r = w[j - 11] ^ w[j - 4] ^ Integer.rotateLeft(x2, 15);
      y1 = p1(r) ^ Integer.rotateLeft(w[j - 8], 7) ^ w[j - 1];
      w[j + 5] = y1;
      r = Integer.rotateLeft(d, 12);
      s = Integer.rotateLeft(r + h + T[j + 1], 7);
      c += ((d & a) | (b & (d | a))) + (x1 ^ y1) + (s ^ r);
      g += (f ^ (h & (e ^ f))) + x1 + s;
      a = Integer.rotateLeft(a, 9);
      e = Integer.rotateLeft(e, 19);
      g = p0(g);
      r = w[j - 10] ^ w[j - 3] ^ Integer.rotateLeft(x3, 15);
      y2 = p1(r) ^ Integer.rotateLeft(w[j - 7], 7) ^ x0;
      w[j + 6] = y2;
      r = Integer.rotateLeft(c, 12);
      s = Integer.rotateLeft(r + g + T[j + 2], 7);
      b += ((c & d) | (a & (c | d))) + (x2 ^ y2) + (s ^ r);
      f += (e ^ (g & (h ^ e))) + x2 + s;
      d = Integer.rotateLeft(d, 9);
      h = Integer.rotateLeft(h, 19);
      f = p0(f);
      r = w[j - 9] ^ w[j - 2] ^ Integer.rotateLeft(y0, 15);
      y3 = p1(r) ^ Integer.rotateLeft(w[j - 6], 7) ^ x1;
      w[j + 7] = y3;
      r = Integer.rotateLeft(b, 12);
      s = Integer.rotateLeft(r + f + T[j + 3], 7);
      a += ((b & c) | (d & (b | c))) + (x3 ^ y3) + (s ^ r);
      e += (h ^ (f & (g ^ h))) + x3 + s;
      c = Integer.rotateLeft(c, 9);
      g = Integer.rotateLeft(g, 19);
      e = p0(e);
      x0 = y0;
      x1 = y1;
      x2 = y2;
      x3 = y3;
    }
    state[0] ^= a;
    state[1] ^= b;
    state[2] ^= c;
    state[3] ^= d;
    state[4] ^= e;
    state[5] ^= f;
    state[6] ^= g;
    state[7] ^= h;
  }

  private static int p0(int x) {
    return x ^ Integer.rotateLeft(x, 9) ^ Integer.rotateLeft(x, 17);
  }

  private static int p1(int x) {
    return x ^ Integer.rotateLeft(x, 15) ^ Integer.rotateLeft(x, 23);
  }
}

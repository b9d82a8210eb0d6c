package org.liangzheng.hsm.pkcs11;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Encryption and key wrap by AES keys on the token, in one session; {@link Envelope} uses it. */
final class TokenAes {
  private final NativeSession session;

  TokenAes(NativeSession session) {
    this.session = session;
  }

  /** What the module said to an encryption, decryption, wrapping or unwrapping. */
  static final class Answered {
    final long answer;
    final byte[] bytes;

    Answered(long answer, byte[] bytes) {
      this.answer = answer;
      this.bytes = bytes;
    }
  }

  /** AES-GCM with a 12-byte nonce and a 128-bit tag; the answer is the caller's to judge. */
  Answered gcm(boolean encrypt, long key, byte[] nonce, byte[] aad, byte[] input) {
    session.enter();
    try (Arena local = Arena.ofConfined()) {
      MemorySegment size = local.allocate(ValueLayout.JAVA_LONG);
      MemorySegment parameters = local.allocate(Ck.GCM_PARAMS_SIZE, 8);
      parameters.set(ValueLayout.ADDRESS, 0, Arguments.bytes(local, nonce));
      parameters.set(ValueLayout.JAVA_LONG, 8, nonce.length);
      parameters.set(ValueLayout.JAVA_LONG, 16, nonce.length * 8L);
      parameters.set(ValueLayout.ADDRESS, 24, Arguments.bytes(local, aad));
      parameters.set(ValueLayout.JAVA_LONG, 32, aad.length);
      parameters.set(ValueLayout.JAVA_LONG, 40, 128);
      MemorySegment gcm = Arguments.mechanism(local, Ck.M_AES_GCM, parameters);
      long answer =
          encrypt
              ? session.keys().encryptInit(session.handle(), gcm, key)
              : session.keys().decryptInit(session.handle(), gcm, key);
      if (!Ckr.OK.is(answer)) {
        return new Answered(answer, new byte[0]);
      }
      MemorySegment in = Arguments.bytes(local, input);
      MemorySegment result = local.allocate(input.length + 64L, 8);
      size.set(ValueLayout.JAVA_LONG, 0, result.byteSize());
      answer =
          encrypt
              ? session.keys().encrypt(session.handle(), in, input.length, result, size)
              : session.keys().decrypt(session.handle(), in, input.length, result, size);
      Answered answered = answered(answer, result, size);
      in.fill((byte) 0);
      result.fill((byte) 0);
      return answered;
    } finally {
      session.leave();
    }
  }

  /** AES key wrap (RFC 3394) of a key object. */
  Answered wrap(long wrappingKey, long key) {
    session.enter();
    try (Arena local = Arena.ofConfined()) {
      MemorySegment size = local.allocate(ValueLayout.JAVA_LONG);
      MemorySegment result = local.allocate(512, 8);
      size.set(ValueLayout.JAVA_LONG, 0, result.byteSize());
      return answered(
          session
              .keys()
              .wrapKey(
                  session.handle(),
                  Arguments.mechanism(local, Ck.M_AES_KEY_WRAP, MemorySegment.NULL),
                  wrappingKey,
                  key,
                  result,
                  size),
          result,
          size);
    } finally {
      session.leave();
    }
  }

  /** The answer, and on success the new object's handle as 8 bytes in the machine's order. */
  Answered unwrap(long wrappingKey, byte[] wrapped, Attributes template) {
    session.enter();
    try (Arena local = Arena.ofConfined()) {
      MemorySegment size = local.allocate(ValueLayout.JAVA_LONG);
      MemorySegment object = local.allocate(ValueLayout.JAVA_LONG);
      size.set(ValueLayout.JAVA_LONG, 0, 8);
      long answer =
          session
              .keys()
              .unwrapKey(
                  session.handle(),
                  Arguments.mechanism(local, Ck.M_AES_KEY_WRAP, MemorySegment.NULL),
                  wrappingKey,
                  Arguments.bytes(local, wrapped),
                  wrapped.length,
                  template.write(local),
                  template.count(),
                  object);
      return answered(answer, object, size);
    } finally {
      session.leave();
    }
  }

  private static Answered answered(long answer, MemorySegment result, MemorySegment size) {
    if (!Ckr.OK.is(answer)) {
      return new Answered(answer, new byte[0]);
    }
    long length = Math.clamp(size.get(ValueLayout.JAVA_LONG, 0), 0, result.byteSize());
    return new Answered(answer, result.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE));
  }
}

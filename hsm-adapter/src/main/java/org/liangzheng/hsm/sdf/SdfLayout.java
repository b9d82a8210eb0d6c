package org.liangzheng.hsm.sdf;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * The packed structures of GM/T 0018 §5, by the length of their arrays: {@code ECCrefPublicKey {u32
 * bits; x; y}}, {@code ECCSignature {r; s}}, {@code ECCCipher {x; y; M[32]; u32 L; C[L]}}. A value
 * of 256 bits is right-aligned in its array.
 *
 * @param array bytes of an array, 64 or 32
 */
record SdfLayout(int array) {
  /** Bytes of a coordinate, r or s. */
  static final int VALUE = 32;

  private static final ValueLayout.OfInt U32 = ValueLayout.JAVA_INT_UNALIGNED;

  long signatureSize() {
    return 2L * array;
  }

  /** 04‖x‖y; null if bits or padding are not those of a 256-bit key in such arrays. */
  byte @org.jspecify.annotations.Nullable [] readPoint(MemorySegment structure) {
    if (structure.get(U32, 0) != 256) {
      return null;
    }
    byte[] point = new byte[1 + 2 * VALUE];
    point[0] = 4;
    return readValue(structure, 4, point, 1) && readValue(structure, 4L + array, point, 1 + VALUE)
        ? point
        : null;
  }

  /** r‖s; false if the bytes above a value are not zero. */
  boolean readSignature(MemorySegment structure, byte[] rs) {
    return readValue(structure, 0, rs, 0) && readValue(structure, array, rs, VALUE);
  }

  /** Writes x‖y‖M‖C, at least 97 bytes. */
  void writeCipher(byte[] envelope, MemorySegment structure) {
    int length = envelope.length - 3 * VALUE;
    structure.asSlice(0, 2L * array).fill((byte) 0);
    writeValue(envelope, 0, structure, 0);
    writeValue(envelope, VALUE, structure, array);
    MemorySegment.copy(envelope, 2 * VALUE, structure, ValueLayout.JAVA_BYTE, 2L * array, VALUE);
    structure.set(U32, 2L * array + VALUE, length);
    MemorySegment.copy(
        envelope, 3 * VALUE, structure, ValueLayout.JAVA_BYTE, 2L * array + 36, length);
  }

  /** x‖y‖M‖C; null if there are not {@code length} bytes in C or padding is not zero. */
  byte @org.jspecify.annotations.Nullable [] readCipher(MemorySegment structure, int length) {
    if (structure.get(U32, 2L * array + VALUE) != length) {
      return null;
    }
    byte[] envelope = new byte[3 * VALUE + length];
    if (!readValue(structure, 0, envelope, 0) || !readValue(structure, array, envelope, VALUE)) {
      return null;
    }
    MemorySegment.copy(structure, ValueLayout.JAVA_BYTE, 2L * array, envelope, 2 * VALUE, VALUE);
    MemorySegment.copy(
        structure, ValueLayout.JAVA_BYTE, 2L * array + 36, envelope, 3 * VALUE, length);
    return envelope;
  }

  private boolean readValue(MemorySegment structure, long field, byte[] out, int at) {
    for (long i = 0; i < array - VALUE; i++) {
      if (structure.get(ValueLayout.JAVA_BYTE, field + i) != 0) {
        return false;
      }
    }
    MemorySegment.copy(structure, ValueLayout.JAVA_BYTE, field + array - VALUE, out, at, VALUE);
    return true;
  }

  private void writeValue(byte[] from, int at, MemorySegment structure, long field) {
    MemorySegment.copy(from, at, structure, ValueLayout.JAVA_BYTE, field + array - VALUE, VALUE);
  }
}

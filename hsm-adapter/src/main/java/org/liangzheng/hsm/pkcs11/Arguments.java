package org.liangzheng.hsm.pkcs11;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Arguments of calls, laid out in native memory. */
final class Arguments {
  private Arguments() {}

  /** CK_MECHANISM. */
  static MemorySegment mechanism(Arena arena, long type, MemorySegment parameters) {
    MemorySegment mechanism = arena.allocate(Ck.MECHANISM_SIZE, 8);
    mechanism.set(ValueLayout.JAVA_LONG, 0, type);
    mechanism.set(ValueLayout.ADDRESS, 8, parameters);
    mechanism.set(ValueLayout.JAVA_LONG, 16, parameters.byteSize());
    return mechanism;
  }

  /** A copy; of nothing, too, is one byte made, for modules that want an address. */
  static MemorySegment bytes(Arena arena, byte[] content) {
    MemorySegment segment = arena.allocate(Math.max(1, content.length), 8);
    MemorySegment.copy(content, 0, segment, ValueLayout.JAVA_BYTE, 0, content.length);
    return segment;
  }
}

package org.liangzheng.hsm.pkcs11;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.liangzheng.verifier.crypto.ByteString;

/** A template: attributes with their values, laid out as CK_ATTRIBUTE[]. */
final class Attributes {
  private static final class Entry {
    final long type;
    final byte[] value;

    Entry(long type, byte[] value) {
      this.type = type;
      this.value = value;
    }
  }

  private final List<Entry> entries = new ArrayList<>();

  Attributes with(long type, byte[] value) {
    entries.add(new Entry(type, value));
    return this;
  }

  Attributes with(long type, ByteString value) {
    return with(type, value.toByteArray());
  }

  Attributes with(long type, boolean value) {
    return with(type, new byte[] {(byte) (value ? 1 : 0)});
  }

  Attributes with(long type, String value) {
    return with(type, value.getBytes(StandardCharsets.UTF_8));
  }

  Attributes with(long type, long value) {
    byte[] bytes = new byte[8];
    MemorySegment.ofArray(bytes).set(ValueLayout.JAVA_LONG_UNALIGNED, 0, value);
    return with(type, bytes);
  }

  int count() {
    return entries.size();
  }

  MemorySegment write(Arena arena) {
    MemorySegment array = arena.allocate(Math.max(1, entries.size()) * Ck.ATTRIBUTE_SIZE, 8);
    long offset = 0;
    for (Entry entry : entries) {
      MemorySegment value = arena.allocate(Math.max(1, entry.value.length), 8);
      MemorySegment.copy(entry.value, 0, value, ValueLayout.JAVA_BYTE, 0, entry.value.length);
      array.set(ValueLayout.JAVA_LONG, offset, entry.type);
      array.set(ValueLayout.ADDRESS, offset + 8, value);
      array.set(ValueLayout.JAVA_LONG, offset + 16, entry.value.length);
      offset += Ck.ATTRIBUTE_SIZE;
    }
    return array;
  }
}

package org.liangzheng.testkit.custody.natives;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Enough of PKCS#11 to ask a module questions; every answer is the bare CK_RV. */
final class SmallPkcs11 {
  private static final AddressLayout LIST =
      ADDRESS.withTargetLayout(MemoryLayout.sequenceLayout(1024, JAVA_BYTE));

  final Arena arena = Arena.ofAuto();
  private final MemorySegment functions;

  SmallPkcs11(Path module) {
    MemorySegment out = arena.allocate(ADDRESS);
    MemorySegment entry =
        SymbolLookup.libraryLookup(module, arena).findOrThrow("C_GetFunctionList");
    long answer = call(entry, out);
    if (answer != 0) {
      throw new AssertionError("C_GetFunctionList 0x" + Long.toHexString(answer));
    }
    functions = out.get(LIST, 0);
  }

  /** Calls by words: numbers, or segments for their addresses. */
  long call(P11Function function, Object... arguments) {
    return call(functions.get(ADDRESS, 8 + 8L * function.number()), arguments);
  }

  private static long call(MemorySegment entry, Object... arguments) {
    MemoryLayout[] words = new MemoryLayout[arguments.length];
    Arrays.fill(words, JAVA_LONG);
    List<Object> values = new ArrayList<>();
    for (Object argument : arguments) {
      values.add(argument instanceof MemorySegment segment ? segment.address() : argument);
    }
    try {
      return (long)
          Linker.nativeLinker()
              .downcallHandle(entry, FunctionDescriptor.of(JAVA_LONG, words))
              .invokeWithArguments(values);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  MemorySegment bytes(byte[] value) {
    return arena.allocateFrom(JAVA_BYTE, value);
  }

  MemorySegment longs(long... values) {
    return arena.allocateFrom(JAVA_LONG, values);
  }

  MemorySegment mechanism(long type) {
    return longs(type, 0, 0);
  }

  long initialize() {
    return call(P11Function.C_Initialize, longs(0, 0, 0, 0, 2, 0));
  }

  /** Slots with a token, by label. */
  Map<String, Long> tokens() {
    MemorySegment count = longs(64);
    MemorySegment slots = arena.allocate(JAVA_LONG, 64);
    check(call(P11Function.C_GetSlotList, 1L, slots, count));
    Map<String, Long> tokens = new LinkedHashMap<>();
    for (int i = 0; i < count.get(JAVA_LONG, 0); i++) {
      long slot = slots.getAtIndex(JAVA_LONG, i);
      MemorySegment info = arena.allocate(208, 8);
      check(call(P11Function.C_GetTokenInfo, slot, info));
      String label = new String(info.asSlice(0, 32).toArray(JAVA_BYTE), UTF_8).strip();
      if (!label.isEmpty()) {
        tokens.put(label, slot);
      }
    }
    return tokens;
  }

  /** A read-write session. */
  long open(long slot) {
    MemorySegment session = longs(0);
    check(call(P11Function.C_OpenSession, slot, 6L, 0L, 0L, session));
    return session.get(JAVA_LONG, 0);
  }

  long login(long session, String pin) {
    return call(P11Function.C_Login, session, 1L, bytes(pin.getBytes(UTF_8)), (long) pin.length());
  }

  /** An array of CK_ATTRIBUTE; values are byte[], Long, Boolean, or a segment to be filled. */
  MemorySegment template(Object... typesAndValues) {
    MemorySegment template = arena.allocate(24L * typesAndValues.length / 2 + 8, 8);
    for (int i = 0; i < typesAndValues.length; i += 2) {
      MemorySegment value =
          switch (typesAndValues[i + 1]) {
            case byte[] bytes -> bytes(bytes);
            case Long number -> longs(number);
            case Boolean flag -> bytes(new byte[] {(byte) (flag ? 1 : 0)});
            case MemorySegment segment -> segment;
            default -> throw new AssertionError();
          };
      long at = 12L * i;
      template.set(JAVA_LONG, at, (Long) typesAndValues[i]);
      template.set(ADDRESS, at + 8, value);
      template.set(JAVA_LONG, at + 16, value.byteSize());
    }
    return template;
  }

  List<Long> find(long session, MemorySegment template, long count) {
    check(call(P11Function.C_FindObjectsInit, session, template, count));
    MemorySegment found = arena.allocate(JAVA_LONG, 3);
    MemorySegment got = longs(0);
    List<Long> all = new ArrayList<>();
    do {
      check(call(P11Function.C_FindObjects, session, found, 3L, got));
      for (int i = 0; i < got.get(JAVA_LONG, 0); i++) {
        all.add(found.getAtIndex(JAVA_LONG, i));
      }
    } while (got.get(JAVA_LONG, 0) > 0);
    check(call(P11Function.C_FindObjectsFinal, session));
    return all;
  }

  /** One attribute, or null when the module refuses it; {@link #last} keeps its answer. */
  byte[] read(long session, long object, long type) {
    MemorySegment value = arena.allocate(1024);
    MemorySegment template = template(type, value);
    last = call(P11Function.C_GetAttributeValue, session, object, template, 1L);
    return last != 0 ? null : value.asSlice(0, template.get(JAVA_LONG, 16)).toArray(JAVA_BYTE);
  }

  long last;

  /** Public and private key handle. */
  long[] generate(long session, long mechanism, MemorySegment pub, MemorySegment priv, int n) {
    MemorySegment keys = longs(0, 0);
    last =
        call(
            P11Function.C_GenerateKeyPair,
            session,
            mechanism(mechanism),
            pub,
            (long) n,
            priv,
            (long) n,
            keys,
            keys.asSlice(8));
    return keys.toArray(JAVA_LONG);
  }

  /** C_SignInit and C_Sign; the signature, or null with the answer in {@link #last}. */
  byte[] sign(long session, long mechanism, long key, byte[] data) {
    last = call(P11Function.C_SignInit, session, mechanism(mechanism), key);
    if (last != 0) {
      return null;
    }
    MemorySegment signature = arena.allocate(128);
    MemorySegment length = longs(128);
    last = call(P11Function.C_Sign, session, bytes(data), (long) data.length, signature, length);
    return last != 0 ? null : signature.asSlice(0, length.get(JAVA_LONG, 0)).toArray(JAVA_BYTE);
  }

  static void check(long answer) {
    if (answer != 0) {
      throw new AssertionError("CK_RV 0x" + Long.toHexString(answer));
    }
  }
}

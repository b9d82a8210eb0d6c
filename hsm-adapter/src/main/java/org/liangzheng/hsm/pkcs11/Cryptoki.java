package org.liangzheng.hsm.pkcs11;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.Optional;
import org.liangzheng.hsm.CustodyException;

/**
 * The functions of one loaded module, as C has them: every method returns the module's answer
 * (CK_RV). The only class that makes native calls. Handles are compiled once for each shape of
 * arguments and shared by all modules; the function's address is their first argument.
 *
 * <p>Layouts are those of 64-bit Linux and macOS: CK_ULONG and pointers have 8 bytes, natural
 * alignment. The list of functions is taken from C_GetFunctionList, which modules of version 3 have
 * as well; its order is that of PKCS#11 v2.40, pkcs11f.h.
 */
final class Cryptoki {
  /** C_Initialize to C_WaitForSlotEvent. */
  private static final int FUNCTIONS = 68;

  private static final Linker LINKER = Linker.nativeLinker();

  private static final MethodHandle A = shape(ADDRESS);
  private static final MethodHandle BAA = shape(JAVA_BYTE, ADDRESS, ADDRESS);
  private static final MethodHandle LA = shape(JAVA_LONG, ADDRESS);
  private static final MethodHandle LLA = shape(JAVA_LONG, JAVA_LONG, ADDRESS);
  private static final MethodHandle LLAAA = shape(JAVA_LONG, JAVA_LONG, ADDRESS, ADDRESS, ADDRESS);
  private static final MethodHandle L = shape(JAVA_LONG);
  private static final MethodHandle LLAL = shape(JAVA_LONG, JAVA_LONG, ADDRESS, JAVA_LONG);
  private static final MethodHandle LALA = shape(JAVA_LONG, ADDRESS, JAVA_LONG, ADDRESS);
  private static final MethodHandle LL = shape(JAVA_LONG, JAVA_LONG);
  private static final MethodHandle LAL = shape(JAVA_LONG, ADDRESS, JAVA_LONG);
  private static final MethodHandle LALAA = shape(JAVA_LONG, ADDRESS, JAVA_LONG, ADDRESS, ADDRESS);
  private static final MethodHandle LAALA = shape(JAVA_LONG, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS);
  private static final MethodHandle LAALALAA =
      shape(JAVA_LONG, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS, JAVA_LONG, ADDRESS, ADDRESS);
  private static final MethodHandle LALLAA =
      shape(JAVA_LONG, ADDRESS, JAVA_LONG, JAVA_LONG, ADDRESS, ADDRESS);
  private static final MethodHandle LALALALA =
      shape(JAVA_LONG, ADDRESS, JAVA_LONG, ADDRESS, JAVA_LONG, ADDRESS, JAVA_LONG, ADDRESS);

  private final MemorySegment initialize;
  private final MemorySegment finish;
  private final MemorySegment info;
  private final MemorySegment slotList;
  private final MemorySegment tokenInfo;
  private final MemorySegment mechanismInfo;
  private final MemorySegment initToken;
  private final MemorySegment initPin;
  private final MemorySegment openSession;
  private final MemorySegment closeSession;
  private final MemorySegment sessionInfo;
  private final MemorySegment login;
  private final MemorySegment createObject;
  private final MemorySegment destroyObject;
  private final MemorySegment getAttributeValue;
  private final MemorySegment findObjectsInit;
  private final MemorySegment findObjects;
  private final MemorySegment findObjectsFinal;
  private final MemorySegment encryptInit;
  private final MemorySegment encrypt;
  private final MemorySegment decryptInit;
  private final MemorySegment decrypt;
  private final MemorySegment signInit;
  private final MemorySegment sign;
  private final MemorySegment generateKey;
  private final MemorySegment generateKeyPair;
  private final MemorySegment wrapKey;
  private final MemorySegment unwrapKey;

  /**
   * Loads a module and takes its list of functions; it is never unloaded, because threads of the
   * vendor's may still run in it.
   *
   * @throws CustodyException.LibraryUnloadable if the system does not load it
   * @throws CustodyException.LibraryOtherKind if it is no PKCS#11 module
   */
  static Cryptoki load(Path file) {
    SymbolLookup library = library(file);
    Optional<MemorySegment> entry = library.find("C_GetFunctionList");
    if (entry.isEmpty()) {
      throw new CustodyException.LibraryOtherKind(file.toString(), "it has no C_GetFunctionList");
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment out = arena.allocate(ADDRESS);
      long answer = (long) A.invokeExact(entry.get(), out);
      MemorySegment list = out.get(pointerTo(8L + 8L * FUNCTIONS), 0);
      if (!Ckr.OK.is(answer) || list.address() == 0) {
        throw new CustodyException.LibraryOtherKind(
            file.toString(), "C_GetFunctionList: " + Ckr.text(answer));
      }
      int major = list.get(JAVA_BYTE, 0);
      if (major < 2 || major > 3) {
        throw new CustodyException.LibraryOtherKind(
            file.toString(), "its functions are of version " + major);
      }
      return new Cryptoki(list);
    } catch (CustodyException known) {
      throw known;
    } catch (Throwable impossible) {
      throw unforeseen(impossible);
    }
  }

  private Cryptoki(MemorySegment list) {
    initialize = function(list, 0);
    finish = function(list, 1);
    info = function(list, 2);
    slotList = function(list, 4);
    tokenInfo = function(list, 6);
    mechanismInfo = function(list, 8);
    initToken = function(list, 9);
    initPin = function(list, 10);
    openSession = function(list, 12);
    closeSession = function(list, 13);
    sessionInfo = function(list, 15);
    login = function(list, 18);
    createObject = function(list, 20);
    destroyObject = function(list, 22);
    getAttributeValue = function(list, 24);
    findObjectsInit = function(list, 26);
    findObjects = function(list, 27);
    findObjectsFinal = function(list, 28);
    encryptInit = function(list, 29);
    encrypt = function(list, 30);
    decryptInit = function(list, 33);
    decrypt = function(list, 34);
    signInit = function(list, 42);
    sign = function(list, 43);
    generateKey = function(list, 58);
    generateKeyPair = function(list, 59);
    wrapKey = function(list, 60);
    unwrapKey = function(list, 61);
  }

  /** Loading a library runs its code: hence restricted, and hence looked at before. */
  @SuppressWarnings("restricted")
  private static SymbolLookup library(Path file) {
    try {
      return SymbolLookup.libraryLookup(file, Arena.global());
    } catch (IllegalArgumentException refused) {
      throw new CustodyException.LibraryUnloadable(file.toString(), refused);
    }
  }

  /** Restricted because a wrong shape corrupts memory: the shapes below are those of pkcs11f.h. */
  @SuppressWarnings("restricted")
  private static MethodHandle shape(MemoryLayout... arguments) {
    return LINKER.downcallHandle(FunctionDescriptor.of(JAVA_LONG, arguments));
  }

  /** Restricted because a wrong size reads foreign memory: the list's is fixed by the standard. */
  @SuppressWarnings("restricted")
  private static AddressLayout pointerTo(long size) {
    return ADDRESS.withTargetLayout(MemoryLayout.sequenceLayout(size, JAVA_BYTE));
  }

  private static MemorySegment function(MemorySegment list, int index) {
    return list.get(ADDRESS, 8L + 8L * index);
  }

  private static IllegalStateException unforeseen(Throwable cause) {
    return new IllegalStateException("a native call cannot be made", cause);
  }

  private static boolean missing(MemorySegment function) {
    return function.address() == 0;
  }

  long initialize(MemorySegment arguments) {
    if (missing(this.initialize)) {
      return Ckr.FUNCTION_NOT_SUPPORTED.number;
    }
    try {
      return (long) A.invokeExact(this.initialize, arguments);
    } catch (Throwable impossible) {
      throw unforeseen(impossible);
    }
  }

  long finish(MemorySegment reserved) {
    if (missing(this.finish)) {
      return Ckr.FUNCTION_NOT_SUPPORTED.number;
    }
    try {
      return (long) A.invokeExact(this.finish, reserved);
    } catch (Throwable impossible) {
      throw unforeseen(impossible);
    }
  }

  long info(MemorySegment info) {
    if (missing(this.info)) {
      return Ckr.FUNCTION_NOT_SUPPORTED.number;
    }
    try {
      return (long) A.invokeExact(this.info, info);
    } catch (Throwable impossible) {
      throw unforeseen(impossible);
    }
  }

  long slotList(byte tokenPresent, MemorySegment slots, MemorySegment count) {
    if (missing(this.slotList)) {
      return Ckr.FUNCTION_NOT_SUPPORTED.number;
    }
    try {
      return (long) BAA.invokeExact(this.slotList, tokenPresent, slots, count);
    } catch (Throwable impossible) {
      throw unforeseen(impossible);
    }
  }

  long tokenInfo(long slot, MemorySegment info) {
    if (missing(this.tokenInfo)) {
      return Ckr.FUNCTION_NOT_SUPPORTED.number;
    }
    try {
      return (long) LA.invokeExact(this.tokenInfo, slot, info);
    } catch (Throwable impossible) {
      throw unforeseen(impossible);
    }
  }

  long mechanismInfo(long slot, long mechanism, MemorySegment info) {
    if (missing(this.mechanismInfo)) {
      return Ckr.FUNCTION_NOT_SUPPORTED.number;
    }
    try {
      return (long) LLA.invokeExact(this.mechanismInfo, slot, mechanism, info);
    } catch (Throwable impossible) {
      throw unforeseen(impossible);
    }
  }

  long openSession(
      long slot,
      long flags,
      MemorySegment application,
      MemorySegment notify,
      MemorySegment session) {
    if (missing(this.openSession)) {
      return Ckr.FUNCTION_NOT_SUPPORTED.number;
    }
    try {
      return (long) LLAAA.invokeExact(this.openSession, slot, flags, application, notify, session);
    } catch (Throwable impossible) {
      throw unforeseen(impossible);
    }
  }

  long initToken(long slot, MemorySegment pin, long size, MemorySegment label) {
    if (missing(this.initToken)) {
      return Ckr.FUNCTION_NOT_SUPPORTED.number;
    }
    try {
      return (long) LALA.invokeExact(this.initToken, slot, pin, size, label);
    } catch (Throwable impossible) {
      throw unforeseen(impossible);
    }
  }

  long initPin(long session, MemorySegment pin, long size) {
    if (missing(this.initPin)) {
      return Ckr.FUNCTION_NOT_SUPPORTED.number;
    }
    try {
      return (long) LAL.invokeExact(this.initPin, session, pin, size);
    } catch (Throwable impossible) {
      throw unforeseen(impossible);
    }
  }

  long closeSession(long session) {
    if (missing(this.closeSession)) {
      return Ckr.FUNCTION_NOT_SUPPORTED.number;
    }
    try {
      return (long) L.invokeExact(this.closeSession, session);
    } catch (Throwable impossible) {
      throw unforeseen(impossible);
    }
  }

  long sessionInfo(long session, MemorySegment info) {
    if (missing(this.sessionInfo)) {
      return Ckr.FUNCTION_NOT_SUPPORTED.number;
    }
    try {
      return (long) LA.invokeExact(this.sessionInfo, session, info);
    } catch (Throwable impossible) {
      throw unforeseen(impossible);
    }
  }

  long login(long session, long user, MemorySegment pin, long size) {
    if (missing(this.login)) {
      return Ckr.FUNCTION_NOT_SUPPORTED.number;
    }
    try {
      return (long) LLAL.invokeExact(this.login, session, user, pin, size);
    } catch (Throwable impossible) {
      throw unforeseen(impossible);
    }
  }

  long createObject(long session, MemorySegment template, long count, MemorySegment object) {
    if (missing(this.createObject)) {
      return Ckr.FUNCTION_NOT_SUPPORTED.number;
    }
    try {
      return (long) LALA.invokeExact(this.createObject, session, template, count, object);
    } catch (Throwable impossible) {
      throw unforeseen(impossible);
    }
  }

  long destroyObject(long session, long object) {
    if (missing(this.destroyObject)) {
      return Ckr.FUNCTION_NOT_SUPPORTED.number;
    }
    try {
      return (long) LL.invokeExact(this.destroyObject, session, object);
    } catch (Throwable impossible) {
      throw unforeseen(impossible);
    }
  }

  long getAttributeValue(long session, long object, MemorySegment template, long count) {
    if (missing(this.getAttributeValue)) {
      return Ckr.FUNCTION_NOT_SUPPORTED.number;
    }
    try {
      return (long) LLAL.invokeExact(this.getAttributeValue, session, object, template, count);
    } catch (Throwable impossible) {
      throw unforeseen(impossible);
    }
  }

  long findObjectsInit(long session, MemorySegment template, long count) {
    if (missing(this.findObjectsInit)) {
      return Ckr.FUNCTION_NOT_SUPPORTED.number;
    }
    try {
      return (long) LAL.invokeExact(this.findObjectsInit, session, template, count);
    } catch (Throwable impossible) {
      throw unforeseen(impossible);
    }
  }

  long findObjects(long session, MemorySegment objects, long max, MemorySegment count) {
    if (missing(this.findObjects)) {
      return Ckr.FUNCTION_NOT_SUPPORTED.number;
    }
    try {
      return (long) LALA.invokeExact(this.findObjects, session, objects, max, count);
    } catch (Throwable impossible) {
      throw unforeseen(impossible);
    }
  }

  long findObjectsFinal(long session) {
    if (missing(this.findObjectsFinal)) {
      return Ckr.FUNCTION_NOT_SUPPORTED.number;
    }
    try {
      return (long) L.invokeExact(this.findObjectsFinal, session);
    } catch (Throwable impossible) {
      throw unforeseen(impossible);
    }
  }

  long encryptInit(long session, MemorySegment mechanism, long key) {
    if (missing(this.encryptInit)) {
      return Ckr.FUNCTION_NOT_SUPPORTED.number;
    }
    try {
      return (long) LAL.invokeExact(this.encryptInit, session, mechanism, key);
    } catch (Throwable impossible) {
      throw unforeseen(impossible);
    }
  }

  long encrypt(
      long session, MemorySegment data, long size, MemorySegment out, MemorySegment outSize) {
    if (missing(this.encrypt)) {
      return Ckr.FUNCTION_NOT_SUPPORTED.number;
    }
    try {
      return (long) LALAA.invokeExact(this.encrypt, session, data, size, out, outSize);
    } catch (Throwable impossible) {
      throw unforeseen(impossible);
    }
  }

  long decryptInit(long session, MemorySegment mechanism, long key) {
    if (missing(this.decryptInit)) {
      return Ckr.FUNCTION_NOT_SUPPORTED.number;
    }
    try {
      return (long) LAL.invokeExact(this.decryptInit, session, mechanism, key);
    } catch (Throwable impossible) {
      throw unforeseen(impossible);
    }
  }

  long decrypt(
      long session, MemorySegment data, long size, MemorySegment out, MemorySegment outSize) {
    if (missing(this.decrypt)) {
      return Ckr.FUNCTION_NOT_SUPPORTED.number;
    }
    try {
      return (long) LALAA.invokeExact(this.decrypt, session, data, size, out, outSize);
    } catch (Throwable impossible) {
      throw unforeseen(impossible);
    }
  }

  long signInit(long session, MemorySegment mechanism, long key) {
    if (missing(this.signInit)) {
      return Ckr.FUNCTION_NOT_SUPPORTED.number;
    }
    try {
      return (long) LAL.invokeExact(this.signInit, session, mechanism, key);
    } catch (Throwable impossible) {
      throw unforeseen(impossible);
    }
  }

  long sign(long session, MemorySegment data, long size, MemorySegment out, MemorySegment outSize) {
    if (missing(this.sign)) {
      return Ckr.FUNCTION_NOT_SUPPORTED.number;
    }
    try {
      return (long) LALAA.invokeExact(this.sign, session, data, size, out, outSize);
    } catch (Throwable impossible) {
      throw unforeseen(impossible);
    }
  }

  long generateKey(
      long session,
      MemorySegment mechanism,
      MemorySegment template,
      long count,
      MemorySegment key) {
    if (missing(this.generateKey)) {
      return Ckr.FUNCTION_NOT_SUPPORTED.number;
    }
    try {
      return (long) LAALA.invokeExact(this.generateKey, session, mechanism, template, count, key);
    } catch (Throwable impossible) {
      throw unforeseen(impossible);
    }
  }

  long generateKeyPair(
      long session,
      MemorySegment mechanism,
      MemorySegment publicTemplate,
      long publicCount,
      MemorySegment privateTemplate,
      long privateCount,
      MemorySegment publicKey,
      MemorySegment privateKey) {
    if (missing(this.generateKeyPair)) {
      return Ckr.FUNCTION_NOT_SUPPORTED.number;
    }
    try {
      return (long)
          LAALALAA.invokeExact(
              this.generateKeyPair,
              session,
              mechanism,
              publicTemplate,
              publicCount,
              privateTemplate,
              privateCount,
              publicKey,
              privateKey);
    } catch (Throwable impossible) {
      throw unforeseen(impossible);
    }
  }

  long wrapKey(
      long session,
      MemorySegment mechanism,
      long wrappingKey,
      long key,
      MemorySegment out,
      MemorySegment outSize) {
    if (missing(this.wrapKey)) {
      return Ckr.FUNCTION_NOT_SUPPORTED.number;
    }
    try {
      return (long)
          LALLAA.invokeExact(this.wrapKey, session, mechanism, wrappingKey, key, out, outSize);
    } catch (Throwable impossible) {
      throw unforeseen(impossible);
    }
  }

  long unwrapKey(
      long session,
      MemorySegment mechanism,
      long unwrappingKey,
      MemorySegment wrapped,
      long size,
      MemorySegment template,
      long count,
      MemorySegment key) {
    if (missing(this.unwrapKey)) {
      return Ckr.FUNCTION_NOT_SUPPORTED.number;
    }
    try {
      return (long)
          LALALALA.invokeExact(
              this.unwrapKey,
              session,
              mechanism,
              unwrappingKey,
              wrapped,
              size,
              template,
              count,
              key);
    } catch (Throwable impossible) {
      throw unforeseen(impossible);
    }
  }
}

package org.liangzheng.hsm.pkcs11;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.liangzheng.hsm.pkcs11.FunctionList.missing;
import static org.liangzheng.hsm.pkcs11.FunctionList.shape;
import static org.liangzheng.hsm.pkcs11.FunctionList.unforeseen;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import org.liangzheng.hsm.CustodyException;

/**
 * The functions of one loaded module, as C has them: every method returns the module's answer
 * (CK_RV). Here those of the module, its slots and sessions (PKCS#11 v2.40, 5.4 to 5.6); with
 * {@link ObjectFunctions} and {@link KeyFunctions} the only classes that call it.
 *
 * <p>Handles are compiled once for each shape of arguments and shared by all modules; the
 * function's address is their first argument. Layouts are those of 64-bit Linux and macOS: CK_ULONG
 * and pointers have 8 bytes, natural alignment.
 */
final class Cryptoki {
  private static final MethodHandle A = shape(ADDRESS);
  private static final MethodHandle BAA = shape(JAVA_BYTE, ADDRESS, ADDRESS);
  private static final MethodHandle LA = shape(JAVA_LONG, ADDRESS);
  private static final MethodHandle LLA = shape(JAVA_LONG, JAVA_LONG, ADDRESS);
  private static final MethodHandle LLAAA = shape(JAVA_LONG, JAVA_LONG, ADDRESS, ADDRESS, ADDRESS);
  private static final MethodHandle L = shape(JAVA_LONG);
  private static final MethodHandle LLAL = shape(JAVA_LONG, JAVA_LONG, ADDRESS, JAVA_LONG);
  private static final MethodHandle LALA = shape(JAVA_LONG, ADDRESS, JAVA_LONG, ADDRESS);
  private static final MethodHandle LAL = shape(JAVA_LONG, ADDRESS, JAVA_LONG);

  private final MemorySegment initialize;
  private final MemorySegment finish;
  private final MemorySegment slotList;
  private final MemorySegment tokenInfo;
  private final MemorySegment mechanismInfo;
  private final MemorySegment initToken;
  private final MemorySegment initPin;
  private final MemorySegment openSession;
  private final MemorySegment closeSession;
  private final MemorySegment sessionInfo;
  private final MemorySegment login;
  final ObjectFunctions objects;
  final KeyFunctions keys;

  Cryptoki(FunctionList functions) {
    initialize = functions.at(0);
    finish = functions.at(1);
    slotList = functions.at(4);
    tokenInfo = functions.at(6);
    mechanismInfo = functions.at(8);
    initToken = functions.at(9);
    initPin = functions.at(10);
    openSession = functions.at(12);
    closeSession = functions.at(13);
    sessionInfo = functions.at(15);
    login = functions.at(18);
    objects = new ObjectFunctions(functions);
    keys = new KeyFunctions(functions);
  }

  /**
   * Loads a module.
   *
   * @throws CustodyException.LibraryUnloadable if the system does not load it
   * @throws CustodyException.LibraryOtherKind if it is no PKCS#11 module
   */
  static Cryptoki load(Path file) {
    return new Cryptoki(FunctionList.load(file));
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
}

package org.liangzheng.hsm.pkcs11;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.liangzheng.hsm.pkcs11.FunctionList.missing;
import static org.liangzheng.hsm.pkcs11.FunctionList.shape;
import static org.liangzheng.hsm.pkcs11.FunctionList.unforeseen;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * Functions on the objects of a session (PKCS#11 v2.40, 5.7), as C has them: see {@link Cryptoki}.
 */
final class ObjectFunctions {
  private static final MethodHandle L = shape(JAVA_LONG);
  private static final MethodHandle LLAL = shape(JAVA_LONG, JAVA_LONG, ADDRESS, JAVA_LONG);
  private static final MethodHandle LALA = shape(JAVA_LONG, ADDRESS, JAVA_LONG, ADDRESS);
  private static final MethodHandle LL = shape(JAVA_LONG, JAVA_LONG);
  private static final MethodHandle LAL = shape(JAVA_LONG, ADDRESS, JAVA_LONG);

  private final MemorySegment createObject;
  private final MemorySegment destroyObject;
  private final MemorySegment getAttributeValue;
  private final MemorySegment findObjectsInit;
  private final MemorySegment findObjects;
  private final MemorySegment findObjectsFinal;

  ObjectFunctions(FunctionList functions) {
    createObject = functions.at(20);
    destroyObject = functions.at(22);
    getAttributeValue = functions.at(24);
    findObjectsInit = functions.at(26);
    findObjects = functions.at(27);
    findObjectsFinal = functions.at(28);
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
}

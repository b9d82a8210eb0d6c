package org.liangzheng.hsm.pkcs11;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.liangzheng.hsm.pkcs11.FunctionList.missing;
import static org.liangzheng.hsm.pkcs11.FunctionList.shape;
import static org.liangzheng.hsm.pkcs11.FunctionList.unforeseen;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * Functions that make and use keys (PKCS#11 v2.40, 5.8 to 5.13), as C has them: see {@link
 * Cryptoki}. Nothing here is repeated by itself: a signature may have been made by a call that
 * failed.
 */
final class KeyFunctions {
  private static final MethodHandle LAL = shape(JAVA_LONG, ADDRESS, JAVA_LONG);
  private static final MethodHandle LALAA = shape(JAVA_LONG, ADDRESS, JAVA_LONG, ADDRESS, ADDRESS);
  private static final MethodHandle LAALA = shape(JAVA_LONG, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS);
  private static final MethodHandle LAALALAA =
      shape(JAVA_LONG, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS, JAVA_LONG, ADDRESS, ADDRESS);
  private static final MethodHandle LALLAA =
      shape(JAVA_LONG, ADDRESS, JAVA_LONG, JAVA_LONG, ADDRESS, ADDRESS);
  private static final MethodHandle LALALALA =
      shape(JAVA_LONG, ADDRESS, JAVA_LONG, ADDRESS, JAVA_LONG, ADDRESS, JAVA_LONG, ADDRESS);

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

  KeyFunctions(FunctionList functions) {
    encryptInit = functions.at(29);
    encrypt = functions.at(30);
    decryptInit = functions.at(33);
    decrypt = functions.at(34);
    signInit = functions.at(42);
    sign = functions.at(43);
    generateKey = functions.at(58);
    generateKeyPair = functions.at(59);
    wrapKey = functions.at(60);
    unwrapKey = functions.at(61);
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

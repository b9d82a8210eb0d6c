package org.liangzheng.hsm.sdf;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.liangzheng.hsm.CustodyException;
import org.liangzheng.hsm.library.LibraryFile;
import org.liangzheng.hsm.library.Platform;

/**
 * A loaded SDF library and its calls (GM/T 0018 §6). Loaded once a process and never unloaded:
 * vendors' libraries start threads and do not expect it. Method handles are made once for each
 * shape of arguments and take the function as their first one, so that they are constants.
 */
final class SdfLibrary {
  private static final Map<Path, SdfLibrary> LOADED = new ConcurrentHashMap<>();

  /** SGD_SM2_3, SM2 encryption; in the 2023 edition's decryption, the encryption key pair. */
  private static final int SGD_SM2_3 = 0x00020800;

  private static final MethodHandle POINTER = shape(ADDRESS);
  private static final MethodHandle POINTERS = shape(ADDRESS, ADDRESS);
  private static final MethodHandle INDEX = shape(ADDRESS, JAVA_INT);
  private static final MethodHandle INDEX_OUT = shape(ADDRESS, JAVA_INT, ADDRESS);
  private static final MethodHandle INDEX_IN = shape(ADDRESS, JAVA_INT, ADDRESS, JAVA_INT);
  private static final MethodHandle INDEX_IN_OUT =
      shape(ADDRESS, JAVA_INT, ADDRESS, JAVA_INT, ADDRESS);
  private static final MethodHandle INDEX_ALGORITHM_IN_OUT =
      shape(ADDRESS, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, ADDRESS);
  private static final MethodHandle INDEX_ALGORITHM_OUT =
      shape(ADDRESS, JAVA_INT, JAVA_INT, ADDRESS, ADDRESS, ADDRESS);

  private final MemorySegment openDevice;
  private final MemorySegment closeDevice;
  private final MemorySegment openSession;
  private final MemorySegment closeSession;
  private final MemorySegment accessRight;
  private final MemorySegment releaseRight;
  private final MemorySegment exportSign;
  private final MemorySegment exportEncryption;
  private final MemorySegment sign;
  private final MemorySegment encrypt;
  private final MemorySegment decrypt;

  private SdfLibrary(Path file, SymbolLookup symbols) {
    openDevice = symbol(file, symbols, "SDF_OpenDevice");
    closeDevice = symbol(file, symbols, "SDF_CloseDevice");
    openSession = symbol(file, symbols, "SDF_OpenSession");
    closeSession = symbol(file, symbols, "SDF_CloseSession");
    accessRight = symbol(file, symbols, "SDF_GetPrivateKeyAccessRight");
    releaseRight = symbol(file, symbols, "SDF_ReleasePrivateKeyAccessRight");
    exportSign = symbol(file, symbols, "SDF_ExportSignPublicKey_ECC");
    exportEncryption = symbol(file, symbols, "SDF_ExportEncPublicKey_ECC");
    sign = symbol(file, symbols, "SDF_InternalSign_ECC");
    encrypt = symbol(file, symbols, "SDF_InternalEncrypt_ECC");
    decrypt = symbol(file, symbols, "SDF_InternalDecrypt_ECC");
  }

  /**
   * Loads the library, or gives the one loaded before from the same file.
   *
   * @throws CustodyException.LibraryAbsent if there is no such file
   * @throws CustodyException.LibraryForeign if it is for another system or processor
   * @throws CustodyException.LibraryUnloadable if the system cannot load it
   * @throws CustodyException.LibraryOtherKind if it has not the calls of SDF
   */
  static SdfLibrary load(Path file) {
    return LOADED.computeIfAbsent(LibraryFile.check(file, Platform.current()), SdfLibrary::loadNew);
  }

  @SuppressWarnings("restricted") // The one place where the library comes in.
  private static SdfLibrary loadNew(Path file) {
    try {
      return new SdfLibrary(file, SymbolLookup.libraryLookup(file, Arena.global()));
    } catch (IllegalArgumentException refused) {
      throw new CustodyException.LibraryUnloadable(file.toString(), refused);
    }
  }

  private static MemorySegment symbol(Path file, SymbolLookup symbols, String name) {
    return symbols
        .find(name)
        .orElseThrow(() -> new CustodyException.LibraryOtherKind(file.toString(), "no " + name));
  }

  @SuppressWarnings("restricted") // Handles of the C calls, made once.
  private static MethodHandle shape(MemoryLayout... arguments) {
    return Linker.nativeLinker().downcallHandle(FunctionDescriptor.of(JAVA_INT, arguments));
  }

  int openDevice(MemorySegment out) {
    try {
      return (int) POINTER.invokeExact(openDevice, out);
    } catch (Throwable impossible) {
      throw never(impossible);
    }
  }

  int closeDevice(MemorySegment device) {
    try {
      return (int) POINTER.invokeExact(closeDevice, device);
    } catch (Throwable impossible) {
      throw never(impossible);
    }
  }

  int openSession(MemorySegment device, MemorySegment out) {
    try {
      return (int) POINTERS.invokeExact(openSession, device, out);
    } catch (Throwable impossible) {
      throw never(impossible);
    }
  }

  int closeSession(MemorySegment session) {
    try {
      return (int) POINTER.invokeExact(closeSession, session);
    } catch (Throwable impossible) {
      throw never(impossible);
    }
  }

  int accessRight(MemorySegment session, int index, MemorySegment password, int length) {
    try {
      return (int) INDEX_IN.invokeExact(accessRight, session, index, password, length);
    } catch (Throwable impossible) {
      throw never(impossible);
    }
  }

  int releaseRight(MemorySegment session, int index) {
    try {
      return (int) INDEX.invokeExact(releaseRight, session, index);
    } catch (Throwable impossible) {
      throw never(impossible);
    }
  }

  int exportPublicKey(MemorySegment session, int index, boolean encryption, MemorySegment out) {
    // A variable: invokeExact takes the type of a conditional expression for Object.
    MemorySegment export = encryption ? exportEncryption : exportSign;
    try {
      return (int) INDEX_OUT.invokeExact(export, session, index, out);
    } catch (Throwable impossible) {
      throw never(impossible);
    }
  }

  int sign(MemorySegment session, int index, MemorySegment e, int length, MemorySegment out) {
    try {
      return (int) INDEX_IN_OUT.invokeExact(sign, session, index, e, length, out);
    } catch (Throwable impossible) {
      throw never(impossible);
    }
  }

  int encrypt(
      SdfEdition edition,
      MemorySegment session,
      int index,
      MemorySegment clear,
      int length,
      MemorySegment out) {
    try {
      return switch (edition) {
        case GMT_0018_2012 ->
            (int)
                INDEX_ALGORITHM_IN_OUT.invokeExact(
                    encrypt, session, index, SGD_SM2_3, clear, length, out);
        case GMT_0018_2023 ->
            (int) INDEX_IN_OUT.invokeExact(encrypt, session, index, clear, length, out);
      };
    } catch (Throwable impossible) {
      throw never(impossible);
    }
  }

  int decrypt(
      MemorySegment session,
      int index,
      MemorySegment cipher,
      MemorySegment out,
      MemorySegment outLength) {
    try {
      return (int)
          INDEX_ALGORITHM_OUT.invokeExact(
              decrypt, session, index, SGD_SM2_3, cipher, out, outLength);
    } catch (Throwable impossible) {
      throw never(impossible);
    }
  }

  /** A C function throws nothing; what comes here is an error of the machine or of this class. */
  private static RuntimeException never(Throwable thrown) {
    if (thrown instanceof Error error) {
      throw error;
    }
    return new IllegalStateException("a C function throws nothing", thrown);
  }
}

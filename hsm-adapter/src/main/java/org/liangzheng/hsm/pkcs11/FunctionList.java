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
 * CK_FUNCTION_LIST of a loaded module: where each function is. Taken from C_GetFunctionList, which
 * modules of version 3 have as well; its order is that of PKCS#11 v2.40, pkcs11f.h.
 */
final class FunctionList {
  /** C_Initialize to C_WaitForSlotEvent. */
  private static final int FUNCTIONS = 68;

  private static final Linker LINKER = Linker.nativeLinker();

  private static final MethodHandle A = shape(ADDRESS);

  private final MemorySegment list;

  private FunctionList(MemorySegment list) {
    this.list = list;
  }

  /**
   * Loads a module and takes its list of functions; it is never unloaded, because threads of the
   * vendor's may still run in it.
   *
   * @throws CustodyException.LibraryUnloadable if the system does not load it
   * @throws CustodyException.LibraryOtherKind if it is no PKCS#11 module
   */
  static FunctionList load(Path file) {
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
      return new FunctionList(list);
    } catch (CustodyException known) {
      throw known;
    } catch (Throwable impossible) {
      throw unforeseen(impossible);
    }
  }

  /** Address of a function by its place in the list; NULL where the module does not have it. */
  MemorySegment at(int index) {
    return list.get(ADDRESS, 8L + 8L * index);
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
  static MethodHandle shape(MemoryLayout... arguments) {
    return LINKER.downcallHandle(FunctionDescriptor.of(JAVA_LONG, arguments));
  }

  /** Restricted because a wrong size reads foreign memory: the list's is fixed by the standard. */
  @SuppressWarnings("restricted")
  private static AddressLayout pointerTo(long size) {
    return ADDRESS.withTargetLayout(MemoryLayout.sequenceLayout(size, JAVA_BYTE));
  }

  /** A call that could not be made at all: a fault of this program or of the JVM. */
  static IllegalStateException unforeseen(Throwable cause) {
    return new IllegalStateException("a native call cannot be made", cause);
  }

  /** Whether the module left the function out of its list. */
  static boolean missing(MemorySegment function) {
    return function.address() == 0;
  }
}

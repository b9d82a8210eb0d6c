package org.liangzheng.testkit.custody.natives;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A test device of sdf.c: a copy of the compiled library in a folder, with its settings beside it.
 * Commands reach it while it runs.
 */
public final class SdfStandIn {
  private static final AtomicInteger COMMANDS = new AtomicInteger();

  private final Path library;

  private SdfStandIn(Path library) {
    this.library = library;
  }

  /**
   * Makes a device without keys.
   *
   * @param name file name without {@code .so}
   * @param edition 2012 or 2023
   * @param arrayLength 64 or 32
   * @param more further lines of its settings, see sdf.c
   */
  public static SdfStandIn create(
      Path folder, String name, int edition, int arrayLength, String... more) {
    Path compiled = NativeBuild.of(SdfStandIn.class, "sdf.c").libraries("-lcrypto").library();
    try {
      Path library = folder.resolve(name + ".so").toAbsolutePath();
      Files.copy(compiled, library);
      Files.writeString(
          beside(library, ".conf"),
          "edition " + edition + "\narray " + arrayLength + "\n" + String.join("\n", more) + "\n");
      return new SdfStandIn(library);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** What the settings of a vault name. */
  public Path library() {
    return library;
  }

  /** Makes both key pairs of the indices, in place of any before. */
  public SdfStandIn provision(int from, int to, String password) {
    byte[] bytes = password.getBytes(UTF_8);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment copy = arena.allocateFrom(JAVA_BYTE, bytes);
      MethodHandle call = call("SDFTEST_Provision", JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
      for (int index = from; index <= to; index++) {
        int code = (int) call.invoke(index, copy, bytes.length);
        if (code != 0) {
          throw new IllegalStateException("provisioning failed: " + code);
        }
      }
      return this;
    } catch (Throwable failed) {
      throw new IllegalStateException(failed);
    }
  }

  /** Gives another device the same keys. */
  public void cloneKeysTo(SdfStandIn other) {
    Path target = beside(other.library, ".keys");
    try {
      Files.createDirectories(target);
      try (DirectoryStream<Path> keys = Files.newDirectoryStream(beside(library, ".keys"))) {
        for (Path key : keys) {
          Files.copy(
              key,
              target.resolve(String.valueOf(key.getFileName())),
              StandardCopyOption.REPLACE_EXISTING);
        }
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /**
   * Makes the device misbehave from now on.
   *
   * @param fault one of the commands of sdf.c with its arguments, such as {@code delay 200}
   */
  public void command(String fault) {
    try {
      Path control = beside(library, ".control");
      Path next = beside(library, ".control.next");
      Files.writeString(next, COMMANDS.incrementAndGet() + " " + fault + "\n");
      Files.move(
          next, control, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** A counter: devices, sessions, closed, rights, refused, signed, decrypted. */
  public long count(String counter) {
    try (Arena arena = Arena.ofConfined()) {
      return (long) call("SDFTEST_Count", JAVA_LONG, ADDRESS).invoke(arena.allocateFrom(counter));
    } catch (Throwable failed) {
      throw new IllegalStateException(failed);
    }
  }

  /** The signatures made, one line each: index, e, r, s. */
  public List<String> journal() {
    try {
      Path journal = beside(library, ".journal");
      return Files.exists(journal) ? Files.readAllLines(journal) : List.of();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /**
   * libcrypto's own verification of a message, with Z and SM3 computed there.
   *
   * @param point 04‖x‖y
   * @param id the signer's id
   * @param rs r‖s, 64 bytes
   */
  public boolean libcryptoVerifies(byte[] point, byte[] id, byte[] message, byte[] rs) {
    try (Arena arena = Arena.ofConfined()) {
      return 1
          == (int)
              call(
                      "SDFTEST_VerifyMessage",
                      JAVA_INT,
                      ADDRESS,
                      ADDRESS,
                      JAVA_INT,
                      ADDRESS,
                      JAVA_INT,
                      ADDRESS)
                  .invoke(
                      arena.allocateFrom(JAVA_BYTE, point),
                      arena.allocateFrom(JAVA_BYTE, id),
                      id.length,
                      arena.allocateFrom(JAVA_BYTE, message),
                      message.length,
                      arena.allocateFrom(JAVA_BYTE, rs));
    } catch (Throwable failed) {
      throw new IllegalStateException(failed);
    }
  }

  @SuppressWarnings("restricted") // The test device's own extra functions.
  private MethodHandle call(String name, MemoryLayout result, MemoryLayout... arguments) {
    return Linker.nativeLinker()
        .downcallHandle(
            SymbolLookup.libraryLookup(library, Arena.global()).findOrThrow(name),
            FunctionDescriptor.of(result, arguments));
  }

  private static Path beside(Path library, String suffix) {
    return library.resolveSibling(library.getFileName() + suffix);
  }
}

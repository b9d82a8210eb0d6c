package org.liangzheng.testkit.custody.natives;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.liangzheng.testkit.custody.natives.ModuleFault.Kind;

/**
 * A PKCS#11 module over SoftHSM that adds SM2 under vendor numbers, writes every signature to a
 * journal on disk before it hands it out, and fails when told to, while it runs and in whatever
 * process loaded it.
 *
 * <pre>{@code
 * SoftHsm hsm = SoftHsm.in(folder);
 * hsm.token("seals");
 * FaultyPkcs11 module = FaultyPkcs11.over(hsm, folder, Sm2Numbers.SANSEC);
 * … open module.path() with the adapter …
 * module.inject(ModuleFault.sessionKilled().times(1));
 * }</pre>
 *
 * <p>Each instance is a library file of its own, over a copy of its own of the real module, so that
 * several live in one process without knowing of each other. {@code SOFTHSM2_CONF} is set by the
 * module itself in C_Initialize; two modules must not be initialised at the same moment.
 */
public final class FaultyPkcs11 {
  private static final VarHandle LONG = ValueLayout.JAVA_LONG.varHandle();

  // Offsets and sizes of faulty-control.h.
  private static final long MAGIC = 0x31304B41465A4C00L;
  private static final long SIZE = 16384;
  private static final int FAULTS = 16;
  private static final long FIRST_FAULT = 256;
  private static final long FAULT_SIZE = 128;
  private static final long KIND = 0;
  private static final long GENERATION = 8;
  private static final long REMAINING = 16;
  private static final long PARAMETER = 24;
  private static final long FUNCTIONS = 32;
  private static final long STRUCK = 48;
  private static final long TOKEN = 56;
  private static final int TOKEN_SIZE = 72;
  private static final long CALLS = 4096;
  private static final long WAITING = 5120;

  private final Path path;
  private final MemorySegment page;

  private FaultyPkcs11(Path path, MemorySegment page) {
    this.path = path;
    this.page = page;
  }

  /**
   * A module over the tokens of {@code hsm}; its files go into a new folder below {@code folder}.
   */
  public static FaultyPkcs11 over(SoftHsm hsm, Path folder, Sm2Numbers sm2) {
    Path library =
        NativeBuild.of(FaultyPkcs11.class, "faulty-pkcs11.c")
            .header(FaultyPkcs11.class, "p11.h")
            .header(FaultyPkcs11.class, "faulty-control.h")
            .header(FaultyPkcs11.class, "faulty-sm2.h")
            .libraries("-lcrypto", "-ldl")
            .library();
    try {
      Path own = Files.createTempDirectory(Files.createDirectories(folder).toRealPath(), "module-");
      Path path = Files.copy(library, own.resolve("faulty-pkcs11.so"));
      Path real = Files.copy(hsm.module(), own.resolve("libsofthsm2.so"));
      Files.writeString(
          own.resolve("faulty-pkcs11.so.conf"),
          String.format(
              Locale.ROOT,
              """
              module=%s
              softhsm2_conf=%s
              sm2_key_type=%d
              sm2_generate=%d
              sm2_sign=%d
              sm2_form=%s
              sm2_private_point=%s
              """,
              real,
              hsm.configuration(),
              sm2.keyType(),
              sm2.generate(),
              sm2.sign(),
              sm2.der() ? "der" : "raw",
              sm2.privatePoint() ? "yes" : "no"),
          UTF_8);
      Files.createFile(own.resolve("faulty-pkcs11.so.journal"));
      return new FaultyPkcs11(path, page(own.resolve("faulty-pkcs11.so.page")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static MemorySegment page(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, CREATE_NEW, READ, WRITE)) {
      MemorySegment page = channel.map(MapMode.READ_WRITE, 0, SIZE, Arena.ofAuto());
      LONG.setVolatile(page, 0L, MAGIC);
      return page;
    }
  }

  /** The module to load. */
  public Path path() {
    return path;
  }

  /**
   * From now on this goes wrong. Several faults may stand at once; the first that ends a call wins.
   */
  public synchronized Injected inject(ModuleFault fault) {
    if (fault.kind() == Kind.NONE || fault.functions().isEmpty() || fault.times() == 0) {
      throw new IllegalArgumentException("a fault that strikes nothing: " + fault);
    }
    byte[] label = fault.token().getBytes(UTF_8);
    if (label.length > 32) {
      throw new IllegalArgumentException("a token label has at most 32 bytes: " + fault.token());
    }
    long at = place();
    long generation = get(at + GENERATION) + 1;
    set(at + KIND, Kind.NONE.number());
    set(at + GENERATION, generation);
    set(at + REMAINING, fault.times());
    set(at + PARAMETER, fault.parameter());
    long low = 0;
    long high = 0;
    for (P11Function function : fault.functions()) {
      if (function.number() < 64) {
        low |= 1L << function.number();
      } else {
        high |= 1L << (function.number() - 64);
      }
    }
    set(at + FUNCTIONS, low);
    set(at + FUNCTIONS + 8, high);
    set(at + STRUCK, 0);
    MemorySegment token = page.asSlice(at + TOKEN, TOKEN_SIZE).fill((byte) 0);
    MemorySegment.copy(label, 0, token, ValueLayout.JAVA_BYTE, 0, label.length);
    set(at + KIND, fault.kind().number());
    return new Injected(at, generation);
  }

  /** Nothing goes wrong any more; stuck calls go on. */
  public synchronized void clear() {
    for (int i = 0; i < FAULTS; i++) {
      empty(FIRST_FAULT + i * FAULT_SIZE);
    }
  }

  /**
   * Calls of a function so far, those that a fault struck included; queries of a length are not.
   */
  public long count(P11Function function) {
    return get(CALLS + 8L * function.number());
  }

  /** Calls that are stuck at this moment. */
  public long waiting() {
    return get(WAITING);
  }

  /** Every C_Sign so far, in order. */
  public List<JournalEntry> journal() {
    try {
      return Files.readAllLines(path.resolveSibling("faulty-pkcs11.so.journal"), UTF_8).stream()
          .map(JournalEntry::of)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One fault that stands. */
  public final class Injected {
    private final long at;
    private final long generation;

    private Injected(long at, long generation) {
      this.at = at;
      this.generation = generation;
    }

    /** Calls it struck so far. */
    public long struck() {
      synchronized (FaultyPkcs11.this) {
        if (get(at + GENERATION) != generation) {
          throw new IllegalStateException("this fault was lifted");
        }
        return get(at + STRUCK);
      }
    }

    /** It no longer goes wrong; calls stuck in it go on. */
    public void lift() {
      synchronized (FaultyPkcs11.this) {
        if (get(at + GENERATION) == generation) {
          empty(at);
        }
      }
    }
  }

  private void empty(long at) {
    set(at + KIND, Kind.NONE.number());
    set(at + GENERATION, get(at + GENERATION) + 1);
  }

  private long place() {
    long spent = -1;
    for (int i = 0; i < FAULTS; i++) {
      long at = FIRST_FAULT + i * FAULT_SIZE;
      if (get(at + KIND) == Kind.NONE.number()) {
        return at;
      }
      if (get(at + REMAINING) == 0 && get(at + KIND) != Kind.STUCK.number()) {
        spent = at;
      }
    }
    if (spent < 0) {
      throw new IllegalStateException("more than " + FAULTS + " faults at once");
    }
    return spent;
  }

  private long get(long offset) {
    return (long) LONG.getVolatile(page, offset);
  }

  private void set(long offset, long value) {
    LONG.setVolatile(page, offset, value);
  }
}

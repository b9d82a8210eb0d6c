package org.liangzheng.hsm.pkcs11;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.liangzheng.hsm.CustodyException;
import org.liangzheng.hsm.library.LibraryFile;
import org.liangzheng.hsm.library.Platform;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One loaded module, shared by all vaults of the process that use it: PKCS#11 knows one
 * initialisation and one log-in for a whole process, so what is known of them is kept once for a
 * process too. Finalised by the last user, if this class initialised it and no session is left.
 */
final class TokenModule {
  private static final Logger LOG = LoggerFactory.getLogger(TokenModule.class);
  private static final Map<Path, TokenModule> LOADED = new HashMap<>();
  private static final long RENEWAL_PAUSE = Duration.ofSeconds(2).toNanos();
  private static final int MAX_SLOTS = 4096;

  final Cryptoki cryptoki;
  private final Path file;

  /**
   * Read: a call into the module is being made. Write, only ever tried: it is being finalised. A
   * stuck call therefore keeps the module from being finalised under its feet.
   */
  private final ReentrantReadWriteLock life = new ReentrantReadWriteLock();

  private final Set<NativeSession> sessions = ConcurrentHashMap.newKeySet();
  private final Map<String, LoginMemory> logins = new ConcurrentHashMap<>();
  private int users;
  private boolean initialisedHere;
  private long renewedAt = System.nanoTime() - RENEWAL_PAUSE;

  /** Grows when the module is finalised: sessions of before are gone. Written under write lock. */
  private volatile int generation = 1;

  private TokenModule(Path file, Cryptoki cryptoki) {
    this.file = file;
    this.cryptoki = cryptoki;
  }

  /**
   * Loads the module if need be and initialises it for its first user.
   *
   * @throws CustodyException if the file cannot be loaded or the module does not start
   */
  static TokenModule acquire(String vault, Path file) {
    Path real = LibraryFile.check(file, Platform.current());
    synchronized (LOADED) {
      TokenModule module = LOADED.get(real);
      if (module == null) {
        module = new TokenModule(real, Cryptoki.load(real));
      }
      if (module.users == 0) {
        module.start(vault);
      }
      module.users++;
      LOADED.put(real, module);
      return module;
    }
  }

  void release() {
    synchronized (LOADED) {
      users--;
      if (users > 0 || !initialisedHere || !life.writeLock().tryLock()) {
        return;
      }
      try {
        if (sessions.isEmpty()) {
          cryptoki.finish(MemorySegment.NULL);
          initialisedHere = false;
          generation = generation + 1;
        }
      } finally {
        life.writeLock().unlock();
      }
    }
  }

  /** With CKF_OS_LOCKING_OK: many threads call. */
  private void start(String vault) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment arguments = arena.allocate(Ck.INITIALIZE_ARGS_SIZE, 8);
      arguments.set(ValueLayout.JAVA_LONG, 32, Ck.OS_LOCKING_OK);
      long answer = cryptoki.initialize(arguments);
      if (Ckr.OK.is(answer)) {
        initialisedHere = true;
      } else if (!Ckr.CRYPTOKI_ALREADY_INITIALIZED.is(answer)) {
        throw new CustodyException.VaultUnavailable(vault, "C_Initialize " + Ckr.text(answer));
      }
    }
  }

  /**
   * Finalises and initialises again: some modules see a token that was plugged in again only then.
   * Done only where nothing is lost by it: initialised here, no call under way, no session of any
   * vault alive, and not every moment.
   */
  boolean renew(String vault) {
    synchronized (LOADED) {
      long now = System.nanoTime();
      if (!initialisedHere || now - renewedAt < RENEWAL_PAUSE || !life.writeLock().tryLock()) {
        return false;
      }
      try {
        if (sessions.stream().anyMatch(NativeSession::alive)) {
          return false;
        }
        renewedAt = now;
        cryptoki.finish(MemorySegment.NULL);
        generation = generation + 1;
        start(vault);
        LOG.info("Module {} was finalised and initialised again to find its tokens", file);
        return true;
      } finally {
        life.writeLock().unlock();
      }
    }
  }

  /** A call begins; it must be ended by {@link #leave}. */
  void enter() {
    life.readLock().lock();
  }

  void leave() {
    life.readLock().unlock();
  }

  int generation() {
    return generation;
  }

  void opened(NativeSession session) {
    sessions.add(session);
  }

  void closed(NativeSession session) {
    sessions.remove(session);
  }

  /** What is known of a token's PIN. */
  LoginMemory login(TokenInfo token, SecureRandom random) {
    return logins.computeIfAbsent(
        token.serial() + "/" + token.label(), _ -> new LoginMemory(random));
  }

  /**
   * Looks a token up among those present.
   *
   * @throws CustodyException.TokenAbsent if it is not there
   * @throws CustodyException.TokenAmbiguous if more than one bears the name
   */
  TokenInfo token(String vault, TokenName name) {
    enter();
    try {
      List<TokenInfo> found = tokens(vault).stream().filter(token -> token.is(name)).toList();
      if (found.size() > 1) {
        throw new CustodyException.TokenAmbiguous(vault, name.toString());
      }
      if (found.isEmpty()) {
        throw new CustodyException.TokenAbsent(vault, name.toString());
      }
      return found.getFirst();
    } finally {
      leave();
    }
  }

  private List<TokenInfo> tokens(String vault) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment count = arena.allocate(ValueLayout.JAVA_LONG);
      MemorySegment slots = arena.allocate(8L * MAX_SLOTS, 8);
      // The first call, without a buffer, makes modules look at their slots again (v2.40 §5.5).
      require(vault, "C_GetSlotList", cryptoki.slotList((byte) 1, MemorySegment.NULL, count));
      count.set(ValueLayout.JAVA_LONG, 0, MAX_SLOTS);
      require(vault, "C_GetSlotList", cryptoki.slotList((byte) 1, slots, count));
      MemorySegment info = arena.allocate(Ck.TOKEN_INFO_SIZE, 8);
      List<TokenInfo> tokens = new ArrayList<>();
      long present = Math.clamp(count.get(ValueLayout.JAVA_LONG, 0), 0, MAX_SLOTS);
      for (long i = 0; i < present; i++) {
        long slot = slots.getAtIndex(ValueLayout.JAVA_LONG, i);
        // One slot that does not answer is no reason to miss the token in another.
        if (Ckr.OK.is(cryptoki.tokenInfo(slot, info))) {
          tokens.add(TokenInfo.read(slot, info));
        }
      }
      return tokens;
    }
  }

  /** Flags of a mechanism in a slot; 0 if it does not have the mechanism. */
  long mechanism(long slot, long mechanism) {
    enter();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment info = arena.allocate(Ck.MECHANISM_INFO_SIZE, 8);
      return Ckr.OK.is(cryptoki.mechanismInfo(slot, mechanism, info))
          ? info.get(ValueLayout.JAVA_LONG, 16)
          : 0;
    } finally {
      leave();
    }
  }

  private static void require(String vault, String function, long answer) {
    if (!Ckr.OK.is(answer)) {
      throw new CustodyException.VaultUnavailable(vault, function + " " + Ckr.text(answer));
    }
  }
}

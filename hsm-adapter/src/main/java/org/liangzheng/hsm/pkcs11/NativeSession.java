package org.liangzheng.hsm.pkcs11;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.LongStream;
import org.liangzheng.hsm.CustodyCode;
import org.liangzheng.hsm.CustodyException;
import org.liangzheng.hsm.pool.DeviceRota;
import org.liangzheng.verifier.crypto.ByteString;

/**
 * One session of one token, with native buffers that are used again at each call. For the thread
 * that opened it.
 */
final class NativeSession implements AutoCloseable {
  static final int MAX_SIGNATURE = 512;
  private static final int BATCH = 64;
  private static final int MAX_OBJECTS = 65_536;
  private static final long MAX_ATTRIBUTE = 65_536;

  private final String vault;
  private final TokenModule module;
  private final Cryptoki cryptoki;
  private final DeviceRota<Token>.Turn turn;
  private final int generation;
  private final long handle;
  private final Arena arena = Arena.ofConfined();
  private final MemorySegment mechanism = arena.allocate(Ck.MECHANISM_SIZE, 8);
  private final MemorySegment data = arena.allocate(32, 8);
  private final MemorySegment out = arena.allocate(MAX_SIGNATURE, 8);
  private final MemorySegment size = arena.allocate(ValueLayout.JAVA_LONG);
  private boolean spoiled;

  NativeSession(String vault, TokenModule module, DeviceRota<Token>.Turn turn, long handle) {
    this.vault = vault;
    this.module = module;
    this.cryptoki = module.cryptoki;
    this.turn = turn;
    this.generation = module.generation();
    this.handle = handle;
    module.opened(this);
  }

  /** Whether its token and module are still those it was opened on. Asked by any thread. */
  boolean alive() {
    return generation == module.generation() && turn.alive();
  }

  /** Whether the next call may be made on it. */
  boolean usable() {
    return !spoiled && alive();
  }

  Token token() {
    return turn.device();
  }

  /**
   * Signs 32 bytes.
   *
   * @return what the module returned, of whatever length; empty if it did not fit 512 bytes
   * @throws StaleHandleException if the key is not under that handle: nothing was signed
   */
  byte[] sign(long mechanismType, long key, byte[] digest) throws StaleHandleException {
    enter();
    try {
      MemorySegment.copy(digest, 0, data, ValueLayout.JAVA_BYTE, 0, digest.length);
      mechanism.set(ValueLayout.JAVA_LONG, 0, mechanismType);
      long answer = cryptoki.keys.signInit(handle, mechanism, key);
      if (Ckr.meaning(answer) == Ckr.Meaning.HANDLE_STALE) {
        throw new StaleHandleException();
      }
      require("C_SignInit", answer);
      size.set(ValueLayout.JAVA_LONG, 0, MAX_SIGNATURE);
      answer = cryptoki.keys.sign(handle, data, digest.length, out, size);
      long length = size.get(ValueLayout.JAVA_LONG, 0);
      if (Ckr.BUFFER_TOO_SMALL.is(answer)
          || (Ckr.OK.is(answer) && (length < 0 || length > MAX_SIGNATURE))) {
        spoiled = true;
        return new byte[0];
      }
      require("C_Sign", answer);
      turn.proven();
      return out.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE);
    } finally {
      module.leave();
    }
  }

  /**
   * Handles of the objects that have all these attributes: every one, or a failure. Who believed a
   * list that was cut would take a label for free, or a token for one that lacks a key.
   */
  long[] find(Attributes template) {
    enter();
    try (Arena local = Arena.ofConfined()) {
      MemorySegment batch = local.allocate(8L * BATCH, 8);
      LongStream.Builder found = LongStream.builder();
      require(
          "C_FindObjectsInit",
          cryptoki.objects.findObjectsInit(handle, template.write(local), template.count()));
      int count = 0;
      long answer;
      int got;
      do {
        answer = cryptoki.objects.findObjects(handle, batch, BATCH, size);
        got =
            Ckr.OK.is(answer)
                ? Math.toIntExact(Math.clamp(size.get(ValueLayout.JAVA_LONG, 0), 0, BATCH))
                : 0;
        for (int i = 0; i < got; i++) {
          found.add(batch.getAtIndex(ValueLayout.JAVA_LONG, i));
        }
        count += got;
      } while (got > 0 && count <= MAX_OBJECTS);
      long end = cryptoki.objects.findObjectsFinal(handle);
      require("C_FindObjects", answer);
      require("C_FindObjectsFinal", end);
      if (count > MAX_OBJECTS) {
        throw new CustodyException.VaultFault(vault, "more than " + MAX_OBJECTS + " objects");
      }
      return found.build().toArray();
    } finally {
      module.leave();
    }
  }

  /** Attributes of an object; those it does not have or does not show are missing. */
  Map<Long, ByteString> read(long object, long... types) {
    enter();
    try (Arena local = Arena.ofConfined()) {
      MemorySegment array = local.allocate(types.length * Ck.ATTRIBUTE_SIZE, 8);
      for (int i = 0; i < types.length; i++) {
        array.set(ValueLayout.JAVA_LONG, i * Ck.ATTRIBUTE_SIZE, types[i]);
      }
      attributes(object, array, types.length);
      MemorySegment[] buffers = new MemorySegment[types.length];
      for (int i = 0; i < types.length; i++) {
        long length = array.get(ValueLayout.JAVA_LONG, i * Ck.ATTRIBUTE_SIZE + 16);
        buffers[i] = MemorySegment.NULL;
        if (length > 0 && length <= MAX_ATTRIBUTE) {
          buffers[i] = local.allocate(length, 8);
          array.set(ValueLayout.ADDRESS, i * Ck.ATTRIBUTE_SIZE + 8, buffers[i]);
        } else {
          array.set(ValueLayout.JAVA_LONG, i * Ck.ATTRIBUTE_SIZE + 16, 0L);
        }
      }
      attributes(object, array, types.length);
      Map<Long, ByteString> values = new HashMap<>();
      for (int i = 0; i < types.length; i++) {
        long length = array.get(ValueLayout.JAVA_LONG, i * Ck.ATTRIBUTE_SIZE + 16);
        if (length > 0 && length <= buffers[i].byteSize()) {
          values.put(
              types[i],
              ByteString.of(buffers[i].asSlice(0, length).toArray(ValueLayout.JAVA_BYTE)));
        }
      }
      return values;
    } finally {
      module.leave();
    }
  }

  private void attributes(long object, MemorySegment array, int count) {
    long answer = cryptoki.objects.getAttributeValue(handle, object, array, count);
    boolean partial =
        Ckr.ATTRIBUTE_SENSITIVE.is(answer)
            || Ckr.ATTRIBUTE_TYPE_INVALID.is(answer)
            || Ckr.BUFFER_TOO_SMALL.is(answer);
    if (!partial) {
      require("C_GetAttributeValue", answer);
    }
  }

  long create(Attributes template) {
    enter();
    try (Arena local = Arena.ofConfined()) {
      require(
          "C_CreateObject",
          cryptoki.objects.createObject(handle, template.write(local), template.count(), size));
      return size.get(ValueLayout.JAVA_LONG, 0);
    } finally {
      module.leave();
    }
  }

  void destroy(long object) {
    enter();
    try {
      require("C_DestroyObject", cryptoki.objects.destroyObject(handle, object));
    } finally {
      module.leave();
    }
  }

  /** CKS_… of the session. */
  long state() {
    enter();
    try (Arena local = Arena.ofConfined()) {
      MemorySegment info = local.allocate(Ck.SESSION_INFO_SIZE, 8);
      require("C_GetSessionInfo", cryptoki.sessionInfo(handle, info));
      return info.get(ValueLayout.JAVA_LONG, 8);
    } finally {
      module.leave();
    }
  }

  /** Logs the token in; the answer is the caller's to judge. The native copy is wiped. */
  long login(byte[] pin) {
    enter();
    try (Arena local = Arena.ofConfined()) {
      MemorySegment copy = Arguments.bytes(local, pin);
      try {
        return cryptoki.login(handle, Ck.USER, copy, pin.length);
      } finally {
        copy.fill((byte) 0);
      }
    } finally {
      module.leave();
    }
  }

  /**
   * Begins a call; it must be ended by {@link #leave}.
   *
   * @throws CustodyException.SessionLost if the module does not know the session any more
   */
  void enter() {
    module.enter();
    if (generation != module.generation()) {
      module.leave();
      throw new CustodyException.SessionLost(vault, "the module was initialised again");
    }
  }

  void leave() {
    module.leave();
  }

  /** CK_SESSION_HANDLE. */
  long handle() {
    return handle;
  }

  KeyFunctions keys() {
    return cryptoki.keys;
  }

  /**
   * Turns an answer that is not CKR_OK into its failure, and tells the rota what it means for the
   * other sessions of the token.
   */
  void require(String function, long answer) {
    if (Ckr.OK.is(answer)) {
      return;
    }
    String detail = function + " " + Ckr.text(answer) + " " + token().name();
    switch (Ckr.meaning(answer)) {
      case SESSION_GONE, UNCLEAR, HANDLE_STALE -> {
        spoiled = true;
        turn.broken(CustodyCode.VAULT_SESSION_LOST);
        throw new CustodyException.SessionLost(vault, detail);
      }
      case DEVICE_GONE -> {
        spoiled = true;
        turn.lost(CustodyCode.VAULT_UNAVAILABLE);
        throw new CustodyException.SessionLost(vault, detail);
      }
      case PIN_WRONG -> throw new CustodyException.PinRejected(vault);
      case PIN_LOCKED -> throw new CustodyException.PinLocked(vault, detail);
      case FULL -> throw new CustodyException.TokenFull(vault, detail);
      case FINE, BAD_WRAPPING, REFUSED -> throw new CustodyException.VaultFault(vault, detail);
    }
  }

  /** The answer of a dead session does not matter. */
  @Override
  public void close() {
    module.enter();
    try {
      if (generation == module.generation()) {
        cryptoki.closeSession(handle);
      }
    } finally {
      module.leave();
      module.closed(this);
      arena.close();
    }
  }
}

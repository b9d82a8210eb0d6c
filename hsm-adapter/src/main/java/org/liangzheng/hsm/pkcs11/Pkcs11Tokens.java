package org.liangzheng.hsm.pkcs11;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalLong;
import org.liangzheng.hsm.CustodyException;
import org.liangzheng.hsm.Pin;

/**
 * Makes tokens in modules that have free slots for them, such as SoftHSM: for a trial. The tokens
 * of a device are made by its vendor's tool and its security officers.
 */
public final class Pkcs11Tokens {
  private static final long SECURITY_OFFICER = 0;
  private static final long TOKEN_INITIALIZED = 0x400;
  private static final int LABEL_SIZE = 32;
  private static final int MAX_SLOTS = 4096;

  private Pkcs11Tokens() {}

  /**
   * Whether a token of that name is there.
   *
   * @throws CustodyException as {@link Pkcs11Vaults#open}, if the module does not serve
   */
  public static boolean exists(String vault, Path module, TokenName name) {
    TokenModule loaded = TokenModule.acquire(vault, module);
    try {
      loaded.token(vault, name);
      return true;
    } catch (CustodyException.TokenAbsent absent) {
      return false;
    } finally {
      loaded.release();
    }
  }

  /**
   * Makes a token in the first slot whose token was never initialised. One that holds anything is
   * never touched. The PINs are the caller's to close.
   *
   * @param label 1 to 32 bytes of UTF-8
   * @param officer PIN of the security officer, who can set the user's PIN anew and sees no keys
   * @param user PIN of the vault
   * @throws CustodyException.VaultUnavailable if there is no free slot, or the module makes none
   * @throws CustodyException as {@link Pkcs11Vaults#open}, if the module does not serve
   */
  public static void make(String vault, Path module, String label, Pin officer, Pin user) {
    byte[] padded = new byte[LABEL_SIZE];
    Arrays.fill(padded, (byte) ' ');
    byte[] name = label.getBytes(StandardCharsets.UTF_8);
    if (name.length == 0 || name.length > LABEL_SIZE) {
      throw new IllegalArgumentException("a token's label has 1 to 32 bytes");
    }
    System.arraycopy(name, 0, padded, 0, name.length);
    TokenModule loaded = TokenModule.acquire(vault, module);
    // Finalised by its last user: the module then finds the new token like any other.
    try (Arena arena = Arena.ofConfined()) {
      loaded.enter();
      try {
        new Maker(vault, loaded.cryptoki, arena).make(padded, officer, user);
      } finally {
        loaded.leave();
      }
    } finally {
      loaded.release();
    }
  }

  /** The calls in their order. */
  private record Maker(String vault, Cryptoki cryptoki, Arena arena) {
    void make(byte[] label, Pin officer, Pin user) {
      long slot =
          freeSlot()
              .orElseThrow(
                  () -> new CustodyException.VaultUnavailable(vault, "no slot has a free token"));
      MemorySegment name = arena.allocateFrom(ValueLayout.JAVA_BYTE, label);
      require(
          "C_InitToken",
          withPin(officer, (pin, size) -> cryptoki.initToken(slot, pin, size, name)));
      MemorySegment handle = arena.allocate(ValueLayout.JAVA_LONG);
      require(
          "C_OpenSession",
          cryptoki.openSession(
              slot,
              Ck.SERIAL_SESSION | Ck.RW_SESSION,
              MemorySegment.NULL,
              MemorySegment.NULL,
              handle));
      long session = handle.get(ValueLayout.JAVA_LONG, 0);
      try {
        require(
            "C_Login",
            withPin(officer, (pin, size) -> cryptoki.login(session, SECURITY_OFFICER, pin, size)));
        require("C_InitPIN", withPin(user, (pin, size) -> cryptoki.initPin(session, pin, size)));
      } finally {
        cryptoki.closeSession(session);
      }
    }

    private OptionalLong freeSlot() {
      MemorySegment count = arena.allocate(ValueLayout.JAVA_LONG);
      MemorySegment slots = arena.allocate(8L * MAX_SLOTS, 8);
      count.set(ValueLayout.JAVA_LONG, 0, MAX_SLOTS);
      require("C_GetSlotList", cryptoki.slotList((byte) 1, slots, count));
      MemorySegment info = arena.allocate(Ck.TOKEN_INFO_SIZE, 8);
      long present = Math.clamp(count.get(ValueLayout.JAVA_LONG, 0), 0, MAX_SLOTS);
      for (long i = 0; i < present; i++) {
        long slot = slots.getAtIndex(ValueLayout.JAVA_LONG, i);
        if (Ckr.OK.is(cryptoki.tokenInfo(slot, info))
            && (TokenInfo.read(slot, info).flags() & TOKEN_INITIALIZED) == 0) {
          return OptionalLong.of(slot);
        }
      }
      return OptionalLong.empty();
    }

    private interface PinCall {
      long with(MemorySegment pin, long size);
    }

    private long withPin(Pin pin, PinCall call) {
      return pin.use(bytes -> {
        MemorySegment copy = arena.allocateFrom(ValueLayout.JAVA_BYTE, bytes);
        try {
          return call.with(copy, bytes.length);
        } finally {
          copy.fill((byte) 0);
        }
      });
    }

    private void require(String function, long answer) {
      if (!Ckr.OK.is(answer)) {
        throw new CustodyException.VaultUnavailable(vault, function + " " + Ckr.text(answer));
      }
    }
  }
}

package org.liangzheng.testkit.custody.natives;

import static org.liangzheng.testkit.custody.natives.P11Function.C_CopyObject;
import static org.liangzheng.testkit.custody.natives.P11Function.C_CreateObject;
import static org.liangzheng.testkit.custody.natives.P11Function.C_GenerateKey;
import static org.liangzheng.testkit.custody.natives.P11Function.C_GenerateKeyPair;
import static org.liangzheng.testkit.custody.natives.P11Function.C_Login;
import static org.liangzheng.testkit.custody.natives.P11Function.C_Sign;
import static org.liangzheng.testkit.custody.natives.P11Function.C_UnwrapKey;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What goes wrong in a {@link FaultyPkcs11}: at which functions, for how many calls, in which
 * token. Without more words a fault lasts until it is lifted and strikes every token.
 *
 * @param kind what happens
 * @param parameter the CK_RV, or milliseconds
 * @param functions the functions it happens in
 * @param times calls it strikes; −1 means until lifted
 * @param token label of the only token it strikes; empty means all
 */
public record ModuleFault(
    Kind kind, long parameter, Set<P11Function> functions, int times, String token) {
  /** The numbers of {@code faulty-control.h}. */
  public enum Kind {
    NONE(0),
    RETURN_CODE(1),
    KILL_SESSION(2),
    REMOVE_TOKEN(3),
    DELAY(4),
    STUCK(5),
    GARBAGE(6),
    GARBAGE_LENGTH(7);

    private final int number;

    Kind(int number) {
      this.number = number;
    }

    int number() {
      return number;
    }
  }

  public ModuleFault {
    functions = Set.copyOf(functions);
  }

  /** The call answers with this CK_RV and does nothing else. */
  public static ModuleFault returns(long code, P11Function... functions) {
    return fault(Kind.RETURN_CODE, code, functions);
  }

  /** CKR_DEVICE_ERROR at C_Sign. */
  public static ModuleFault deviceError() {
    return returns(0x30, C_Sign);
  }

  /** CKR_PIN_INCORRECT at C_Login, whatever the PIN. */
  public static ModuleFault wrongPin() {
    return returns(0xA0, C_Login);
  }

  /** CKR_DEVICE_MEMORY wherever an object would be made. */
  public static ModuleFault tokenFull() {
    return returns(
        0x31, C_GenerateKeyPair, C_GenerateKey, C_CreateObject, C_CopyObject, C_UnwrapKey);
  }

  /** The session is closed and C_Sign answers CKR_SESSION_HANDLE_INVALID. */
  public static ModuleFault sessionKilled() {
    return fault(Kind.KILL_SESSION, 0, C_Sign);
  }

  /**
   * The slot is empty: CKR_TOKEN_NOT_PRESENT at its functions, CKR_DEVICE_REMOVED in its sessions,
   * and these are gone when the token comes back.
   */
  public static ModuleFault tokenRemoved() {
    return fault(Kind.REMOVE_TOKEN, 0, P11Function.values());
  }

  /** C_Sign takes so much longer. */
  public static ModuleFault delay(Duration time) {
    return fault(Kind.DELAY, time.toMillis(), C_Sign);
  }

  /** C_Sign does not come back until the fault is lifted. */
  public static ModuleFault stuck() {
    return fault(Kind.STUCK, 0, C_Sign);
  }

  /** C_Sign gives random numbers in the form of a signature. */
  public static ModuleFault garbage() {
    return fault(Kind.GARBAGE, 0, C_Sign);
  }

  /** C_Sign gives random bytes, one fewer than a signature has. */
  public static ModuleFault garbageLength() {
    return fault(Kind.GARBAGE_LENGTH, 0, C_Sign);
  }

  /** The same at other functions. */
  public ModuleFault on(P11Function... others) {
    return new ModuleFault(kind, parameter, set(others), times, token);
  }

  /** The same for so many calls. */
  public ModuleFault times(int calls) {
    return new ModuleFault(kind, parameter, functions, calls, token);
  }

  /** The same in one token. */
  public ModuleFault token(String label) {
    return new ModuleFault(kind, parameter, functions, times, label);
  }

  private static ModuleFault fault(Kind kind, long parameter, P11Function... functions) {
    return new ModuleFault(kind, parameter, set(functions), -1, "");
  }

  private static Set<P11Function> set(P11Function... functions) {
    Set<P11Function> set = EnumSet.noneOf(P11Function.class);
    set.addAll(List.of(functions));
    return set;
  }
}

package org.liangzheng.hsm.pkcs11;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Answers of a module and what each means to a vault: the one table. Numbers and names: PKCS#11
 * v2.40, pkcs11t.h. An answer that is not here is {@link Meaning#REFUSED}.
 */
enum Ckr {
  OK(0x0, Meaning.FINE),
  HOST_MEMORY(0x2, Meaning.REFUSED),
  SLOT_ID_INVALID(0x3, Meaning.DEVICE_GONE),
  GENERAL_ERROR(0x5, Meaning.UNCLEAR),
  FUNCTION_FAILED(0x6, Meaning.UNCLEAR),
  ARGUMENTS_BAD(0x7, Meaning.REFUSED),
  ATTRIBUTE_SENSITIVE(0x11, Meaning.REFUSED),
  ATTRIBUTE_TYPE_INVALID(0x12, Meaning.REFUSED),
  ATTRIBUTE_VALUE_INVALID(0x13, Meaning.REFUSED),
  DATA_INVALID(0x20, Meaning.REFUSED),
  DATA_LEN_RANGE(0x21, Meaning.REFUSED),
  DEVICE_ERROR(0x30, Meaning.DEVICE_GONE),
  DEVICE_MEMORY(0x31, Meaning.FULL),
  DEVICE_REMOVED(0x32, Meaning.DEVICE_GONE),
  ENCRYPTED_DATA_INVALID(0x40, Meaning.BAD_WRAPPING),
  ENCRYPTED_DATA_LEN_RANGE(0x41, Meaning.BAD_WRAPPING),
  FUNCTION_CANCELED(0x50, Meaning.UNCLEAR),
  FUNCTION_NOT_SUPPORTED(0x54, Meaning.REFUSED),
  KEY_HANDLE_INVALID(0x60, Meaning.HANDLE_STALE),
  KEY_SIZE_RANGE(0x62, Meaning.REFUSED),
  KEY_TYPE_INCONSISTENT(0x63, Meaning.REFUSED),
  KEY_FUNCTION_NOT_PERMITTED(0x68, Meaning.REFUSED),
  MECHANISM_INVALID(0x70, Meaning.REFUSED),
  MECHANISM_PARAM_INVALID(0x71, Meaning.REFUSED),
  OBJECT_HANDLE_INVALID(0x82, Meaning.HANDLE_STALE),
  OPERATION_ACTIVE(0x90, Meaning.SESSION_GONE),
  OPERATION_NOT_INITIALIZED(0x91, Meaning.SESSION_GONE),
  PIN_INCORRECT(0xa0, Meaning.PIN_WRONG),
  PIN_INVALID(0xa1, Meaning.PIN_WRONG),
  PIN_LEN_RANGE(0xa2, Meaning.PIN_WRONG),
  PIN_EXPIRED(0xa3, Meaning.PIN_LOCKED),
  PIN_LOCKED(0xa4, Meaning.PIN_LOCKED),
  SESSION_CLOSED(0xb0, Meaning.SESSION_GONE),
  SESSION_COUNT(0xb1, Meaning.REFUSED),
  SESSION_HANDLE_INVALID(0xb3, Meaning.SESSION_GONE),
  SESSION_READ_ONLY(0xb5, Meaning.REFUSED),
  TEMPLATE_INCOMPLETE(0xd0, Meaning.REFUSED),
  TEMPLATE_INCONSISTENT(0xd1, Meaning.REFUSED),
  TOKEN_NOT_PRESENT(0xe0, Meaning.DEVICE_GONE),
  TOKEN_NOT_RECOGNIZED(0xe1, Meaning.DEVICE_GONE),
  TOKEN_WRITE_PROTECTED(0xe2, Meaning.REFUSED),
  USER_ALREADY_LOGGED_IN(0x100, Meaning.FINE),
  USER_NOT_LOGGED_IN(0x101, Meaning.SESSION_GONE),
  USER_PIN_NOT_INITIALIZED(0x102, Meaning.PIN_LOCKED),
  USER_ANOTHER_ALREADY_LOGGED_IN(0x104, Meaning.REFUSED),
  USER_TOO_MANY_TYPES(0x105, Meaning.REFUSED),
  WRAPPED_KEY_INVALID(0x110, Meaning.BAD_WRAPPING),
  WRAPPED_KEY_LEN_RANGE(0x112, Meaning.BAD_WRAPPING),
  BUFFER_TOO_SMALL(0x150, Meaning.REFUSED),
  CRYPTOKI_NOT_INITIALIZED(0x190, Meaning.DEVICE_GONE),
  CRYPTOKI_ALREADY_INITIALIZED(0x191, Meaning.FINE);

  /** What an answer means to a vault. */
  enum Meaning {
    FINE,
    /** The session is dead or in a state nobody knows; a new one may do. */
    SESSION_GONE,
    /** The token or its module does not serve now; another token may do. */
    DEVICE_GONE,
    /** Says nothing; the session is not trusted any more. */
    UNCLEAR,
    /** The object is not where it was: look for it again. */
    HANDLE_STALE,
    PIN_WRONG,
    PIN_LOCKED,
    FULL,
    /** What was to be unwrapped is not what was wrapped. */
    BAD_WRAPPING,
    /** The module understood and does not do it. */
    REFUSED
  }

  private static final Map<Long, Ckr> BY_NUMBER =
      Arrays.stream(values()).collect(Collectors.toMap(one -> one.number, Function.identity()));

  final long number;
  final Meaning meaning;

  Ckr(long number, Meaning meaning) {
    this.number = number;
    this.meaning = meaning;
  }

  boolean is(long answer) {
    return number == answer;
  }

  static Meaning meaning(long answer) {
    Ckr known = BY_NUMBER.get(answer);
    return known == null ? Meaning.REFUSED : known.meaning;
  }

  /** For the log: {@code CKR_DEVICE_ERROR (0x30)}. */
  static String text(long answer) {
    Ckr known = BY_NUMBER.get(answer);
    String hex = HexFormat.of().toHexDigits(answer).replaceFirst("^0+(?=.)", "");
    return (known == null ? "CKR" : "CKR_" + known.name()) + " (0x" + hex + ")";
  }
}

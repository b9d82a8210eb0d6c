package org.liangzheng.hsm.sdf;

import java.util.Locale;

/** Return codes of GM/T 0018 (annex A) and what each means for the call that got it. */
enum SdfCode {
  UNKNOWN(0x01, Meaning.FAULT, "SDR_UNKNOWERR"),
  NOT_SUPPORTED(0x02, Meaning.FAULT, "SDR_NOTSUPPORT"),
  COMMUNICATION(0x03, Meaning.DEVICE_LOST, "SDR_COMMFAIL"),
  HARDWARE(0x04, Meaning.DEVICE_LOST, "SDR_HARDFAIL"),
  OPEN_DEVICE(0x05, Meaning.DEVICE_LOST, "SDR_OPENDEVICE"),
  OPEN_SESSION(0x06, Meaning.SESSION_LOST, "SDR_OPENSESSION"),
  NO_ACCESS(0x07, Meaning.ACCESS_DENIED, "SDR_PARDENY"),
  KEY_ABSENT(0x08, Meaning.KEY_ABSENT, "SDR_KEYNOTEXIST"),
  ALGORITHM(0x09, Meaning.FAULT, "SDR_ALGNOTSUPPORT"),
  ALGORITHM_MODE(0x0A, Meaning.FAULT, "SDR_ALGMODNOTSUPPORT"),
  PUBLIC_OPERATION(0x0B, Meaning.FAULT, "SDR_PKOPERR"),
  PRIVATE_OPERATION(0x0C, Meaning.FAULT, "SDR_SKOPERR"),
  SIGN(0x0D, Meaning.FAULT, "SDR_SIGNERR"),
  VERIFY(0x0E, Meaning.FAULT, "SDR_VERIFYERR"),
  SYMMETRIC(0x0F, Meaning.FAULT, "SDR_SYMOPERR"),
  STEP(0x10, Meaning.FAULT, "SDR_STEPERR"),
  FILE_SIZE(0x11, Meaning.FAULT, "SDR_FILESIZEERR"),
  FILE_ABSENT(0x12, Meaning.FAULT, "SDR_FILENOEXIST"),
  FILE_OFFSET(0x13, Meaning.FAULT, "SDR_FILEOFSERR"),
  KEY_TYPE(0x14, Meaning.FAULT, "SDR_KEYTYPEERR"),
  KEY(0x15, Meaning.FAULT, "SDR_KEYERR"),
  CIPHER_DATA(0x16, Meaning.FAULT, "SDR_ENCDATAERR"),
  RANDOM(0x17, Meaning.FAULT, "SDR_RANDERR"),
  ACCESS_RIGHT(0x18, Meaning.ACCESS_DENIED, "SDR_PRKRERR"),
  MAC(0x19, Meaning.FAULT, "SDR_MACERR"),
  FILE_EXISTS(0x1A, Meaning.FAULT, "SDR_FILEEXISTS"),
  FILE_WRITE(0x1B, Meaning.FAULT, "SDR_FILEWERR"),
  NO_BUFFER(0x1C, Meaning.FAULT, "SDR_NOBUFFER"),
  INPUT(0x1D, Meaning.FAULT, "SDR_INARGERR"),
  OUTPUT(0x1E, Meaning.FAULT, "SDR_OUTARGERR"),
  USER_ID(0x1F, Meaning.FAULT, "SDR_USERIDERR");

  /** SDR_OK. */
  static final int OK = 0;

  private static final int BASE = 0x01000000;

  /** What follows from a code. */
  enum Meaning {
    /** The session is dead; another may live. */
    SESSION_LOST,
    /** The device is gone; all its sessions are dead. */
    DEVICE_LOST,
    /**
     * From SDF_GetPrivateKeyAccessRight: the password is wrong. From a use of the key: the session
     * has lost its right, which another session may get.
     */
    ACCESS_DENIED,
    /** There is no key under the index. */
    KEY_ABSENT,
    /** Nothing but this call failed, or nobody knows. */
    FAULT
  }

  private final int number;
  private final Meaning meaning;
  private final String symbol;

  SdfCode(int low, Meaning meaning, String symbol) {
    this.number = BASE + low;
    this.meaning = meaning;
    this.symbol = symbol;
  }

  /** What a code means; vendors' own codes are faults. */
  static Meaning meaning(int code) {
    for (SdfCode known : values()) {
      if (known.number == code) {
        return known.meaning;
      }
    }
    return Meaning.FAULT;
  }

  boolean is(int code) {
    return number == code;
  }

  /** The code as engineers know it. */
  static String describe(int code) {
    String hex = String.format(Locale.ROOT, "0x%08X", code);
    for (SdfCode known : values()) {
      if (known.number == code) {
        return known.symbol + " " + hex;
      }
    }
    return "vendor's code " + hex;
  }
}

package org.liangzheng.hsm.pkcs11;

/** Numbers of PKCS#11 v2.40 (OASIS, pkcs11t.h) that this adapter uses. */
final class Ck {
  static final long TOKEN_INFO_SIZE = 208;
  static final long SESSION_INFO_SIZE = 32;
  static final long MECHANISM_SIZE = 24;
  static final long MECHANISM_INFO_SIZE = 24;
  static final long ATTRIBUTE_SIZE = 24;
  static final long GCM_PARAMS_SIZE = 48;
  static final long INITIALIZE_ARGS_SIZE = 48;

  static final long OS_LOCKING_OK = 2;
  static final long RW_SESSION = 2;
  static final long SERIAL_SESSION = 4;
  static final long USER = 1;
  static final long STATE_RO_USER = 1;
  static final long STATE_RW_USER = 3;

  static final long TOKEN_USER_PIN_LOCKED = 0x4_0000;

  static final long ENCRYPT = 0x100;
  static final long SIGN = 0x800;
  static final long GENERATE = 0x8000;
  static final long WRAP = 0x2_0000;

  static final long CERTIFICATE = 1;
  static final long PUBLIC_KEY = 2;
  static final long PRIVATE_KEY = 3;
  static final long SECRET_KEY = 4;

  static final long KEY_EC = 3;
  static final long KEY_GENERIC_SECRET = 0x10;
  static final long KEY_AES = 0x1f;

  static final long A_CLASS = 0;
  static final long A_TOKEN = 1;
  static final long A_PRIVATE = 2;
  static final long A_LABEL = 3;
  static final long A_VALUE = 0x11;
  static final long A_CERTIFICATE_TYPE = 0x80;
  static final long A_ISSUER = 0x81;
  static final long A_SERIAL_NUMBER = 0x82;
  static final long A_KEY_TYPE = 0x100;
  static final long A_SUBJECT = 0x101;
  static final long A_ID = 0x102;
  static final long A_SENSITIVE = 0x103;
  static final long A_ENCRYPT = 0x104;
  static final long A_DECRYPT = 0x105;
  static final long A_WRAP = 0x106;
  static final long A_UNWRAP = 0x107;
  static final long A_SIGN = 0x108;
  static final long A_VERIFY = 0x10a;
  static final long A_DERIVE = 0x10c;
  static final long A_VALUE_LEN = 0x161;
  static final long A_EXTRACTABLE = 0x162;
  static final long A_LOCAL = 0x163;
  static final long A_NEVER_EXTRACTABLE = 0x164;
  static final long A_ALWAYS_SENSITIVE = 0x165;
  static final long A_EC_PARAMS = 0x180;
  static final long A_EC_POINT = 0x181;

  static final long M_EC_KEY_PAIR_GEN = 0x1040;
  static final long M_ECDSA = 0x1041;
  static final long M_AES_KEY_GEN = 0x1080;
  static final long M_AES_GCM = 0x1087;
  static final long M_AES_KEY_WRAP = 0x2109;

  private Ck() {}
}

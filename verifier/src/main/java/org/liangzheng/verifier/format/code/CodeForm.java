package org.liangzheng.verifier.format.code;

/** What all kinds share: prefix, version, kind, sizes. */
final class CodeForm {
  static final String PREFIX = "LZ1:";
  static final byte VERSION = 1;
  static final byte ONLINE_KIND = 1;
  static final byte OFFLINE_KIND = 2;
  static final byte FACE_KIND = 3;

  /** Bytes of online and face codes. */
  static final int SHORT = 2 + InstanceId.SIZE + CodeHandle.SIZE;

  /** Most bytes of an offline code, with version and kind. */
  static final int MAX_OFFLINE = 300;

  /** Most characters of any code: 300 bytes are 450 in Base45. */
  static final int MAX_TEXT = PREFIX.length() + MAX_OFFLINE / 2 * 3;

  /** Past it nothing is looked at. */
  static final int MAX_LOOK = 2 * MAX_TEXT;

  private CodeForm() {}
}

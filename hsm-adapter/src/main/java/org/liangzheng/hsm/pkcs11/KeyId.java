package org.liangzheng.hsm.pkcs11;

import java.util.Arrays;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.liangzheng.hsm.KeyPurpose;
import org.liangzheng.verifier.crypto.ByteString;

/** CKA_ID of a key made here: {@code 4C 5A 01} ‖ purpose ‖ 16 random bytes. */
final class KeyId {
  private static final byte[] PREFIX = {'L', 'Z', 1};
  private static final int SIZE = PREFIX.length + 1 + 16;

  private KeyId() {}

  static ByteString make(KeyPurpose purpose, RandomGenerator random) {
    byte[] unique = new byte[16];
    random.nextBytes(unique);
    byte[] id = Arrays.copyOf(PREFIX, SIZE);
    id[PREFIX.length] = number(purpose);
    System.arraycopy(unique, 0, id, PREFIX.length + 1, unique.length);
    return ByteString.of(id);
  }

  /** The purpose in an id; empty if it is of another shape. */
  static Optional<KeyPurpose> purpose(ByteString id) {
    byte[] bytes = id.toByteArray();
    if (bytes.length != SIZE || !Arrays.equals(bytes, 0, 3, PREFIX, 0, 3)) {
      return Optional.empty();
    }
    return Arrays.stream(KeyPurpose.values())
        .filter(purpose -> number(purpose) == bytes[PREFIX.length])
        .findAny();
  }

  /** Written on tokens: these numbers do not change. */
  private static byte number(KeyPurpose purpose) {
    return switch (purpose) {
      case TRUST_ROOT -> 1;
      case ISSUING_CA -> 2;
      case SEAL_MAKER -> 3;
      case LICENCE_SEAL -> 4;
      case OFFICE_SEAL -> 5;
      case COPY_SEAL -> 6;
      case TIMESTAMP -> 7;
      case PRESENTATION -> 8;
      case PRESENTATION_CA -> 9;
      case RECEIPT -> 10;
      case PACK -> 11;
      case LOG -> 12;
      case TOKEN -> 13;
      case WRAPPING -> 14;
      case INDEX_MAC -> 15;
    };
  }
}

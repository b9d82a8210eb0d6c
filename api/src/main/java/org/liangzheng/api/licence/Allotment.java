package org.liangzheng.api.licence;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.UUID;
import org.liangzheng.api.web.Ids;

/**
 * What an issuing is given before anything irreversible happens, the same in every attempt.
 *
 * @param serial 20 of 0-9A-Z, random: running numbers would need a centre and tell how many there
 *     are
 */
record Allotment(UUID licence, UUID version, UUID file, UUID newHolder, String serial) {
  private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  private static final int SERIAL_LENGTH = 20;

  static Allotment make(Ids ids, SecureRandom random) {
    StringBuilder serial = new StringBuilder(SERIAL_LENGTH);
    for (int i = 0; i < SERIAL_LENGTH; i++) {
      serial.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return new Allotment(
        ids.next(), ids.next(), ids.next(), Surrogates.make(random), serial.toString());
  }

  byte[] encode() {
    return String.join(
            " ",
            licence.toString(),
            version.toString(),
            file.toString(),
            newHolder.toString(),
            serial)
        .getBytes(StandardCharsets.US_ASCII);
  }

  static Allotment decode(byte[] encoded) {
    String[] parts = new String(encoded, StandardCharsets.US_ASCII).split(" ");
    return new Allotment(
        UUID.fromString(parts[0]),
        UUID.fromString(parts[1]),
        UUID.fromString(parts[2]),
        UUID.fromString(parts[3]),
        parts[4]);
  }
}
